"""The search and the folds."""

from __future__ import annotations

from collections import Counter

import numpy as np

from eval.fitting.folds import FOLDS, folds
from eval.fitting.search import search
from eval.fitting.tables import Floats
from tests.eval.made import question

GOAL = np.array([0.8, 0.1, 0.0])


def nearness(weights: Floats) -> float:
    return -float(np.abs(weights - GOAL).sum())


def test_it_gets_nearer_never_negative_and_repeats() -> None:
    start = np.full(3, 0.5)
    found, value = search(nearness, start, steps=300, seed=5)
    again, _ = search(nearness, start, steps=300, seed=5)
    assert value == nearness(found) > nearness(start)
    assert (found >= 0).all()
    assert (found == again).all()
    assert (start == 0.5).all()


def test_without_steps_nothing_changes() -> None:
    assert (search(nearness, GOAL, steps=0, seed=1)[0] == GOAL).all()


def test_every_category_is_spread_over_the_folds() -> None:
    questions = [question(f"{c}{i}", category=c) for i in range(11) for c in ("why", "fact")]
    dealt = Counter(zip((q.category for q in questions), folds(questions), strict=True))
    assert {fold for _, fold in dealt} == set(range(FOLDS))
    assert set(dealt.values()) == {2, 3}  # 11 = 5 * 2 + 1
