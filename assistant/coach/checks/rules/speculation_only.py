"""Neither a figure nor a voice: what the writer supposes."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.steps import Step

_BLAMING = ("attitude", "blame")


def judge(case: Case) -> Hit | None:
    """The situation needs evidence in any case; gap and issues where the writer guesses or blames how people are;
    an evaluation where nothing but an impression decides."""
    features = case.features
    if features.evidence:
        return None
    if case.step is Step.EVALUATION:
        return Hit(excerpt=features.text) if features.shows("impression") and not features.baseline else None
    if case.step is not Step.SITUATION and features.shows(*_BLAMING):
        blaming = next((sentence.text for sentence in features.sentences if sentence.shows(*_BLAMING)), features.text)
        return Hit(excerpt=blaming, variant="blame")
    if features.shows("speculation"):
        return Hit(excerpt=features.text)
    compared = features.shows("average")
    if case.step is Step.SITUATION and features.words and not compared:
        return Hit(excerpt=features.text, variant="bare")
    return None
