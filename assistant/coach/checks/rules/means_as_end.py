"""手段の目的化: an activity where a state of residents is asked, or an event held because it is customary."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules import too_vague
from assistant.coach.checks.sentences import Sentence
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Vision and goals: an activity and no state anywhere. Situation: what was done, told as all that was to be done.
    Measures: custom given as the reason."""
    if case.step is Step.MEASURES:
        customary = case.features.shows("custom") and not case.features.shows("custom_dropped")
        return Hit(excerpt=_first(case, "custom"), variant="custom") if customary else None
    if case.step is Step.SITUATION:
        return _all_went_well(case)
    stated = [sentence for sentence in case.features.sentences if sentence.main]
    activities = [sentence for sentence in stated if _activity(sentence, case.step)]
    if not activities or any(_state(sentence, case.step) for sentence in stated if sentence not in activities):
        return None
    # Where nothing is held or handed out, words without content say less than an activity would.
    held = any(holds_event(sentence) or sentence.states("carried_out") for sentence in activities)
    return Hit(excerpt=activities[0].text) if held or not too_vague.judge(case) else None


def _all_went_well(case: Case) -> Hit | None:
    features = case.features
    if features.shows("voice", "average", "living", "wish") or not features.shows("event_object"):
        return None
    only_done = not features.residents and all(
        holds_event(sentence) and sentence.predicate.past for sentence in features.sentences
    )
    return Hit(excerpt=features.text) if features.shows("went_well") or only_done else None


def _activity(sentence: Sentence, step: Step) -> bool:
    if sentence.states("living"):
        return False
    if step is Step.GOALS and sentence.states("outcome"):
        return sentence.states("carried_out") or sentence.predicate.event
    named = ("all_items_done", "counted_activity", "event_takes_place", "carried_out")
    if sentence.states(*named) or holds_event(sentence):
        return True
    if sentence.states("event_then") and not sentence.states("resident", "person", "wish", "resident_view"):
        return True
    # In a vision every act is one that residents only receive; a goal may well be something put in place.
    if step is not Step.VISION or not sentence.predicate.act or sentence.predicate.continuing:
        return False
    for_whom = sentence.states("resident", "person", "wish") and not sentence.states("resident_recipient", "promotion")
    return not for_whom


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
