"""乖離 not written: the situation again, with nothing that it is held against."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit


def judge(case: Case) -> Hit | None:
    """Flags a text without a word of distance, without an ideal held against fact, and without a falling short."""
    features = case.features
    if features.shows("gap_word"):
        return None
    if features.shows("ideal") and features.shows("contrast", "falls_short", "problem"):
        return None
    if features.shows("strong_ideal") and features.shows("number"):
        return None
    if features.shows("falls_short") and features.shows("contrast", "resident", "living"):
        return None
    return Hit(excerpt=features.text)
