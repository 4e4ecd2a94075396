"""Whether two texts speak of the same thing: topics and shared specific words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.coach.checks.signals import Signals, signals
from assistant.language.normalise import normalise
from assistant.language.tokens import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a text is about."""

    topics: frozenset[str]
    words: frozenset[str]
    general: bool
    """It speaks of life at home as such, which everything in the programme serves."""
    foreign: bool
    """It speaks of something that belongs to another programme."""


def subject(text: str) -> Subject:
    """What `text` is about; names of bodies are left out, for who takes part says nothing of the subject."""
    known = signals()
    plain = known.organisations.sub("", normalise(text))
    return Subject(
        topics=frozenset(name for name, pattern in known.topics.items() if pattern.search(plain)),
        words=_specific(plain, known),
        general=known.general_topics.search(plain) is not None,
        foreign=known.foreign_topics.search(plain) is not None,
    )


def linked(first: Subject, second: Subject, *, towards_life: bool = False) -> bool:
    """Whether `second` can answer `first`. Where no topic is known they are.

    `towards_life`: `second` is a far goal, and life at home as such is one that everything leads to.
    """
    if second.foreign != first.foreign:
        return False
    if not first.topics or not second.topics or (towards_life and second.general):
        return True
    return bool(first.topics & second.topics or first.words & second.words)


def _specific(text: str, known: Signals) -> frozenset[str]:
    return frozenset(word for word in terms(text) if len(word) > 1 and word not in known.generic_words
                     and not word.isdigit())  # fmt: skip
