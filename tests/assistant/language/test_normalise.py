from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.normalise import normalise, squeeze, squeeze_with_map


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("①②", "1 2"),  # set apart first, or NFKC would make 12 of them
        ("❶➀➊", "1 1 1"),
        ("⻑い⻄の⺠", "長い西の民"),
        ("３〜５年", "3~5年"),
        ("要介護度 3以上", "要介護度 3以上"),
        ("在 宅 医 療", "在宅医療"),
        ("ﾛー ﾙﾌﾟﾚｲ", "ロールプレイ"),
        ("\ue05d項目", "項目"),
        ("PDCA サイクル", "PDCA サイクル"),
    ],
)
def test_what_nfkc_leaves_is_repaired(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once or squeeze(normalise(once)) == squeeze(once)


@given(st.text())
def test_squeezed_characters_come_from_where_the_map_says(text: str) -> None:
    squeezed, positions = squeeze_with_map(text)
    assert squeezed == squeeze(text)
    assert len(positions) == len(squeezed)
    assert positions == sorted(positions)
    assert all(0 <= position < len(text) for position in positions)
