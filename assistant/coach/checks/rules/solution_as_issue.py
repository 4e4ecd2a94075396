"""A measure where a cause is asked: what is to be done instead of why things are as they are."""

from __future__ import annotations

from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.sentences import Sentence
from assistant.coach.checks.signals import signals
from assistant.language.tokens import terms


def judge(case: Case) -> Hit | None:
    """Flags a text in which some sentence states something to do and none states what is wrong or why."""
    stated = [sentence for sentence in case.features.sentences if sentence.main]
    solutions = [sentence for sentence in stated if _solution(sentence)]
    if not solutions or any(_problem(sentence) for sentence in stated):
        return None
    return Hit(excerpt=solutions[0].text)


def _solution(sentence: Sentence) -> bool:
    end = sentence.predicate
    return (end.act and not end.continuing and not end.past) or (end.need and not end.negated)


def _problem(sentence: Sentence) -> bool:
    """A problem in the main part, once the problems that something is to relieve are taken out."""
    known = signals()
    rest = known.pattern("relief").sub("", sentence.main)
    return known.by_name["problem"].shown(rest, terms(rest))
