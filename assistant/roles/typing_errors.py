"""Typing errors in the names of tasks and schemes: a wrong conversion that is read the same, or a slip of one letter.

Right words must stay: a piece is repaired only where it is no name itself, nearly one name and not nearly another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from assistant.knowledge.name_lookup import fold
from assistant.knowledge.roles import RoleTable
from assistant.language.morphemes import morphemes
from assistant.language.sudachi import whole_names
from assistant.roles.mentions import pieces

_LEAST_ALIKE = 3
"""Letters of a name that may be meant by other characters of the same reading."""
_SHARED = 0.5
"""Share of its letters that a name keeps in a wrong conversion: words that merely sound alike share fewer."""
_LEAST_SLIPPED = 5
_DIGIT = re.compile("[0-9]")
_KANA = re.compile("[\u3041-\u3096\u30fc]+")
"""As names are folded: hiragana and the long mark."""
_CLOSE = 80.0
_LEAD = 5.0


@dataclass(frozen=True, slots=True)
class Repaired:
    """A question with names put right. `misread`: what was written, and the name that it was taken for."""

    text: str
    misread: tuple[tuple[str, str], ...] = ()


class NameRepair:
    """Knows the names of one table."""

    def __init__(self, table: RoleTable) -> None:
        self._others = frozenset(fold(n) for actor in table.actors for n in (actor.name, actor.reading, *actor.aliases))
        self._owner: dict[str, str] = {}
        self._written: dict[str, str] = {}
        rows = [(task.id, (task.name, *task.aliases)) for task in table.tasks]
        rows += [(scheme.id, (scheme.name, *scheme.aliases)) for scheme in table.schemes]
        for row_id, names in rows:
            for name in names:
                self._owner.setdefault(fold(name), row_id)
                self._written.setdefault(fold(name), name)
        self._of_length: dict[int, list[str]] = {}
        for name in self._owner:
            self._of_length.setdefault(len(name), []).append(name)
        self._known = self._others | set(self._owner)
        self._readings: dict[str, str] = {}

    def __call__(self, text: str) -> Repaired:
        """Normalised `text` with its misspelt tasks and schemes put right."""
        misread: list[tuple[str, str]] = []
        for start, end in sorted(pieces(text), key=lambda span: span[0] - span[1]):
            written = text[start:end]
            if any(written in seen or seen in written for seen, _ in misread):
                continue
            name = self._meant(written)
            if name:
                misread.append((written, name))
        for written, name in misread:
            text = text.replace(written, name)
        return Repaired(text, tuple(misread))

    def _meant(self, written: str) -> str:
        key = fold(written)
        if len(key) < _LEAST_ALIKE or key in self._known or self._near(key, self._others):
            return ""
        alike = {name for name in self._of_length.get(len(key), ()) if self._same_sound(key, name)}
        near = alike or self._near(key, self._owner)
        owners = {self._owner[name] for name in near}
        if len(owners) != 1 or self._says_a_name(key, near):
            return ""
        return self._written[max(near, key=lambda name: fuzz.ratio(key, name))]

    def _same_sound(self, key: str, name: str) -> bool:
        """A wrong conversion of a name of the same length: read the same, half of the characters as they should be."""
        shared = sum(a == b for a, b in zip(key, name, strict=True))
        if shared < _SHARED * len(name):
            return False
        if name not in self._readings:
            self._readings[name] = reading(name)
        return reading(key) == self._readings[name]

    def _near(self, key: str, names: Iterable[str]) -> set[str]:
        """Names one slip away from a word that is in no dictionary as a whole."""
        if len(key) < _LEAST_SLIPPED:
            return set()
        scores = {name: fuzz.ratio(key, name) for name in names if abs(len(name) - len(key)) <= 1}
        best = max(scores.values(), default=0.0)
        if best < _CLOSE or _is_word(key):
            return set()
        return {
            name for name, score in scores.items()
            if score > best - _LEAD and len(name) >= _LEAST_SLIPPED and _is_slip(key, name)
        }  # fmt: skip

    @staticmethod
    def _says_a_name(key: str, near: Iterable[str]) -> bool:
        """A name with more before or behind it is another word, no typing error."""
        return any(name in key or key in name for name in near)


def _is_slip(key: str, name: str) -> bool:
    """One letter for another, or two that changed places. One more or less is a slip in a word in kana; in kanji it is
    another way to say it, and another digit is another edition.
    """
    if _DIGIT.findall(key) != _DIGIT.findall(name) or DamerauLevenshtein.distance(key, name) != 1:
        return False
    if len(key) == len(name):
        changed = [(a, b) for a, b in zip(key, name, strict=True) if a != b]
        return all(bool(_KANA.fullmatch(a)) == bool(_KANA.fullmatch(b)) for a, b in changed)
    return _KANA.fullmatch(key) is not None and _KANA.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def reading(text: str) -> str:
    """How `text` is read, in katakana."""
    return "".join(morpheme.reading_form() for morpheme in whole_names().tokenize(text))


@lru_cache(maxsize=4096)
def _is_word(text: str) -> bool:
    """Whether the dictionary has `text` as one word."""
    return len(morphemes(text)) == 1
