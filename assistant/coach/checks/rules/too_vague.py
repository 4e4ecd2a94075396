"""Words that fit any municipality and any year: nothing is left when the generic words are taken away."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules import solution_as_issue
from assistant.coach.steps import Step

# A situation or an agreement is made concrete by figures and names, which other rules ask for.
_FEW = 1


def judge(case: Case) -> Hit | None:
    """Flags a text whose content words are all (but one, in a short text) generic and which gives no figure."""
    features = case.features
    if not features.words:
        return Hit(excerpt=features.text, variant="empty")
    guessing = features.shows("speculation") and case.step in (Step.SITUATION, Step.ANALYSIS, Step.ISSUES)
    if guessing or (case.step is Step.ISSUES and solution_as_issue.judge(case)):
        return None
    specific = features.specific
    if case.step is not Step.VISION and features.shows("number", "living"):
        return None
    allowed = 0 if len(features.words) <= _FEW else _FEW
    if len(specific) > allowed or (specific and (features.shows("event_object") or not _vague_beside(case))):
        return None
    return Hit(excerpt=features.text)


def _vague_beside(case: Case) -> bool:
    """One specific word does not help where it stands among generic ones."""
    generic = [word for word in case.features.words if word not in case.features.specific]
    return len(generic) >= 2
