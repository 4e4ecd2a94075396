"""Whether the confidence can be trusted: how often a question of each level of confidence is really answerable."""

from __future__ import annotations

from collections.abc import Sequence

from eval.scoring import Result

BINS = 10

Bin = tuple[float, float, float, float, int]
"""(from, to, mean confidence, share of answerable questions, questions)."""


def reliability(results: Sequence[Result]) -> list[Bin]:
    """The bins that hold a question, by rising confidence."""
    held: dict[int, list[Result]] = {}
    for result in results:
        held.setdefault(min(BINS - 1, int(result.response.answer.confidence * BINS)), []).append(result)
    return [
        (
            number / BINS,
            (number + 1) / BINS,
            sum(result.response.answer.confidence for result in part) / len(part),
            sum(result.question.answerable for result in part) / len(part),
            len(part),
        )
        for number, part in sorted(held.items())
    ]
