"""Yes and no: a sentence may not deny what its source affirms, nor affirm what it denies."""

from __future__ import annotations

import pytest

from assistant.answering.polarity import denies, opposed, said

SOURCE = (
    "市は団体ごとの課題を整理し、関係者と共有して検討する。電話の件数は、事業所の評価に用いるべきではない。"
    "担当課だけで方針を決めず、医師会と協議して定める。"
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("目標に用いるべきではありません。", True),
        ("市は判断しない。", True),
        ("取り組まなければなりません。", False),
        ("連携は欠かせません。", False),
        ("目的は数字だけではありません。", False),
        ("必ず確認します。", False),
        ("まず市の方針を示します。", False),
        ("市が判断します。", False),
    ],
)
def test_yes_and_no(sentence: str, expected: bool) -> None:
    assert denies(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("課題は関係者と共有して検討します。", False),
        ("課題は関係者と共有して検討しません。", True),
        ("電話の件数は、評価に用いるべきではありません。", False),
        ("電話の件数を事業所の評価に用いません。", False),
        ("電話の件数は、事業所の評価に用いるべきです。", True),
        ("方針は担当課だけで決めず、医師会と協議します。", False),
        ("方針は担当課だけで決め、医師会と協議しません。", True),
    ],
)
def test_yes_for_no_and_no_for_yes_are_found(sentence: str, expected: bool) -> None:
    assert opposed(sentence, said(SOURCE), lambda word: 1.0) is expected


def test_nothing_is_opposed_to_nothing() -> None:
    assert opposed("市が判断します。", said(""), lambda word: 1.0) is False
