"""More or less than the average as the only measure: nothing of the place and its people beside it."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit


def judge(case: Case) -> Hit | None:
    """Flags an average that is not set aside and beside which no local view, voice or wish stands."""
    features = case.features
    if not features.shows("average") or features.shows("average_only_aside", "local_view", "voice"):
        return None
    where = next((sentence.text for sentence in features.sentences if sentence.shows("average")), features.text)
    return Hit(excerpt=where)
