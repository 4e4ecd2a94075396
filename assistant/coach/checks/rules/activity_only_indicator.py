"""Indicators that count only what was done or provided: nothing shows what came of it."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules import home_death_rate_target
from assistant.coach.checks.rules.means_as_end import holds_event


def judge(case: Case) -> Hit | None:
    """Flags counts of activities beside which no outcome is measured."""
    features = case.features
    if features.outcome or not (features.activity_measures or any(map(holds_event, features.sentences))):
        return None
    if home_death_rate_target.only_sets_aside(case):
        return None
    # A service that people use, held against an average, is wrong in the graver way of the comparison alone.
    if features.shows("average") and not features.shows("own_means"):
        return None
    return Hit(excerpt=features.activity_measures[0] if features.activity_measures else features.text)
