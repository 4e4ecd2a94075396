"""recall@B is 1 where the places wanted stand in the first B characters of the evidence."""

from __future__ import annotations

import pytest

from eval.metrics.evidence_recall import cut, evidence_recall
from tests.eval.metrics.made import evidence, question

FIRST = evidence("あ" * 90 + "旗を振る役目")  # 96 characters
SECOND = evidence("い" * 50 + "年に二回開く")  # 56 characters


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (96 + 56, 1.0),  # the anchor ends with the last character of the budget
        (96 + 55, 0.0),  # one character less, and it is cut
        (96, 0.0),
    ],
)
def test_the_passage_that_the_budget_ends_in_is_cut_there(budget: int, expected: float) -> None:
    assert evidence_recall(question("年に二回開く"), [FIRST, SECOND], budget) == expected


@pytest.mark.parametrize(("mode", "budget", "expected"), [("any", 96, 1.0), ("all", 96, 0.0), ("all", 152, 1.0)])
def test_any_needs_one_place_and_all_needs_every_place(mode: str, budget: int, expected: float) -> None:
    asked = question("旗を振る役目", "年に二回開く", mode=mode)  # type: ignore[arg-type]
    assert evidence_recall(asked, [FIRST, SECOND], budget) == expected


def test_the_same_words_in_another_document_do_not_count() -> None:
    assert evidence_recall(question("旗を振る役目"), [evidence("旗を振る役目", document="other")], 2_000) == 0.0


def test_an_anchor_is_not_put_together_from_two_passages() -> None:
    assert evidence_recall(question("旗を振る役目"), [evidence("旗を振"), evidence("る役目")], 2_000) == 0.0


def test_white_space_and_width_do_not_matter() -> None:
    assert evidence_recall(question("１０万人 あたり"), [evidence("人口10万\n人あたり")], 2_000) == 1.0


def test_a_long_quote_counts_when_four_fifths_of_it_are_there() -> None:
    quote = "".join(chr(0x4E00 + i) for i in range(100))  # 91 runs of 10 characters, all different
    asked = question(quote)
    assert evidence_recall(asked, [evidence(quote[:82])], 2_000) == 1.0  # 82 - 9 = 73 runs, 73/91 = 0.802
    assert evidence_recall(asked, [evidence(quote[:81])], 2_000) == 0.0  # 72/91 = 0.791


def test_cut_gives_as_many_characters_as_the_budget() -> None:
    assert [len(text) for _, text in cut([FIRST, SECOND, FIRST], 100)] == [96, 4]
