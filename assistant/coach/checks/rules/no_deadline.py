"""A goal or a measure without a date."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit


def judge(case: Case) -> Hit | None:
    """Flags a text without any date by which something is to be."""
    return None if case.features.deadlines else Hit()
