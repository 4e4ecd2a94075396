"""Words that fit any municipality and any year: nothing is left when the generic words are taken away."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.features import Features
from assistant.coach.steps import Step

EMPTY = "empty"
PLACEHOLDER = "placeholder"
_FEW = 1
_FEW_AMONG_PROMISES = 2
_CONCRETE_BY = {
    Step.VISION: ("body",),
    Step.SITUATION: ("number",),
    Step.ANALYSIS: ("number",),
    Step.ISSUES: ("number",),
    Step.GOALS: ("number", "living"),
    Step.MEASURES: ("number",),
    Step.EVALUATION: ("number", "measurable"),
    Step.SHARING: ("number",),
}
"""Signals that make a text concrete by themselves, by step."""
_OF_FACTS = frozenset({Step.SITUATION, Step.ANALYSIS, Step.ISSUES})


def judge(case: Case) -> Hit | None:
    """Flags a text without figures whose content words are all generic (but one); in a measure, whoever acts is
    asked for anyway and makes nothing concrete. Guesses are spoken of as such."""
    features = case.features
    if not features.words:
        return Hit(excerpt=features.text, variant=EMPTY)
    if features.shows("placeholder"):
        return Hit(excerpt=features.text, variant=PLACEHOLDER)
    if features.shows("bare_noun") and case.step not in (Step.VISION, Step.SHARING):
        return Hit(excerpt=features.text, variant="noun" if case.step in _OF_FACTS or case.step is Step.GOALS else "")
    if case.step is Step.EVALUATION and features.shows("method_only"):
        return Hit(excerpt=features.text)
    if case.step in _CONCRETE_BY and features.shows(*_CONCRETE_BY[case.step]):
        return None
    if case.step in _OF_FACTS and features.shows("speculation") and not features.evidence:
        return None
    told = features.concrete if case.step is Step.MEASURES else features.specific
    few = _allowed(features)
    if len(told) > few or (told and case.step not in _OF_FACTS and features.shows("event_object")):
        return None
    return Hit(excerpt=features.text)


def _allowed(features: Features) -> int:
    """So many specific words still say nothing: more where words of degree promise something, none in two words."""
    generic = sum(1 for word in features.words if word not in features.specific)
    if generic <= _FEW:
        return 0
    return _FEW_AMONG_PROMISES if features.shows("abstract") and not features.shows("living", "wish") else _FEW
