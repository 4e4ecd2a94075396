"""Nothing about residents: only how those who provide care are doing."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.steps import Step

_BY_STEP = {Step.GOALS: ("staff_counted",), Step.EVALUATION: ("staff_counted",), Step.ISSUES: ("staff_explained",),
            Step.ANALYSIS: ("staff_trained",)}  # fmt: skip

_MORE_THAN_INVENTORY = ("voice", "person", "average", "event_object", "contrast", "service_count")


def judge(case: Case) -> Hit | None:
    """Vision and far goals: providers without residents. Situation: providers counted, or their burden. Measures: the
    good of staff as the aim. Elsewhere: the burden or the good of staff alone."""
    features = case.features
    if features.residents:
        return None
    if case.step is Step.VISION or _far_goal(case):
        alone = features.shows("provider") and not features.shows("person")
        return Hit(excerpt=features.text) if alone or _concern(case) else None
    if case.step is Step.MEASURES:
        aim = features.shows("staff_aim") or (_concern(case) and features.shows("resident_denied"))
        return Hit(excerpt=features.text) if aim else None
    if case.step is Step.ANALYSIS and not features.shows("gap_word", "ideal"):
        return None  # that nothing is held against it says more
    return Hit(excerpt=features.text) if _concern(case) or _inventory(case) or _own_gap(case) else None


def _far_goal(case: Case) -> bool:
    return case.step is Step.GOALS and any(sentence.label == "long" for sentence in case.features.sentences)


def _concern(case: Case) -> bool:
    """What weighs on staff is told, and nothing of what that means for those whom they serve."""
    features = case.features
    named = ("staff_concern", "staff_feeling", *_BY_STEP.get(case.step, ()))
    return features.shows(*named) and not features.served


def _own_gap(case: Case) -> bool:
    """A gap between providers and what they should be among themselves."""
    features = case.features
    counted = features.shows("number") and features.shows("provider") and features.shows("staff_subject", "staff_among")
    more = features.served or features.shows("wish", "service_count", "average")
    return case.step is Step.ANALYSIS and counted and not more


def _inventory(case: Case) -> bool:
    """A list of providers and their numbers, with nobody using them and nobody heard."""
    features = case.features
    counted = features.shows("provider") and features.shows("number")
    more = features.served or features.shows(*_MORE_THAN_INVENTORY)
    return case.step is Step.SITUATION and counted and not more
