"""Words that fit any municipality and any year: nothing is left when the generic words are taken away."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.features import Features
from assistant.coach.steps import Step

_FEW = 1


def judge(case: Case) -> Hit | None:
    """Flags a text without figures whose content words, bodies and dates left out, are all generic (but one)."""
    features = case.features
    if not features.words:
        return Hit(excerpt=features.text, variant="empty")
    if case.step is not Step.VISION and features.shows("number"):
        return None
    few = _FEW if _generic(features) > _FEW else 0
    if len(features.concrete) > few or (features.concrete and features.shows("event_object")):
        return None
    return Hit(excerpt=features.text)


def _generic(features: Features) -> int:
    return sum(1 for word in features.words if word not in features.specific)
