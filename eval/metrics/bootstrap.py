"""Confidence interval of a mean by the percentile bootstrap.

    draw n of the n scores with replacement, B times; low and high are the α/2 and 1 - α/2 quantiles of the B means

Seeded, so that the same scores give the same interval.

Source: Efron, Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13; Sakai 2006, "Evaluating evaluation
metrics based on the bootstrap".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

DRAWS = 2_000


def interval(scores: Sequence[float], *, level: float = 0.95, seed: int = 0) -> tuple[float, float]:
    """(low, high) of the mean of `scores` at `level`; (0, 0) for no scores."""
    if not scores:
        return 0.0, 0.0
    values = np.asarray(scores, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(values), size=(DRAWS, len(values)))
    means = values[draws].mean(axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return float(low), float(high)
