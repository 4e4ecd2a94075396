"""乖離 not written: the situation again, with nothing that it is held against, or an issue without its cause."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.features import Features, extract
from assistant.coach.steps import Step

# So much of a text's specific words stand in the cell of the situation that it says the same again.
_SAME = 0.8


def judge(case: Case) -> Hit | None:
    """Analysis: no word of distance, no ideal held against fact, no falling short. Issues: figures and no cause."""
    features = case.features
    if case.step is Step.ISSUES:
        counted = all(sentence.shows("reported") for sentence in features.sentences)
        told = features.shows("cause", "gap_word", "cause_stated")
        return Hit(excerpt=features.text) if counted and not told else None
    if features.shows("gap_word"):
        return None
    if _ideal_only(features):
        return Hit(excerpt=features.text, variant="ideal")
    if _repeats(case) and not features.shows("strong_ideal"):
        return Hit(excerpt=features.text)
    if features.shows("ideal") and features.shows("contrast", "falls_short"):
        return None
    if features.shows("strong_ideal") and features.shows("number", "problem"):
        return None
    return Hit(excerpt=features.text)


def _ideal_only(features: Features) -> bool:
    """Nothing but the picture of the future: no figure, and nothing that it is held against."""
    if features.shows("number", "contrast", "falls_short"):
        return False
    return bool(features.sentences) and all(sentence.shows("ideal_stated") for sentence in features.sentences)


def _repeats(case: Case) -> bool:
    here = case.features.specific
    before = extract(case.cell(Step.SITUATION)).specific if case.cell(Step.SITUATION) else frozenset()
    return bool(here) and len(here & before) / len(here) >= _SAME
