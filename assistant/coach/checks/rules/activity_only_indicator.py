"""Indicators that count only what was done or provided: nothing shows what came of it."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules import home_death_rate_target, national_average_only, not_linked
from assistant.coach.checks.rules.means_as_end import holds_event

# A count that is wrong in a graver way is spoken of there.
_GRAVER = (home_death_rate_target.judge, not_linked.judge, national_average_only.judge)


def judge(case: Case) -> Hit | None:
    """Flags counts of activities beside which no outcome is measured."""
    features = case.features
    if features.outcome or not (features.activity_measures or any(map(holds_event, features.sentences))):
        return None
    if any(judge(case) for judge in _GRAVER) or home_death_rate_target.only_sets_aside(case):
        return None
    return Hit(excerpt=features.activity_measures[0] if features.activity_measures else features.text)
