"""Which actors, tasks and schemes a question names, and where: longest names first, as words, kana and width aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.knowledge.name_lookup import fold
from assistant.knowledge.roles import Actor, RoleTable, Scheme, Task
from assistant.roles.rules import rule

T = TypeVar("T")

_SCRIPTS = (re.compile("[0-9a-z]"), re.compile("[\u30a1-\u30fa\u30fc]"))
_HIRAGANA = re.compile("[\u3041-\u3096\u30fc]+")
_LONG_ENOUGH = 3
"""Letters of a name in hiragana that may stand behind a particle; a shorter one is too often a part of a word."""
_COMPOUNDING = re.compile("[0-9a-z\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff]")
_NOT_BEFORE_HIRAGANA = re.compile("(?![をはがにのでともへや])[ぁ-ゖー]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Generic[T]):
    """A thing that a text names between `start` and `end`. `exact` is False for a typing error seen through."""

    thing: T
    start: int
    end: int
    exact: bool = True

    def overlaps(self, others: Iterable[tuple[int, int]]) -> bool:
        """Whether it shares a character with one of the spans."""
        return any(self.start < end and start < self.end for start, end in others)


@dataclass(frozen=True, slots=True)
class Names(Generic[T]):
    """Folded names of things, the longest first."""

    rows: tuple[tuple[str, T], ...]

    @classmethod
    def of(cls, named: Iterable[tuple[T, Iterable[str]]]) -> Names[T]:
        """`named`: each thing with its names."""
        owner = {key: thing for thing, names in named for name in names if (key := fold(name))}
        return cls(tuple(sorted(owner.items(), key=lambda row: -len(row[0]))))

    def within(self, text: str) -> tuple[Mention[T], ...]:
        """The mentions in normalised `text`, in order of place; none overlap."""
        folded, positions = _folded(text)
        found: list[Mention[T]] = []
        for name, thing in self.rows:
            for at in _places(folded, name):
                start, end = positions[at], positions[at + len(name) - 1] + 1
                mention = Mention(thing=thing, start=start, end=end)
                if _is_word(text, start, end) and not mention.overlaps((m.start, m.end) for m in found):
                    found.append(mention)
        return tuple(sorted(found, key=lambda mention: mention.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNames:
    """All names of a role table."""

    actors: Names[Actor]
    tasks: Names[Task]
    schemes: Names[Scheme]

    @classmethod
    def of(cls, table: RoleTable) -> RoleNames:
        return cls(
            actors=Names.of((row, (row.name, row.reading, *row.aliases)) for row in table.actors),
            tasks=Names.of((row, (row.name, *row.aliases)) for row in table.tasks),
            schemes=Names.of((row, (row.name, *row.aliases)) for row in table.schemes),
        )


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of normalised `text` that may each be one name: cut at particles, and runs without hiragana."""
    spans: dict[tuple[int, int], None] = {}
    start = 0
    for match in (*rule("cut").finditer(text), None):
        end = match.start() if match else len(text)
        spans[start, end] = None
        start = match.end() if match else end
    spans |= {match.span(): None for match in re.finditer(r"[^\s\u3041-\u3096\u3000-\u3002!?]+", text)}
    yield from (span for span in spans if span[0] < span[1])


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with spaces where the spans are."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _folded(text: str) -> tuple[str, list[int]]:
    """`fold(text)`, and for each of its characters the place in `text`."""
    characters = [(piece, place) for place, character in enumerate(text) for piece in fold(character)]
    return "".join(piece for piece, _ in characters), [place for _, place in characters]


def _places(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether what stands between `start` and `end` is not a part of a longer word, as far as scripts tell."""
    written = text[start:end].casefold()
    before, after = text[start - 1 : start].casefold(), text[end : end + 1].casefold()
    if len(written) == 1:
        return not (_COMPOUNDING.match(before) or _COMPOUNDING.match(after))
    if rule("not_followed").match(text, end):
        return False
    if _HIRAGANA.fullmatch(written):
        if len(written) < _LONG_ENOUGH and _HIRAGANA.match(before):
            return False
        return not (_NOT_BEFORE_HIRAGANA.match(before) or _NOT_BEFORE_HIRAGANA.match(after))
    return not any(
        (script.match(written[0]) and script.match(before)) or (script.match(written[-1]) and script.match(after))
        for script in _SCRIPTS
    )
