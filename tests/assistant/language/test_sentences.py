from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一つ目です。二つ目です。", ["一つ目です。", "二つ目です。"]),
        ("かっこ（中の文。続き）の外。次。", ["かっこ（中の文。続き）の外。", "次。"]),
        ("「言いました。」と述べた。次", ["「言いました。」と述べた。", "次"]),
        ("行の終わり\n次の行。", ["行の終わり", "次の行。"]),
        ("本当ですか？！はい。", ["本当ですか？！", "はい。"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_pauses(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_bracket_that_is_never_closed_swallows_one_stretch_only() -> None:
    text = "（開いたまま" + "あ" * 200 + "。次の文。"
    assert sentences(text)[-1] == "次の文。"


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
