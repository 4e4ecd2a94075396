"""手段の目的化: an activity where a state of residents is asked, or an event held because it is customary."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules import too_vague
from assistant.coach.checks.sentences import Sentence
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Vision and goals: an activity and no state anywhere. Measures: custom given as the reason."""
    if case.step is Step.MEASURES:
        customary = case.features.shows("custom") and not case.features.shows("custom_dropped")
        return Hit(excerpt=_first(case, "custom"), variant="custom") if customary else None
    stated = [sentence for sentence in case.features.sentences if sentence.main]
    activities = [sentence for sentence in stated if _activity(sentence, case.step)]
    if not activities or any(_state(sentence, case.step) for sentence in stated if sentence not in activities):
        return None
    if not any(holds_event(sentence) for sentence in activities) and too_vague.judge(case):
        return None
    return Hit(excerpt=activities[0].text)


def _activity(sentence: Sentence, step: Step) -> bool:
    if sentence.states("living"):
        return False
    if sentence.states("all_items_done", "counted_activity") or holds_event(sentence):
        return True
    # A vision that acts on nobody is an activity too; a goal may well be something that has been put in place.
    acts = sentence.predicate.act and not sentence.predicate.continuing
    return step is Step.VISION and acts and not sentence.states("resident", "wish")


def holds_event(sentence: Sentence) -> bool:
    """The sentence says that something is held, handed out or set up."""
    end = sentence.predicate
    handled = end.act and not end.continuing and sentence.states("event_object")
    return end.event or handled or (end.plain and sentence.states("event_as_object"))


def _state(sentence: Sentence, step: Step) -> bool:
    if sentence.states("living"):
        return True
    return step is Step.GOALS and not sentence.predicate.act


def _first(case: Case, mark: str) -> str:
    return next((sentence.text for sentence in case.features.sentences if sentence.shows(mark)), case.features.text)
