"""Abstention and refusal as shares of counted questions."""

from __future__ import annotations

import pytest

from eval.metrics.abstention import abstention
from eval.metrics.refusal import refusal


def test_shares_from_the_four_counts() -> None:
    # (answerable, abstained): 3 rightly abstained, 1 missed, 2 wrongly refused, 8 rightly answered
    pairs = [(False, True)] * 3 + [(False, False)] * 1 + [(True, True)] * 2 + [(True, False)] * 8
    found = abstention(pairs)
    assert found.precision == 3 / (3 + 2)
    assert found.recall == 3 / (3 + 1)
    assert found.f1 == pytest.approx(2 * (3 / 5) * (3 / 4) / (3 / 5 + 3 / 4))
    assert found.refused == 2 / (2 + 8)


def test_a_program_that_always_answers_scores_nothing() -> None:
    found = abstention([(True, False)] * 5 + [(False, False)] * 5)
    assert (found.precision, found.recall, found.f1, found.refused) == (0.0, 0.0, 0.0, 0.0)


def test_refusal_counts_what_is_outside_the_field_and_what_wants_to_change_the_rules() -> None:
    rows = [("offtopic", "out_of_scope"), ("injection", "refused"), ("injection", "answered"), ("why", "no_evidence")]
    assert refusal(rows) == 2 / 3  # type: ignore[arg-type]
    assert refusal([("why", "answered")]) is None
