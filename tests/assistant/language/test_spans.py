"""Finding a text in another one, white space and width aside."""

from __future__ import annotations

import pytest

from assistant.language.spans import find_span


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("夜間の電話は当番が受けます。", "当番が", "当番が"),
        ("夜間の電\n話は当番", "電話は", "電\n話は"),
        ("要介護度 3以上の人", "度3以上", "度 3以上"),
        ("ＩＣＴの活用", "ICT", "ＩＣＴ"),
        ("ICTの活用", "ＩＣＴ の", "ICTの"),
        ("㈱の語", "(株)の", "㈱の"),
    ],
)
def test_found_as_it_stands(text: str, part: str, found: str) -> None:
    span = find_span(text, part)

    assert span is not None
    assert text[span[0] : span[1]] == found


@pytest.mark.parametrize("part", ["", " ", "昼間"])
def test_nothing_where_it_is_not(part: str) -> None:
    assert find_span("夜間の電話", part) is None
