"""Yes and no: whether a sentence denies what its source affirms, or the reverse."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.answering.surroundings import Weight
from assistant.language.normalise import squeeze
from assistant.language.sentences import sentences
from assistant.language.tokens import terms, word_set

_NEAR = 0.75
"""Where clauses of the source share this much with a clause (of two words or more), one must agree about yes and no."""
_NEAR_WORDS = 2
_DENIED = 0.45
"""A clause that says no without a no of its own predicate in the source must share this much with one that says no."""
_LIKE = 0.5
"""A clause that says yes must not share this much with one that says no, and less with all that say yes."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What lies between two commas. A topic belongs to the clause behind it."""

    words: frozenset[str]
    predicate: str
    """Its last content word, or nothing."""
    denies: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its clauses."""

    words: frozenset[str]
    clauses: tuple[Clause, ...]

    @property
    def denies(self) -> bool:
        """Whether it says no anywhere."""
        return any(clause.denies for clause in self.clauses)


def said(text: str) -> tuple[Said, ...]:
    """The sentences of `text`, taken apart."""
    return tuple(_said(sentence) for sentence in sentences(text))


def opposed(sentence: str, source: Sequence[Said], weight: Weight) -> bool:
    """Whether `sentence` says no where `source` says yes, or the reverse: clause by clause, and for the main clause,
    which carries the assertion, also against the nearest sentence as a whole.
    """
    own = _said(sentence)
    clauses = [clause for one in source for clause in one.clauses]
    if any(_is_opposed(clause, clauses, weight) for clause in own.clauses):
        return True
    nearest = max(source, key=lambda other: _share(own.words, other.words, weight), default=None)
    if nearest is None or not own.clauses:
        return False
    no, their_no = own.clauses[-1].denies, bool(nearest.clauses) and nearest.clauses[-1].denies
    return (no and not nearest.denies) or (their_no and not own.denies)


def denies(sentence: str) -> bool:
    """Whether `sentence`, or a clause of one, says no. Two noes that make a yes are none."""
    words = _words()
    return bool(words.negative.search(words.double_negatives.sub("", squeeze(sentence).rstrip("\u3002.!?"))))


def clauses_of(sentence: str) -> list[str]:
    """The clauses of `sentence`, as written."""
    return _words().clause.split(sentence)


def _is_opposed(own: Clause, clauses: Sequence[Clause], weight: Weight) -> bool:
    shares = [(_share(own.words, clause.words, weight), clause) for clause in clauses]
    near = [clause.denies for share, clause in shares if share >= _NEAR]
    if len(own.words) >= _NEAR_WORDS and near and own.denies not in near:
        return True
    no = max((share for share, clause in shares if clause.denies), default=0.0)
    yes = max((share for share, clause in shares if not clause.denies), default=0.0)
    if own.denies:
        return no < _DENIED and not any(clause.denies and own.predicate in clause.words for clause in clauses)
    return len(own.words) >= _NEAR_WORDS and no >= _LIKE and no > yes


@lru_cache(maxsize=4_096)
def _said(sentence: str) -> Said:
    return Said(word_set(sentence), tuple(map(_clause, clauses_of(sentence))))


def _clause(text: str) -> Clause:
    words = terms(text)
    return Clause(frozenset(words), words[-1] if words else "", denies(text))


def _share(own: Collection[str], known: Collection[str], weight: Weight) -> float:
    total = sum(weight(word) for word in own)
    return sum(weight(word) for word in own if word in known) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class _Words:
    clause: re.Pattern[str]
    negative: re.Pattern[str]
    double_negatives: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = prompts.load("answer/verify")
    return _Words(
        clause=re.compile("(?<![\u306f\u3082])[\u3001\uff0c,]"),
        negative=re.compile(data["negative"]),
        double_negatives=re.compile(data["double_negatives"]),
    )
