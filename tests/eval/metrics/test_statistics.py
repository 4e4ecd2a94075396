"""Percentiles, bootstrap intervals and the randomisation test."""

from __future__ import annotations

import pytest

from eval.metrics.bootstrap import interval
from eval.metrics.latency import percentile
from eval.metrics.length import length
from eval.metrics.randomisation import DRAWS, randomisation_test
from eval.metrics.wilson import wilson


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (50, 3.0),  # ceil(0.50 * 5) = 3rd of 1 2 3 4 9
        (95, 9.0),  # ceil(0.95 * 5) = 5th
        (20, 1.0),  # ceil(0.20 * 5) = 1st
        (21, 2.0),  # ceil(1.05) = 2nd
        (100, 9.0),
    ],
)
def test_percentile_by_nearest_rank(p: float, expected: float) -> None:
    assert percentile([9.0, 1.0, 3.0, 2.0, 4.0], p) == expected


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_length_leaves_line_ends_out() -> None:
    assert length("一行目[1]\n二行目[2]") == 3 + 3 + 3 + 3


def test_the_interval_holds_the_mean_and_repeats() -> None:
    scores = [1.0] * 80 + [0.0] * 20
    low, high = interval(scores, seed=3)
    # the mean of 100 draws with p = 0.8 has the standard deviation sqrt(0.8 * 0.2 / 100) = 0.04
    assert low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)
    assert interval(scores, seed=3) == (low, high)


def test_equal_scores_have_no_spread_and_none_have_no_interval() -> None:
    assert interval([0.5] * 9) == (0.5, 0.5)
    assert interval([]) == (0.0, 0.0)


def test_randomisation_of_one_sided_change() -> None:
    # five questions got better by 1: of the 2**5 signs only all plus and all minus give a mean of at least 1 either way
    p = randomisation_test([0.0] * 5, [1.0] * 5, seed=1)
    assert p == pytest.approx(2 / 2**5, abs=0.01)


def test_no_change_and_balanced_change_are_chance() -> None:
    assert randomisation_test([1.0, 0.0], [1.0, 0.0]) == 1.0
    assert randomisation_test([1.0, 0.0], [0.0, 1.0]) == pytest.approx((1 + DRAWS) / (1 + DRAWS))


def test_runs_of_unequal_length_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="same questions"):
        randomisation_test([1.0], [1.0, 0.0])


def test_wilson_on_the_example_of_brown_cai_and_dasgupta_and_at_the_ends() -> None:
    # 0 of 10: centre (0 + 3.8415/20) / (1 + 3.8415/10) = 0.13877, half the same: 0 to 0.2775
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    # 56 of 60: (0.93333 + 0.03201) / 1.06402 = 0.90726; half 1.95996 sqrt(0.06222/60 + 0.06402/240) / 1.06402 = 0.06653
    assert wilson(56, 60) == pytest.approx((0.90726 - 0.06653, 0.90726 + 0.06653), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
