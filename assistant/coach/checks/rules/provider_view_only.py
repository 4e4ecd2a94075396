"""Nothing about residents: only how well those who provide care are doing."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules import means_as_end, not_linked, too_vague
from assistant.coach.findings import Severity
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Vision and long-term goals: providers without residents. Elsewhere: the good of staff alone."""
    features = case.features
    if features.residents:
        return None
    if case.step is Step.VISION or _long_term(case):
        return Hit(excerpt=features.text) if features.shows("provider") and not _graver(case) else None
    if not features.shows("staff_only") or features.shows("wish"):
        return None
    # To know how staff are doing belongs to the situation; alone it is half of it.
    return Hit(excerpt=features.text, severity=Severity.INFO if case.step is Step.SITUATION else None)


def _long_term(case: Case) -> bool:
    return case.step is Step.GOALS and any(sentence.label == "long" for sentence in case.features.sentences)


def _graver(case: Case) -> bool:
    """Another flaw says more: an activity has no residents either, and generic words name nobody."""
    unlinked = case.step is Step.GOALS and not_linked.judge(case)
    return bool(means_as_end.judge(case) or too_vague.judge(case) or unlinked)
