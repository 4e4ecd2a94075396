"""看取り率 as a target: the share of deaths at home is a result of choices and care, not something to raise.

The same figure as background (reported, read together, set aside as a target) is right and stays unflagged.
"""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.sentences import Sentence
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Flags a sentence that holds the figure and moves it, unless the sentence sets it aside as background."""
    for sentence in case.features.sentences:
        # Where goals are asked, a figure with a number is one.
        moved = sentence.shows("death_target") or (case.step is Step.GOALS and sentence.shows("number"))
        if moved and _figure(sentence) and not sentence.shows("death_background"):
            return Hit(excerpt=sentence.text)
    return None


def only_sets_aside(case: Case) -> bool:
    """The text says of the figure that it is background, and nothing else: there is no goal or indicator to judge."""
    stated = case.features.sentences
    return bool(stated) and all(_figure(sentence) and sentence.shows("death_background") for sentence in stated)


def _figure(sentence: Sentence) -> bool:
    if sentence.shows("death_rate"):
        return True
    # "died at home" counted among those who wished it measures the wish, not the place.
    return sentence.shows("death_phrase") and not sentence.shows("wish")
