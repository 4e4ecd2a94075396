"""看取り率 as a target: the share of deaths at home is a result of choices and care, not something to raise.

The same figure as background (reported, read together, set aside as a target) is right and stays unflagged.
"""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.sentences import Sentence
from assistant.coach.steps import Step

# Where the state of things is asked, only a goal named as such is a target.
_STATE = frozenset({Step.SITUATION, Step.ANALYSIS, Step.ISSUES})


def judge(case: Case) -> Hit | None:
    """Flags the figure where its sentence, or one that follows and goes on about it, moves it."""
    held: Sentence | None = None
    for sentence in case.features.sentences:
        if _figure(sentence):
            held = None if _set_aside(sentence) else sentence
        elif sentence.shows("wish", "resident", "death_background"):
            held = None
        if held is not None and _moves(sentence, case.step):
            return Hit(excerpt=held.text)
    return None


def only_sets_aside(case: Case) -> bool:
    """The text says of the figure that it is background, and nothing else: there is no goal or indicator to judge."""
    stated = case.features.sentences_in_full
    return bool(stated) and all(_figure(sentence) and sentence.shows("death_background") for sentence in stated)


def _set_aside(sentence: Sentence) -> bool:
    """Background, unless the same sentence says what is to be reached."""
    if sentence.shows("death_aside"):
        return True
    return sentence.shows("death_background") and not sentence.shows("death_aim")


def _moves(sentence: Sentence, step: Step) -> bool:
    if step in _STATE:
        return sentence.shows("death_goal")
    # Where goals are asked, a figure with a number is one.
    return sentence.shows("death_target") or (step is Step.GOALS and sentence.shows("number"))


def _figure(sentence: Sentence) -> bool:
    if sentence.shows("death_rate", "death_share"):
        return True
    # "died at home" counted among those who wished it measures the wish, not the place.
    told = sentence.shows("death_phrase") or (sentence.shows("death_at_place") and sentence.shows("quantity"))
    return told and not sentence.shows("wish")
