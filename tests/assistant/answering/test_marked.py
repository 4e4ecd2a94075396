"""Splitting what a model writes: the same sentences however the text is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.marked import Marked, MarkedSentences


def read(text: str, cut: int = 10_000) -> list[Marked]:
    reader, found = MarkedSentences(), []
    for start in range(0, len(text), cut):
        found += reader.feed(text[start : start + cut])
    return found + reader.finish()


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("当番は火曜日に交代します。[1]", (1,)),
        ("当番は火曜日に交代します[1]。", (1,)),
        ("当番は火曜日に交代します。[1][3]", (1, 3)),
        ("当番は火曜日に交代します。[1, 3]", (1, 3)),
        ("当番は火曜日に交代します。［１］", (1,)),
        ("当番は火曜日に交代します。【1】", (1,)),
        ("当番は火曜日に交代します。[資料2]", (2,)),
        ("当番は火曜日に交代します。 [1]", (1,)),
        ("当番は火曜日に交代します。[99]", (99,)),
        ("当番は火曜日に交代します。", ()),
        ("当番は火曜日に交代します [1]", (1,)),
    ],
)
def test_marks_before_and_behind_the_full_stop(written: str, numbers: tuple[int, ...]) -> None:
    (found,) = read(written)
    assert found.numbers == numbers
    assert found.text.rstrip("。") == "当番は火曜日に交代します"


@pytest.mark.parametrize(
    "written",
    [
        "**当番**は`火曜日`に交代します。[1]",
        "- 当番は火曜日に交代します。[1]",
        "1. 当番は火曜日に交代します。[1]",
        "## 当番は火曜日に交代します。[1]",
        "<b>当番</b>は火曜日に交代します。[1]",
        "結論：当番は火曜日に交代します。[1]",
        "当番は\u202e火曜日\u200bに交代します。[1]",
        "<think>どう書こうか。[2]</think>当番は火曜日に交代します。[1]",
        "当番は火曜日に交代します（[1]）。",
    ],
)
def test_decoration_and_thoughts_are_taken_off(written: str) -> None:
    assert read(written) == [Marked("当番は火曜日に交代します。", (1,))]


def test_full_stops_inside_quotations_end_no_sentence() -> None:
    (found,) = read("「困っている。助けてほしい。」と問いかけます。[2]")
    assert found == Marked("「困っている。助けてほしい。」と問いかけます。", (2,))


def test_a_bracketed_heading_is_no_mark() -> None:
    (found,) = read("【課題1】に挙げられています。[2]")
    assert found == Marked("【課題1】に挙げられています。", (2,))


def test_headings_and_rules_between_sentences_are_no_sentences() -> None:
    assert [m.text for m in read("## 結論\n---\n当番は火曜日に交代します。[1]\n\n***\n")] == ["当番は火曜日に交代します。"]


def test_a_sentence_is_given_out_only_when_its_marks_are_known() -> None:
    reader = MarkedSentences()
    assert reader.feed("当番は火曜日に交代します。") == []
    assert reader.feed("[") == []
    assert reader.feed("1") == []
    assert reader.feed("][2") == []
    assert [m.numbers for m in reader.feed("]次")] == [(1, 2)]


WRITTEN = (
    "<think>考える。</think>**結論：** 当番は火曜日に交代します。[1][2] 「困っている。」と述べています[資料3]。\n"
    "- 費用は8,400円です（[4]）。<i>市</i>が支払います。[1, 2]\n続きます。［１］終わり"
)


@given(st.integers(min_value=1, max_value=40))
def test_how_the_stream_is_cut_changes_nothing(cut: int) -> None:
    assert read(WRITTEN, cut) == read(WRITTEN)


@given(st.text(alphabet="。[]［］1２あ「」\n<>*`# ", max_size=80), st.integers(min_value=1, max_value=5))
def test_any_text_is_read_to_its_end(text: str, cut: int) -> None:
    assert all(marked.text for marked in read(text, cut))
