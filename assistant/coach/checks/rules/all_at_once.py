"""Everything at once: many things side by side and nothing that comes first."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.steps import Step

_MANY = 5
_SEVERAL = 3


def judge(case: Case) -> Hit | None:
    """Flags a long list, or a shorter one that is to be done all together, unless something is put first."""
    features = case.features
    if features.shows("priority"):
        return None
    if case.step is Step.EVALUATION:
        return Hit(excerpt=features.text) if features.shows("every_indicator") else None
    if features.shows("everything"):
        counts = (features.list_items, features.problem_items, features.enumerated - 1)
        several = max(counts) >= _SEVERAL or features.shows("all_items_done", "every_issue")
        return Hit(excerpt=features.text) if several else None
    if case.step is Step.ISSUES and features.shows("cause_stated"):
        return None  # the problems lead up to their cause
    listed = features.problem_items if case.step is Step.ISSUES else features.list_items
    return Hit(excerpt=features.text) if listed >= _MANY else None
