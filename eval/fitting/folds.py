"""Folds of the fitting questions: the same for everyone, every category spread over all of them."""

from __future__ import annotations

from collections.abc import Sequence

from eval.questions import Question

FOLDS = 5


def folds(questions: Sequence[Question]) -> list[int]:
    """The fold (0 to 4) of each question: dealt out in turn within its category, in the order of the file."""
    dealt: dict[str, int] = {}
    found = []
    for question in questions:
        number = dealt.get(question.category, 0)
        dealt[question.category] = number + 1
        found.append(number % FOLDS)
    return found
