"""nDCG@10 through ir_measures, against the sum written out."""

from __future__ import annotations

from math import log2

import pytest

from eval.metrics.ndcg import ndcg


def test_against_hand_arithmetic() -> None:
    found = ndcg(
        {"first": ["a"], "third": ["a"], "two of three": ["a", "b", "c"], "none": ["a"], "not in the collection": []},
        {
            "first": ["a", "x"],
            "third": ["x", "y", "a"],
            "two of three": ["a", "x", "c"],
            "none": ["x", "y"],
            "not in the collection": ["x"],
        },
    )
    ideal_of_three = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert found == {
        "first": pytest.approx(1.0),
        "third": pytest.approx((1 / log2(4)) / (1 / log2(2))),  # 0.5
        "two of three": pytest.approx((1 / log2(2) + 1 / log2(4)) / ideal_of_three),  # 1.5 / 2.131 = 0.704
        "none": 0.0,
        "not in the collection": 0.0,
    }


def test_the_eleventh_passage_is_too_late() -> None:
    others = [f"x{i:02}" for i in range(10)]
    assert ndcg({"q": ["a"]}, {"q": [*others, "a"]}) == {"q": 0.0}
    assert ndcg({"q": ["a"]}, {"q": [*others[:9], "a"]}) == {"q": pytest.approx(1 / log2(11))}


def test_nothing_found_is_zero() -> None:
    assert ndcg({"q": ["a"]}, {"q": []}) == {"q": 0.0}
