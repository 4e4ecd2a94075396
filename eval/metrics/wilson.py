"""Confidence interval of a share that was counted by hand, by Wilson's score.

    centre ± half, with centre = (p + z²/2n) / (1 + z²/n), half = z √(p(1-p)/n + z²/4n²) / (1 + z²/n), z = 1.96

Unlike the bootstrap it stays honest where all or none of few things are right.

Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference"; Brown, Cai, DasGupta 2001,
"Interval estimation for a binomial proportion".
"""

from __future__ import annotations

from math import sqrt

Z = 1.959964
"""Of 95 %."""


def wilson(right: int, count: int) -> tuple[float, float]:
    """(low, high) at 95 % of the share `right` / `count`; (0, 1) where nothing was counted."""
    if not count:
        return 0.0, 1.0
    share, spread = right / count, Z**2 / count
    centre = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)
