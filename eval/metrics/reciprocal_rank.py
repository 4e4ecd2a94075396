"""Reciprocal rank; its mean over questions is MRR.

    RR@10(q) = 1 / rank(q) where rank(q) ≤ 10, else 0

Source: Voorhees 1999, "The TREC-8 question answering track report".
"""

from __future__ import annotations


def reciprocal_rank(rank: int | None, depth: int = 10) -> float:
    """0.0 to 1.0; `rank` from 1, None where nothing relevant was found."""
    return 1.0 / rank if rank is not None and rank <= depth else 0.0
