"""The glossary: terms of the field, their other names, and the words by which a question may be widened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.knowledge.name_finder import NameFinder, fold
from assistant.knowledge.tables import Anchor, Row, Slug, Text, read_table, refused

_LONG_READING = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossarySource:
    """Where a document defines or uses a term; `anchor` is found in it, white space ignored."""

    document_id: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """One term. Every string is as it is shown; comparing folds it."""

    term: str
    reading: str
    """In hiragana, for sorting and for people."""
    abbreviations: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    """Other spellings, older and local names of the same thing."""
    synonyms: tuple[str, ...] = ()
    """Words that people use for it when they ask."""
    related: tuple[str, ...] = ()
    """Other terms of the glossary."""
    definition: str
    source: GlossarySource | None = None

    def is_called(self, name: str) -> bool:
        """Whether `name` is a name of the term. A word that people use when they ask for it may mean something else:
        who says 縦割り asks for 庁内連携.
        """
        return fold(name) in map(fold, (self.term, *self.abbreviations, *self.variants))

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the term first."""
        return (self.term, *self.abbreviations, *self.variants, *self.synonyms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """All entries, in the order of the file. Threads may share it."""

    entries: tuple[GlossaryEntry, ...]
    shared_names: tuple[str, ...] = ()
    """Names that belong to two entries on purpose."""
    _names: tuple[tuple[tuple[str, str], ...], ...] = field(init=False, repr=False, compare=False)
    _carriers: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    _finder: NameFinder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = tuple(tuple((fold(name), name) for name in entry.names) for entry in self.entries)
        carriers: dict[str, tuple[int, ...]] = {}
        for number, pairs in enumerate(names):
            for folded, _ in pairs:
                carriers[folded] = (*carriers.get(folded, ()), number)
        for number, entry in enumerate(self.entries):
            reading = fold(entry.reading)
            if len(reading) >= _LONG_READING and reading not in carriers:  # typed in kana, and no chance hit
                carriers[reading] = (number,)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_carriers", carriers)
        object.__setattr__(self, "_finder", NameFinder.of(carriers))

    def expand(self, question: str) -> tuple[str, ...]:
        """Other names for what `question` speaks of: those of every entry one of whose names stands in it.

        Longer names first, then by place; within an entry in its own order. No name comes twice, and none that
        already stands in the question. Names are compared in the form of `name_finder.fold`.
        """
        text = fold(question)
        found: dict[str, str] = {}
        for number in self._finder.carriers_in(text):
            for folded, shown in self._names[number]:
                if folded not in found and folded not in text:
                    found[folded] = shown
        return tuple(found.values())

    def find(self, name: str) -> tuple[GlossaryEntry, ...]:
        """The entries that carry `name`, the one whose term it is first; empty where there is none."""
        folded = fold(name)
        carriers = [self.entries[number] for number in self._carriers.get(folded, ())]
        return tuple(sorted(carriers, key=lambda entry: fold(entry.term) != folded))


class _SourceRow(Row):
    document: Slug
    anchor: Anchor


class _EntryRow(Row):
    term: Text
    reading: Annotated[str, Field(pattern=r"^[ぁ-ゖー]+$")]
    abbreviations: list[Text] = Field(default_factory=list)
    variants: list[Text] = Field(default_factory=list)
    synonyms: list[Text] = Field(default_factory=list)
    related: list[Text] = Field(default_factory=list)
    definition: Text
    source: _SourceRow | None
    """Asked for in every entry, so that a general term says so (`null`)."""

    def value(self) -> GlossaryEntry:
        place = self.source
        return GlossaryEntry(
            term=self.term,
            reading=self.reading,
            abbreviations=tuple(self.abbreviations),
            variants=tuple(self.variants),
            synonyms=tuple(self.synonyms),
            related=tuple(self.related),
            definition=self.definition,
            source=GlossarySource(document_id=place.document, anchor=place.anchor) if place else None,
        )


class _File(Row):
    shared_names: list[Text] = Field(default_factory=list)
    entries: list[_EntryRow]


def load_glossary(path: Path) -> Glossary:
    """The glossary in the YAML file at `path`.

    Raises:
        CorpusError: the file is missing or no YAML; a key is unknown or missing; a term comes twice; a name belongs
            to two entries without being listed in `shared_names`; `related` names no term. `details`: path, reason.
    """
    rows = read_table(path, _File)
    entries = tuple(row.value() for row in rows.entries)
    for reason in _faults(entries, rows.shared_names):
        raise refused(path, reason)
    return Glossary(entries=entries, shared_names=tuple(rows.shared_names))


def _faults(entries: tuple[GlossaryEntry, ...], shared_names: list[str]) -> Iterator[str]:
    """What the schema of one entry cannot see."""
    terms = Counter(entry.term for entry in entries)
    yield from (f"term {term!r} comes twice" for term, times in terms.items() if times > 1)
    owners: dict[str, list[str]] = {}
    for entry in entries:
        for name in entry.names:
            owners.setdefault(fold(name), []).append(entry.term)
    shared = {fold(name) for name in shared_names}
    for name, held in owners.items():
        if not name:
            yield f"a name of {held[0]!r} is blank"
        elif len(set(held)) < len(held):
            yield f"name {name!r} stands twice in one of {sorted(set(held))}"
        elif len(held) > 1 and name not in shared:
            yield f"name {name!r} belongs to {held}; list it in shared_names if that is meant"
    for name in sorted(shared):
        if len(owners.get(name, ())) < 2:
            yield f"shared name {name!r} belongs to fewer than two terms"
    for entry in entries:
        for other in entry.related:
            if other not in terms or other == entry.term:
                yield f"{entry.term!r} names {other!r} as related, which is no other term"
