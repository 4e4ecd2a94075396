"""A measure that answers no issue, an indicator that measures no goal, a cause of something else, a first goal that
leads to no second."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.links import Subject, halves, linked, subject
from assistant.coach.checks.sentences import Label, Sentence
from assistant.coach.findings import Severity
from assistant.coach.steps import Step

_BEFORE = {Step.MEASURES: Step.ISSUES, Step.EVALUATION: Step.GOALS}
_PAIRS: tuple[tuple[Label, Label], ...] = (("short", "long"), ("issue", "measure"), ("goal", "indicator"))


def judge(case: Case) -> Hit | None:
    """Looks at the pairs inside the text, then at the cell before it, then for what belongs to another programme.
    A means that is not there yet, and nothing that follows from it, is a hint."""
    features = case.features
    if features.shows("unlinked"):
        return Hit(excerpt=features.text, variant=case.step.value)
    if features.shows("staff_concern", "staff_explained") and not features.residents:
        return None  # that nobody but staff is spoken of says more, and the themes are those of residents
    for first, second in _pairs(case):
        if not linked(subject(first), subject(second), towards_life=case.step is Step.GOALS):
            return Hit(excerpt=second, variant=case.step.value)
    before = case.cell(_BEFORE[case.step]) if case.step in _BEFORE else ""
    here = subject(features.text)
    if before and not linked(subject(before), here):
        return Hit(excerpt=features.text, variant=case.step.value)
    if not before and _elsewhere(here, case.step):
        return Hit(excerpt=features.text, variant=case.step.value)
    if case.step is Step.ISSUES and features.shows("absent_means"):
        return Hit(excerpt=features.text, severity=Severity.INFO, variant="absent")
    return None


def _pairs(case: Case) -> Iterator[tuple[str, str]]:
    labelled = _by_label(case.features.sentences)
    for first, second in _PAIRS:
        if first in labelled and second in labelled:
            yield labelled[first], labelled[second]
    if case.step is Step.GOALS and not labelled:
        dated = [sentence.text for sentence in case.features.sentences if sentence.shows("date")]
        yield from pairwise(dated)
    yield from halves(case.features.text, case.step)


def _by_label(cut: tuple[Sentence, ...]) -> dict[Label, str]:
    """The text under each label; a sentence without one belongs to the label before it."""
    found: dict[Label, str] = {}
    current: Label = ""
    for sentence in cut:
        current = sentence.label or current
        if current:
            found[current] = f"{found.get(current, '')}{sentence.text}"
    return found


def _elsewhere(here: Subject, step: Step) -> bool:
    return step is not Step.ISSUES and here.foreign and not here.themes
