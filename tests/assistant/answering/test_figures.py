"""Figures: one form for whatever a number is written as, another for whatever it does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.figures import Figure, figures


def stated(text: str) -> set[tuple[str, str, str]]:
    return {(figure.value, figure.unit, figure.bound) for figure in figures(text)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("31拠点", "31拠点"),
        ("31拠点", "三十一拠点"),
        ("34名", "34人"),
        ("16か所", "16ヶ所"),
        ("16箇所", "１６カ所"),
        ("2018年", "平成30年"),
        ("2019年", "令和元年"),
        ("2023年度", "令和5年度"),
        ("2018年4月", "H30年4月"),
        ("2015年度", "平成二十七年度"),
        ("30%", "3割"),
        ("30％", "30パーセント"),
        ("12,000人", "1万2千人"),
        ("12000人", "一万二千人"),
        ("2023年", "二〇二三年"),
        ("350000000円", "3億5千万円"),
        ("5人から10人", "5～10人"),
        ("2015年度から2017年度", "平成27〜29年度"),
        ("75歳以上", "七十五歳以上"),
        ("3つ", "三つ"),
        ("要介護度3以上", "要介護度 3以上"),
    ],
)
def test_these_say_the_same(one: str, other: str) -> None:
    assert stated(one) == stated(other) != set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("31拠点", "34拠点"),
        ("31拠点に34名", "34拠点に31名"),
        ("75歳以上", "75歳未満"),
        ("75歳以上", "75歳"),
        ("平成30年", "令和30年"),
        ("平成30年", "30年"),
        ("平成30年", "30年間"),
        ("平成30年", "平成30年度"),
        ("3割", "3%"),
        ("数十人", "十人"),
        ("1.5倍", "15倍"),
        ("1,200円", "200円"),
        ("平成29年から2年間", "平成29年から1990年"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert stated(one) != stated(other)


@pytest.mark.parametrize(
    "text", ["一方で、一緒に取り組みます。", "十分な体制です。", "一人ひとりの希望", "手がかりの一つです。", "第一に、連携です。"]
)
def test_words_with_a_numeral_in_them_count_nothing(text: str) -> None:
    assert stated(text) == set()


def test_ten_minutes_in_kanji_are_a_figure_all_the_same() -> None:
    assert ("10", "分間", "以下") in stated("車で十分以内に着きます。")


def test_a_bare_number_of_a_table_may_count_anything_but_says_its_value() -> None:
    table = figures("拠点数: 31\n配置人数: 34")
    assert all(figure.stands_in(table) for figure in figures("31拠点に34名"))
    assert not any(figure.stands_in(table) for figure in figures("32拠点に35名"))


def test_a_counted_number_does_not_stand_for_another_count() -> None:
    assert not Figure("31", "拠点").stands_in(figures("31名"))
    assert not Figure("31").stands_in(figures("31名"))


@given(st.integers(min_value=0, max_value=10**45))
def test_a_number_of_any_length_is_itself_and_not_its_neighbour(number: int) -> None:
    assert figures(f"{number}件") == figures(f"{number}件")
    assert figures(f"{number}件") != figures(f"{number + 1}件")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(figure.stands_in(figures(text)) for figure in figures(text))


KANJI = "〇一二三四五六七八九"


def in_kanji(number: int) -> str:
    """`number` below ten thousand as it is written out: 2,031 is two thousand thirty-one."""
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, unit)
        if digit:
            written += (KANJI[digit] if digit > 1 else "") + name
    return written + (KANJI[number] if number else "")


@given(st.integers(min_value=2, max_value=9_999))
def test_kanji_numerals_have_the_value_of_their_digits(number: int) -> None:
    assert stated(f"{in_kanji(number)}件") == stated(f"{number}件")


@given(st.integers(min_value=1, max_value=30), st.booleans())
def test_eras_and_western_years_agree(year: int, is_reiwa: bool) -> None:
    era, base = ("令和", 2018) if is_reiwa else ("平成", 1988)
    assert stated(f"{era}{year}年度の調査") == stated(f"{base + year}年度の調査")
