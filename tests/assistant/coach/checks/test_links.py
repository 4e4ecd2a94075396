"""Whether two texts speak of the same thing."""

from __future__ import annotations

import pytest

from assistant.coach.checks.links import linked, subject


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("夜間の連絡先が分からない", "救急搬送の前に電話で相談できるカードを作る", True),
        ("退院の連絡が遅い", "口腔ケアのチラシを作る", False),
        ("本人の希望が共有されていない", "話し合いの記録様式をそろえる", True),
        ("夜間の連絡先が分からない", "健康ウォーキング大会を開く", False),
        ("残薬が多い", "在庫の確認", True),
    ],
)
def test_topics_and_words_link(first: str, second: str, expected: bool) -> None:
    assert linked(subject(first), subject(second)) is expected


def test_who_takes_part_is_no_subject() -> None:
    assert "mouth" not in subject("市が歯科医師会と夜間の連絡手順を決める").themes
    assert "mouth" in subject("訪問歯科の頼み方をまとめる").themes


def test_life_at_home_is_what_every_first_goal_leads_to() -> None:
    first, second = subject("退院連絡の様式がそろう"), subject("認知症になっても自宅で暮らせる")
    assert not linked(first, second)
    assert linked(first, second, towards_life=True)
