"""Nothing about residents: only how well those who provide care are doing."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules import means_as_end, too_vague
from assistant.coach.steps import Step


def judge(case: Case) -> Hit | None:
    """Vision: providers without residents. Goals and evaluation: the good of staff alone, or no resident at the end."""
    features = case.features
    if features.shows("resident", "living"):
        return None
    if case.step is Step.VISION:
        other = means_as_end.judge(case) or too_vague.judge(case)
        return Hit(excerpt=features.text) if features.shows("provider") and not other else None
    if features.shows("staff_only") and not features.shows("wish"):
        return Hit(excerpt=features.text)
    if case.step is Step.GOALS and any(sentence.label == "long" for sentence in features.sentences):
        other = means_as_end.judge(case) or too_vague.judge(case)
        return Hit(excerpt=features.text) if features.shows("provider") and not other else None
    return None
