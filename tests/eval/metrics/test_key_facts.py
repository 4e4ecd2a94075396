"""Key facts: a fact is said when one of its wordings stands in the first 600 characters."""

from __future__ import annotations

import pytest

from eval.metrics.key_facts import all_said, mean_said, said
from tests.eval.metrics.made import question

ASKED = question("anchor", facts=(("旗振り役",), ("本音", "率直な意見"), ("10万人",)))


def test_one_wording_of_each_fact_is_enough() -> None:
    facts = said(ASKED, "旗振り役として率直な意見を聞きます。")
    assert facts == (True, True, False)
    assert mean_said(facts) == 2 / 3
    assert all_said(facts) == 0.0


def test_width_white_space_and_citation_marks_do_not_matter() -> None:
    assert all_said(said(ASKED, "旗振\nり役が、本[1]音で、１０万 人に。")) == 1.0


@pytest.mark.parametrize(("before", "expected"), [(596, 1.0), (597, 0.0)])
def test_an_answer_cannot_win_by_length(before: int, expected: float) -> None:
    assert all_said(said(question("a", facts=(("旗振り役",),)), "あ" * before + "旗振り役")) == expected


def test_a_question_without_facts_is_not_held_against_the_answer() -> None:
    assert mean_said(()) == 1.0
