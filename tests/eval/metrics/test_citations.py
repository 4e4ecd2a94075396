"""Citation recall, citation precision and the verbatim check."""

from __future__ import annotations

import pytest

from eval.cited import CitedSentence, cited_sentences
from eval.metrics.citation_precision import citation_precision
from eval.metrics.citation_recall import citation_recall
from eval.metrics.verbatim import verbatim
from tests.eval.metrics.made import citation

PLACE = "夜間の電話は当番の訪問看護ステーションが最初に受けます。当番は火曜日に交代し、一晩につき8,400円を支払います。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("火曜日に交代します。[1]市が支払います。[2][3]", [("火曜日に交代します。", (1,)), ("市が支払います。", (2, 3))]),
        ("火曜日に交代します。市が支払います。[1]", [("火曜日に交代します。", ()), ("市が支払います。", (1,))]),
        ("「交代します。市が払います。」と言います。[1]", [("「交代します。市が払います。」と言います。", (1,))]),
        ("交代[1]と支払い[2]", [("交代", (1,)), ("と支払い", (2,))]),
        ("交代します[1]。市が払います[2]。", [("交代します", (1,)), ("。市が払います", (2,))]),
        ("引用のない文です。", [("引用のない文です。", ())]),
        ("", []),
    ],
)
def test_marks_belong_to_the_sentence_right_before_them(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    found = [(sentence.text, sentence.numbers) for sentence in cited_sentences(text)]
    assert [(text.lstrip("。"), numbers) for text, numbers in found] == [(t.lstrip("。"), n) for t, n in expected]


def test_recall_is_the_share_of_sentences_with_a_mark() -> None:
    assert citation_recall(cited_sentences("一つ目の文です。[1]二つ目の文です。三つ目の文です。[2]")) == 2 / 3
    assert citation_recall([]) == 1.0


def sentence(text: str, *numbers: int) -> CitedSentence:
    return CitedSentence(text, numbers)


def test_a_sentence_that_the_place_holds_is_borne() -> None:
    assert citation_precision([sentence("夜間の電話は、当番のステーションが受けます。", 1)], {1: PLACE}) == 1.0


def test_a_sentence_about_something_else_is_not() -> None:
    assert citation_precision([sentence("県は医療計画の見直しを議会に提案しました。", 1)], {1: PLACE}) == 0.0


def test_every_number_has_to_stand_there() -> None:
    right = sentence("当番には一晩に8,400円を支払います。", 1)
    wrong = sentence("当番には一晩に9,400円を支払います。", 1)
    assert citation_precision([right, wrong], {1: PLACE}) == 1 / 2


def test_a_count_of_what_is_listed_is_the_writers_own() -> None:
    assert citation_precision([sentence("夜間の電話の当番の決まりは次の2つです。", 1)], {1: PLACE}) == 1.0


def test_two_places_may_bear_a_sentence_together_and_an_idle_one_counts_against_it() -> None:
    said = sentence("当番は火曜日に交代し、県は医療計画を見直します。", 1, 2, 3)
    places = {1: PLACE, 2: "県は医療計画を見直す。", 3: "駅前の花壇。"}
    assert citation_precision([said], places) == 2 / 3


def test_nothing_cited_is_no_precision() -> None:
    assert citation_precision([sentence("引用のない文です。")], {}) is None


def test_verbatim_is_the_share_of_quotes_that_stand_in_their_document() -> None:
    texts = {"d": "夜間の電話は当番が受けます。"}
    quotes = [
        citation(1, "夜間の 電話は\n当番が"),  # white space aside it is there
        citation(2, "夜間の電話を当番が"),  # one letter differs
        citation(3, "夜間の電話は", document="other"),  # stands in another document
        citation(4, ""),  # not installed: does not count
    ]
    assert verbatim(quotes, lambda document: texts.get(document, "")) == 1 / 3
    assert verbatim(quotes[3:], lambda document: "") is None
