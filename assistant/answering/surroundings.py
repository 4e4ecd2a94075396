"""The words around a place of a text, the nearer the more, and how like the surroundings of two places are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.language.tokens import terms

_STEP = 0.85
"""What the next word behind a word counts, compared with it."""
_CUT = 2
"""Words that a comma, a bracket or the border of a cell is worth."""
END = 5
"""Words that the end of a sentence or line is worth."""
_FAR = 22
"""Words that are farther than this do not count."""
_OTHER_SIDE = 0.6
"""What a word counts that stands before the one place and behind the other."""
_BESIDE = 4.0
"""Weight of a marked place beside another, like the idf of a rather rare word."""
_MARK = "#"
_CUTS = re.compile(r"[\u3001\uff0c,\uff08\uff09()\u300c\u300d\uff0f/;\uff1b]|(?<!\d)\u30fb(?!\d)")

Weight = Callable[[str], float]
"""Inverse document frequency of a word."""
Around = Mapping[tuple[str, bool], float]
"""(word, whether it stands before the place) → how near it is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a sentence that is compared by its surroundings: a figure, or a word; `name` says which."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Item:
    """A word, or a spot, at its distance in words from the beginning of the text."""

    word: str
    at: int
    is_spot: bool = False


def surroundings(marked: Iterable[tuple[str, Sequence[Spot]]], end: int = END) -> tuple[Around, ...]:
    """For sentences in order, each with its spots in order, the surroundings of every spot. They reach over the ends
    of sentences (each worth `end` words): a heading, or the year of a list, stands a line above.
    """
    items = _items(marked, end)
    return tuple(_around(items, i) for i, item in enumerate(items) if item.is_spot)


def likeness(own: Around, other: Around, weight: Weight) -> float:
    """Share of the surroundings `own` that stand as near in `other`, 0 to 1; 1 where there are none."""
    whole = found = 0.0
    for (word, before), near in own.items():
        heavy = near * (_BESIDE if word.startswith(_MARK) else weight(word))
        whole += heavy * near
        there = max(other.get((word, before), 0.0), _OTHER_SIDE * other.get((word, not before), 0.0))
        found += heavy * min(near, there)
    return found / whole if whole else 1.0


def _items(marked: Iterable[tuple[str, Sequence[Spot]]], end: int) -> list[_Item]:
    found: list[_Item] = []
    at = 0
    for sentence, spots in marked:
        start = 0
        for spot in spots:
            at = _add_words(sentence[start : spot.start], at, found)
            found.append(_Item(_MARK + spot.name, at, is_spot=True))
            at, start = at + 1, spot.end
        at = _add_words(sentence[start:], at, found) + end
    return found


def _add_words(stretch: str, at: int, found: list[_Item]) -> int:
    for i, piece in enumerate(_CUTS.split(stretch)):
        at += _CUT if i else 0
        for word in terms(piece):
            if not any(character.isdigit() for character in word):  # numerals are compared as figures
                found.append(_Item(word, at))
                at += 1
    return at


def _around(items: Sequence[_Item], place: int) -> Around:
    found: dict[tuple[str, bool], float] = {}
    for item, before in _near(items, place):
        near = _STEP ** (abs(item.at - items[place].at) - 1)
        found[item.word, before] = max(found.get((item.word, before), 0.0), near)
    return found


def _near(items: Sequence[_Item], place: int) -> Iterator[tuple[_Item, bool]]:
    centre = items[place].at
    for i in range(place - 1, -1, -1):
        if centre - items[i].at > _FAR:
            break
        yield items[i], True
    for i in range(place + 1, len(items)):
        if items[i].at - centre > _FAR:
            break
        yield items[i], False
