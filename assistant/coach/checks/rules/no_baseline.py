"""An indicator without a present value and without a source: later, nobody can say whether it moved."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules.home_death_rate_target import only_sets_aside
from assistant.coach.findings import Severity
from assistant.coach.steps import Step
from assistant.language.normalise import normalise


def judge(case: Case) -> Hit | None:
    """Neither value nor source is a flaw; one of the two, or a numeric goal without a value, is a hint."""
    features = case.features
    if features.baseline or _on_sheet(case) or only_sets_aside(case):
        return None
    if case.step is Step.GOALS:
        return Hit(severity=Severity.INFO, variant="goal") if features.shows("number") else None
    if features.source and not features.shows("baseline_denied"):
        return Hit(severity=Severity.INFO, variant="value")
    return Hit()


def _on_sheet(case: Case) -> bool:
    """The sheet's own table of indicators gives value or source of an indicator that the text names."""
    if case.context is None:
        return False
    known = case.context.plan(case.scene).indicators
    return any(indicator.anchored and normalise(indicator.name) in case.features.text for indicator in known)
