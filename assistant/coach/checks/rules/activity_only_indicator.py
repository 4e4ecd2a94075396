"""Indicators that count only what was done or provided: nothing shows what came of it."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit


def judge(case: Case) -> Hit | None:
    """Flags counts of activities beside which no outcome is measured."""
    features = case.features
    if features.outcome or not (features.activity_measures or features.any_states("ends_with_event_act")):
        return None
    return Hit(excerpt=features.activity_measures[0] if features.activity_measures else features.text)
