"""Without the doctors' association and the professions, where the step needs them."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Flags a text in which no profession takes part; of issues only where they are said to have been left out."""
    if case.step is Step.ISSUES:
        return Hit() if case.features.shows("left_out") else None
    return None if case.features.partner else Hit()
