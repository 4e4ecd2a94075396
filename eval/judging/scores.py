"""Grades of a judge as scores of results, so that they are averaged, reported and compared like all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eval.judging.judge import Grade
from eval.scoring import Result


def with_grades(results: Sequence[Result], grades: Mapping[str, Grade]) -> list[Result]:
    """`results` with 1.0 or 0.0 for each of `eval.scoring.JUDGED`, where the question's id has a grade."""
    return [
        replace(result, scores={**result.scores, **_scores(grades[result.question.id])})
        if result.question.id in grades
        else result
        for result in results
    ]


def _scores(grade: Grade) -> dict[str, float]:
    return {
        "judged_good": float(grade.good),
        "judged_correct": float(grade.correct),
        "judged_complete": float(grade.complete),
        "judged_grounded": float(grade.grounded),
    }
