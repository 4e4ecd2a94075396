"""A goal or a measure without a date."""

from __future__ import annotations

import re

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules.home_death_rate_target import only_sets_aside
from assistant.coach.findings import Severity
from assistant.coach.steps import Step

_REIWA = 2018
"""The year before the first of the era."""


def judge(case: Case) -> Hit | None:
    """Flags a text without any date by which something is to be; a hint where a goal has but one, and no near one."""
    if only_sets_aside(case):
        return None
    if not case.features.deadlines:
        return Hit()
    return Hit(severity=Severity.INFO, variant="near") if case.step is Step.GOALS and _far_only(case) else None


def _far_only(case: Case) -> bool:
    features = case.features
    labels = {sentence.label for sentence in features.sentences}
    if "short" in labels or features.shows("this_year") or _in_year_of_plan(case):
        return False
    return "long" in labels or len(features.deadlines) == 1


def _in_year_of_plan(case: Case) -> bool:
    if case.context is None:
        return False
    year = case.context.year
    return any(re.match(rf"(?:令和|R)\s*{year - _REIWA}(?!\d)|{year}(?!\d)", date) for date in case.features.deadlines)
