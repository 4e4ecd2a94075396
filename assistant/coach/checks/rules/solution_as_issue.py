"""A measure where a cause, a gap or the state of things is asked: what is to be done instead of how things are."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.rules.means_as_end import holds_event
from assistant.coach.checks.sentences import Sentence
from assistant.coach.checks.signals import signals
from assistant.coach.steps import Step
from assistant.language.tokens import terms


def judge(case: Case) -> Hit | None:
    """Issues: something to do is stated and no cause beside it; what is only done, not called for, passes where a
    problem is told. Situation and gap: something is called for."""
    stated = [sentence for sentence in case.features.sentences if sentence.main]
    proposals = [sentence for sentence in stated if sentence.calls_for_act or sentence.states("intended")]
    if proposals and case.step is not Step.ISSUES:
        return Hit(excerpt=proposals[0].text)
    if proposals:
        others = [sentence for sentence in stated if sentence not in proposals]
        return None if any(sentence.shows("cause_stated") for sentence in others) else Hit(excerpt=proposals[0].text)
    planned = [sentence for sentence in stated if _planned(sentence)]
    if not planned:
        return None
    if case.step is Step.ISSUES:
        final = holds_event(planned[-1]) and planned[-1] is stated[-1]
        return Hit(excerpt=planned[-1].text) if final or not any(map(_problem, stated)) else None
    return Hit(excerpt=planned[0].text) if case.step is Step.ANALYSIS and planned[-1] is stated[-1] else None


def _planned(sentence: Sentence) -> bool:
    """An act that is neither over nor going on; to choose among issues is none."""
    end = sentence.predicate
    return end.act and not end.continuing and not end.past and not sentence.states("choosing")


def _problem(sentence: Sentence) -> bool:
    """A problem in the main part, once the problems that something is to relieve are taken out."""
    known = signals()
    rest = known.pattern("relief").sub("", sentence.main)
    return known.by_name["problem"].shown(rest, terms(rest))
