"""Hit@k, also called success@k: whether a relevant passage is among the first k.

    hit@k(q) = 1 where rank(q) ≤ k, else 0

rank(q) is the rank of the first relevant passage. Also for a question that needs two places, the first one counts;
evidence recall is the measure that asks for both.

Source: Voorhees 1999, "The TREC-8 question answering track report".
"""

from __future__ import annotations


def hit(rank: int | None, k: int) -> float:
    """1.0 or 0.0; `rank` from 1, None where nothing relevant was found."""
    return float(rank is not None and rank <= k)
