"""手段の目的化: an activity where a state of residents is asked, or an event held because it is customary."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.sentences import Sentence
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Vision and goals: an activity and no state anywhere. Measures: custom given as the reason."""
    if case.step is Step.MEASURES:
        customary = case.features.shows("custom") and not case.features.shows("custom_dropped")
        return Hit(excerpt=_first(case, "custom"), variant="custom") if customary else None
    stated = [sentence for sentence in case.features.sentences if sentence.main]
    activities = [sentence for sentence in stated if _activity(sentence)]
    if not activities or any(_state(sentence, case.step) for sentence in stated if sentence not in activities):
        return None
    return Hit(excerpt=activities[0].text)


def _activity(sentence: Sentence) -> bool:
    return sentence.states("ends_with_event_act", "all_items_done") and not sentence.states("living")


def _state(sentence: Sentence, step: Step) -> bool:
    if sentence.states("living"):
        return True
    return step is Step.GOALS and sentence.states("becomes")


def _first(case: Case, mark: str) -> str:
    return next((sentence.text for sentence in case.features.sentences if sentence.shows(mark)), case.features.text)
