"""Abstention: saying "the documents do not hold it" when, and only when, they do not.

    precision = rightly abstained / abstained        recall = rightly abstained / unanswerable
    F1 = 2 · precision · recall / (precision + recall)        refused = answerable and abstained / answerable

"Abstained" is every status other than answered. `refused` is what an official feels: a question that the documents
answer, sent away.

Source: van Rijsbergen 1979, "Information Retrieval" (F); Rajpurkar, Jia, Liang 2018, "Know what you don't know"
(unanswerable questions).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """All shares 0 to 1; a share of nothing is 0."""

    precision: float
    recall: float
    f1: float
    refused: float


def abstention(pairs: Iterable[tuple[bool, bool]]) -> Abstention:
    """The shares over (answerable, abstained) pairs."""
    right = wrong = missed = answered = 0
    for answerable, abstained in pairs:
        right += not answerable and abstained
        wrong += answerable and abstained
        missed += not answerable and not abstained
        answered += answerable and not abstained
    precision = _share(right, right + wrong)
    recall = _share(right, right + missed)
    both = precision + recall
    return Abstention(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / both if both else 0.0,
        refused=_share(wrong, wrong + answered),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
