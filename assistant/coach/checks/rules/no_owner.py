"""A measure that nobody does."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit


def judge(case: Case) -> Hit | None:
    """Flags a measure that names nobody who does it."""
    return None if case.features.owner else Hit()
