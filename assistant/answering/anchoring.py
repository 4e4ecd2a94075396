"""Figures in their place: a number of the source bears one of a sentence only where it counts the same thing.

A long passage holds many numbers, of lists and of other things; that a number stands somewhere in it says little. Of
the guide's statements that pass, with one digit changed, 12.6 % passed while a number had only to stand somewhere, and
2.7 % (39 of 1,438) pass now: numbers of lists, and cells in one row of a table. Of the unchanged ones 76 % still pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import prompts
from assistant.answering.figures import Figure, figures
from assistant.language.normalise import normalise
from assistant.language.sentences import sentences
from assistant.language.tokens import terms

_NEAR = 0.7
"""A sentence of the source is looked at where it is at least this near, compared with the nearest one."""
_SAME_THING = 0.3
"""Share of the words around a figure that must stand around it in the source too."""
_CUTS = re.compile(r"[\u3001\uff0c,\uff08\uff09()\u300c\u300d\uff0f/;\uff1b]|(?<!\d)\u30fb(?!\d)")

Share = Callable[[frozenset[str], frozenset[str]], float]
"""(words, known words) → share of the first, by weight, that the second holds."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch between two cuts: its figures, its words, and the words of the stretch before."""

    stated: frozenset[Figure]
    words: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a source."""

    words: frozenset[str]
    parts: tuple[Part, ...]


def lines(text: str) -> tuple[Line, ...]:
    """The sentences of `text`, taken apart."""
    return tuple(Line(_words(sentence), parts(sentence)) for sentence in sentences(text))


def parts(sentence: str) -> tuple[Part, ...]:
    """The stretches of `sentence`, in order."""
    found: list[Part] = []
    before: frozenset[str] = frozenset()
    apart = _joined().sub("\\1\u3001", normalise(sentence))
    for stretch in _CUTS.split(apart):
        words = _words(stretch)
        found.append(Part(figures(stretch), words, before))
        before = words or before
    return tuple(found)


def anchored(sentence: str, source: Sequence[Line], share: Share) -> bool:
    """Whether each figure of `sentence` counts in `source` what it counts there."""
    wanted = [part for part in parts(sentence) if part.stated]
    if not wanted:
        return True
    own = _words(sentence)
    nearness = [share(own, line.words) for line in source]
    least = _NEAR * max(nearness, default=0.0)
    near = [line for line, how_near in zip(source, nearness, strict=True) if how_near >= least]
    return all(_stands(figure, part, near, share) for part in wanted for figure in part.stated)


def _stands(figure: Figure, part: Part, near: Sequence[Line], share: Share) -> bool:
    around = part.words or part.before
    return any(
        figure.stands_in(other.stated) and (not around or share(around, other.words | other.before) >= _SAME_THING)
        for line in near
        for other in line.parts
    )


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    return re.compile(prompts.load("answer/verify")["joined"])


def _words(text: str) -> frozenset[str]:
    """Words of `text` without numerals, which are compared as figures; counters stay, they say what is counted."""
    return frozenset(word for word in terms(text) if not any(character.isdigit() for character in word))
