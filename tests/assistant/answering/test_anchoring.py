"""Figures in their place: the number of one thing does not bear the number of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.anchoring import anchored, placed
from assistant.answering.figures import figures

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


def test_a_range_is_borne_as_a_whole() -> None:
    source = "モデル事業は平成23・24年度、推進事業は平成25年度から平成27年度に行った。"
    assert bears(source, "モデル事業は平成23・24年度に行いました。")
    assert bears(source, "推進事業は2013〜2015年度に行いました。")
    assert not bears(source, "モデル事業は平成23・25年度に行いました。")
    assert not bears(source, "推進事業は平成24〜27年度に行いました。")


def test_eight_of_them_are_eight_items_and_not_eight_people() -> None:
    assert bears("事業は8つの項目から成る。", "事業は8項目から成ります。")
    assert bears("事業は8項目から成る。", "事業は八つの項目から成ります。")
    assert not bears("事業は8つの項目から成る。", "事業は8人から成ります。")


def test_a_way_of_speaking_needs_no_figure_unless_the_source_counts_another() -> None:
    assert bears("研修は連携の手段である。", "研修は連携の手段の一つです。")
    assert not bears("課題は研修と相談の三つである。", "課題は研修と相談の一つです。")


def test_the_date_of_the_document_may_be_named_where_the_text_states_no_other() -> None:
    year = figures("令和元年度")
    quiet, dated = placed("拠点は県内に置かれた。"), placed("拠点は平成30年度に県内に置かれた。")
    assert anchored("2019年度の報告書では、拠点は県内に置かれています。", quiet, lambda word: 1.0, year)
    assert not anchored("2020年度の報告書では、拠点は県内に置かれています。", quiet, lambda word: 1.0, year)
    assert not anchored("拠点は2019年度に県内に置かれました。", dated, lambda word: 1.0, year)


THINGS = ("相談窓口", "訪問看護師", "協力病院", "研修会", "登録薬局", "連絡会議")
NUMBERS = st.integers(min_value=2, max_value=9_999)


def in_full_width(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def as_table(rows: dict[str, int]) -> str:
    return "\n".join(f"区分: {thing} / 件数: {number} / 備考: 前年と同じ" for thing, number in rows.items())


def as_list(rows: dict[str, int]) -> str:
    return "\n".join(f"({i}) {thing}：{number}件" for i, (thing, number) in enumerate(rows.items(), 1))


def as_text(rows: dict[str, int]) -> str:
    return "".join(f"{thing}は年間{number}件である。" for thing, number in rows.items())


def as_clauses(rows: dict[str, int]) -> str:
    return "、".join(f"{thing}が{number}件" for thing, number in rows.items()) + "である。"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(NUMBERS, min_size=2, max_size=6),
    st.sampled_from([as_table, as_list, as_text, as_clauses]),
    st.sampled_from([str, in_full_width, "{:,}".format]),
    st.data(),
)
def test_no_changed_digit_and_no_number_of_another_row_passes(
    numbers: list[int], layout: Callable[[dict[str, int]], str], written: Callable[[int], str], data: st.DataObject
) -> None:
    rows = dict(zip(THINGS, numbers, strict=False))
    source = placed(layout(rows))
    thing = data.draw(st.sampled_from(sorted(rows)))

    def says(number: int) -> bool:
        return anchored(f"{thing}は{written(number)}件です。", source, lambda word: 1.0)

    assert says(rows[thing])
    others = [number for number in numbers if number != rows[thing]]
    digits = str(rows[thing])
    place = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != digits[place]]))
    assert not any(says(number) for number in [*others, int(digits[:place] + digit + digits[place + 1 :])])
