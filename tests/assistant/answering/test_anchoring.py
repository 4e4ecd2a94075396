"""Figures in their place: the number of one thing does not bear the number of another."""

from __future__ import annotations

import pytest

from assistant.answering.anchoring import anchored, placed

PASSAGE = (
    "研修会には医師5名と看護師3名が参加した。翌年度の研修会は年2回開かれ、延べ40名が参加した。"
    "相談窓口は4か所にあり、電話は年間120件である。\n(1) 目的を書く。\n(6) 指標を書く。"
)
TABLE = "地区: 東 / 拠点数: 31 / 配置人数: 34\n地区: 西 / 拠点数: 12 / 配置人数: 15"


def bears(source: str, sentence: str) -> bool:
    return anchored(sentence, placed(source), lambda word: 1.0)


@pytest.mark.parametrize(
    "sentence",
    [
        "研修会には医師5名、看護師3名が参加しました。",
        "翌年度の研修会は年2回で、延べ40名が参加しました。",
        "相談窓口は4か所です。",
        "電話は年間120件でした。",
        "研修会には医師と看護師が参加しました。",
    ],
)
def test_a_number_that_counts_the_same_thing(sentence: str) -> None:
    assert bears(PASSAGE, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "研修会には医師3名、看護師5名が参加しました。",
        "相談窓口は6か所です。",
        "相談窓口は1か所です。",
        "翌年度の研修会は年120回開かれました。",
        "電話は年間4件でした。",
    ],
)
def test_a_number_that_counts_something_else_there(sentence: str) -> None:
    assert not bears(PASSAGE, sentence)


def test_rows_of_a_table_bear_their_own_cells() -> None:
    assert bears(TABLE, "東の拠点数は31、配置人数は34名です。")
    assert not bears(TABLE, "東の拠点数は33です。")
    assert not bears(TABLE, "東の配置人数は31名です。")


def test_nothing_bears_nothing() -> None:
    assert bears("", "数字のない文です。")
    assert not bears("", "3名が参加しました。")
