"""A goal or a measure without a date."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules.home_death_rate_target import only_sets_aside


def judge(case: Case) -> Hit | None:
    """Flags a text without any date by which something is to be."""
    return None if case.features.deadlines or only_sets_aside(case) else Hit()
