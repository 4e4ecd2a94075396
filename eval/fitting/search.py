"""Random coordinate search: change a few weights at a time, keep what is better. Seeded."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from eval.fitting.tables import Floats

_FACTORS = (0.5, 0.7, 0.85, 1.2, 1.4, 2.0)
_SHIFTS = (0.0, 0.0, 0.1, -0.1)
_MARGIN = 1e-9


def search(value: Callable[[Floats], float], start: Floats, *, steps: int, seed: int) -> tuple[Floats, float]:
    """The best non-negative weights found from `start`, and their value."""
    chance = np.random.default_rng(seed)
    best, best_value = start.copy(), value(start)
    for _ in range(steps):
        tried = best.copy()
        for place in chance.choice(len(start), size=int(chance.integers(1, 4)), replace=False):
            tried[place] = max(0.0, tried[place] * chance.choice(_FACTORS) + chance.choice(_SHIFTS))
        reached = value(tried)
        if reached > best_value + _MARGIN:
            best, best_value = tried, reached
    return best, best_value
