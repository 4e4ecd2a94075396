"""Finding a thing by one of its names: exactly, or through a typing error."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz

T = TypeVar("T")

# A name is taken for a typing error of another at four fifths of shared characters, and only when no second
# thing is nearly as close: a prefecture's and a city's association differ by one character.
_CLOSE = 80.0
_LEAD = 5.0
_KATAKANA = range(0x30A1, 0x30F7)
_TO_HIRAGANA = 0x60


def fold(name: str) -> str:
    """The form in which names are compared: NFKC, lower case, hiragana for katakana, letters and digits only."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        chr(ord(character) - _TO_HIRAGANA) if ord(character) in _KATAKANA else character
        for character in plain
        if character.isalnum()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Generic[T]):
    """What a name led to."""

    found: T | None
    """The thing meant, or None when the name is unknown."""
    exact: bool
    """The name is one of its names; False for a typing error that was seen through."""
    nearest: tuple[T, ...] = ()
    """For an inexact name: up to three things, closest first."""


class NameIndex(Generic[T]):
    """The names of things. One name means one thing; a second owner is refused."""

    def __init__(self, named: Iterable[tuple[T, Iterable[str]]]) -> None:
        """`named`: each thing with all its names.

        Raises:
            ValueError: two things share a name; the message gives the name and both.
        """
        self._things: list[T] = []
        self._owner: dict[str, int] = {}
        for position, (thing, names) in enumerate(named):
            self._things.append(thing)
            for name in names:
                key = fold(name)
                owner = self._owner.setdefault(key, position)
                if owner != position:
                    raise ValueError(f"the name {name!r} belongs to {self._things[owner]!r} and {thing!r}")

    def find(self, name: str) -> Lookup[T]:
        """The thing that `name` means, seen through width, case, kana and typing errors, or the nearest three."""
        key = fold(name)
        if key in self._owner:
            return Lookup(found=self._things[self._owner[key]], exact=True)
        if not key:
            return Lookup(found=None, exact=False)
        scores = [0.0] * len(self._things)
        for known, position in self._owner.items():
            scores[position] = max(scores[position], fuzz.ratio(key, known))
        order = sorted(range(len(scores)), key=lambda position: -scores[position])
        nearest = tuple(self._things[position] for position in order[:3])
        second = scores[order[1]] if len(order) > 1 else 0.0
        sure = bool(order) and scores[order[0]] >= _CLOSE and scores[order[0]] - second >= _LEAD
        return Lookup(found=nearest[0] if sure else None, exact=False, nearest=nearest)
