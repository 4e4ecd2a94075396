"""A goal or a measure without a date."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.features import Features
from assistant.coach.checks.rules.home_death_rate_target import only_sets_aside
from assistant.coach.findings import Severity
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Flags a text without any date by which something is to be; a hint where a goal has but one, and no near one."""
    if only_sets_aside(case):
        return None
    if not case.features.deadlines:
        return Hit()
    return Hit(severity=Severity.INFO, variant="near") if case.step is Step.GOALS and _far_only(case.features) else None


def _far_only(features: Features) -> bool:
    labels = {sentence.label for sentence in features.sentences}
    return "short" not in labels and ("long" in labels or len(features.deadlines) == 1)
