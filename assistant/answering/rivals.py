"""Words that exclude each other in one place: who does it, all or some, more or less, wished for or demanded.

That a source names the municipality somewhere does not bear that the municipality acts, where amid the same words it
names the prefecture. Families of such words: prompts/answer/verify.ja.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.answering.surroundings import Around, Spot, Weight, likeness, surroundings
from assistant.language.normalise import normalise
from assistant.language.sentences import sentences

_LEAST = 0.2
"""Share of the surroundings that a word must find around another one of its family to be ruled out by it."""
_UNSAID = 0.1
"""The same where the source does not say the word at all."""
_SAID = 0.05
"""Share of the surroundings that a needed word must find around the same word."""
_CLEARLY = 0.02
"""By so much the other one must fit better."""


_END = 12
"""Words that the end of a sentence is worth: who acts seldom stands in the sentence before."""


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a family where it stands: the things that it may name, and its surroundings."""

    word: str
    things: frozenset[tuple[str, int]]
    """(family, row)"""
    around: Around


def named(text: str) -> tuple[Named, ...]:
    """The words of families in `text`, in order."""
    ready = [_plain(sentence) for sentence in sentences(text)]
    found = [list(_words().forms.finditer(sentence)) for sentence in ready]
    spots = [[Spot(match.start(), match.end(), match.group()) for match in row] for row in found]
    around = surroundings(zip(ready, spots, strict=True), _END)
    words = [match.group() for row in found for match in row]
    return tuple(Named(word, _words().things[word], near) for word, near in zip(words, around, strict=True))


def ruled_out(sentence: str, source: Sequence[Named], weight: Weight) -> bool:
    """Whether `source` says another word of the same family where `sentence` says one."""
    return any(_is_ruled_out(word, source, weight) for word in named(sentence))


def _is_ruled_out(own: Named, source: Sequence[Named], weight: Weight) -> bool:
    families = {family for family, _ in own.things}
    needed = own.word in _words().needed
    same, others = 0.0, 0.0
    for other in source:
        if own.things & other.things:
            same = max(same, likeness(own.around, other.around, weight))
        elif any(family in families for family, _ in other.things):
            others = max(others, likeness(own.around, other.around, weight))
    if needed and same < _SAID:
        return True
    return others >= (_LEAST if same else _UNSAID) and others > same + _CLEARLY


@dataclass(frozen=True, slots=True)
class _Words:
    forms: re.Pattern[str]
    things: Mapping[str, frozenset[tuple[str, int]]]
    needed: frozenset[str]
    others: re.Pattern[str]


def _plain(sentence: str) -> str:
    return _words().others.sub(" ", normalise(sentence))


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = prompts.load("answer/verify")
    things: dict[str, set[tuple[str, int]]] = {}
    for family, rows in data["families"].items():
        for i, row in enumerate(rows):
            for form in row:
                things.setdefault(form, set()).add((family, i))
    longest = sorted(things, key=len, reverse=True)
    return _Words(
        forms=re.compile("|".join(data["guarded"].get(form) or re.escape(form) for form in longest)),
        things={form: frozenset(rows) for form, rows in things.items()},
        needed=frozenset(data["needed"]),
        others=re.compile(data["not_rivals"]),
    )
