"""Changed statements: each change makes another sentence, at the place that it names."""

from __future__ import annotations

import pytest

from eval.verification.changes import CHANGES, borrowed_number, in_kanji


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        ("digit", "研修は3回です。", ["研修は4回です。", "研修は7回です。", "研修は2回です。"]),
        ("full_width", "研修は9回です。", ["研修は０回です。", "研修は３回です。", "研修は８回です。"]),
        ("kanji", "柱は三つです。", ["柱は四つです。", "柱は七つです。"]),
        ("kanji", "研修は12回です。", ["研修は十三回です。", "研修は十五回です。"]),
        ("era", "令和5年度に始めました。", ["2024年度に始めました。"]),
        ("swapped", "31拠点に34名がいます。", ["34拠点に31名がいます。"]),
        ("unit", "割合は18%です。", ["割合は18ポイントです。"]),
        ("no_inserted", "市が判断します。", ["市が判断しません。"]),
        ("no_inserted", "市は判断しません。", []),
        ("no_removed", "市は判断しません。", ["市は判断します。"]),
        ("no_removed", "市が判断しなければなりません。", []),
        ("actor", "医師会と薬剤師会が開きます。", ["薬剤師会と医師会が開きます。"]),
        ("actor", "県内の研修です。", []),
        ("quantity", "全ての市が行います。", ["一部の市が行います。"]),
        ("modality", "統合を検討します。", ["統合を決定します。"]),
    ],
)
def test_what_becomes_of_a_sentence(kind: str, sentence: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(CHANGES[kind](sentence)))[: max(1, len(expected))] == expected


def test_a_number_of_another_sentence_takes_each_place() -> None:
    assert list(borrowed_number("窓口は4か所です。", "電話は120件、窓口は4か所です。")) == ["窓口は120か所です。"]


def test_numbers_are_written_out() -> None:
    assert [in_kanji(number) for number in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
