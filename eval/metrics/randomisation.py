"""Paired comparison of two runs by Fisher's randomisation test.

    p = (1 + number of draws with |mean(s · d)| ≥ |mean(d)|) / (1 + draws),  s_i = ±1 at random

d are the differences question by question. If the two runs were the same, the sign of every difference would be chance;
p is how often chance alone gives a mean difference this large. Seeded.

Source: Fisher 1935, "The Design of Experiments"; Smucker, Allan, Carterette 2007, "A comparison of statistical
significance tests for information retrieval evaluation".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

DRAWS = 10_000


def randomisation_test(before: Sequence[float], after: Sequence[float], *, seed: int = 0) -> float:
    """Two-sided p of the mean difference; the scores of both runs in the same order of questions.

    Raises:
        ValueError: the two are not of one length.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} scores against {len(after)}: the runs must have the same questions")
    differences = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    if not differences.any():
        return 1.0
    signs = np.random.default_rng(seed).integers(0, 2, size=(DRAWS, len(differences))) * 2 - 1
    means = np.abs((signs * differences).mean(axis=1))
    extreme = int((means >= abs(differences.mean()) - 1e-12).sum())
    return (1 + extreme) / (1 + DRAWS)
