"""Without the doctors' association and the professions, where the step needs them."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit


def judge(case: Case) -> Hit | None:
    """Flags a text in which no profession takes part."""
    return None if case.features.partner else Hit()
