"""Latency percentiles by nearest rank.

    p-th percentile of n sorted values = value number ⌈p/100 · n⌉

Always a value that was measured; no interpolation. Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.6.2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], p: float) -> float:
    """The p-th percentile (0 < p ≤ 100) of `values`, in their unit.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    return sorted(values)[max(0, math.ceil(p / 100 * len(values)) - 1)]
