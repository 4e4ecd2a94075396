"""What retrieval finds: passages of documents and notes of the guide, with what is computed once at ingest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from assistant.types import Note, NoteSection, NoteSource, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageUnit:
    """A passage and the words (normalised forms) of its text, each once."""

    passage: Passage
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where one source of a note stands in an installed document."""

    passage_id: str
    quote: str
    """Verbatim in the document: the sentence, row or item that holds the anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteUnit:
    """A note, and for each of its sources the place in the installed documents, or None."""

    note: Note
    grounds: tuple[Ground | None, ...]
    words: frozenset[str]
    """Words of the title and the body."""
    asked: frozenset[str]
    """Words of the questions."""


def passage_row(unit: PassageUnit) -> dict[str, Any]:
    """`unit` as a JSON object; `passage_from_row` reads it back."""
    return {**asdict(unit.passage), "words": sorted(unit.words)}


def passage_from_row(row: dict[str, Any]) -> PassageUnit:
    words = frozenset(row.pop("words"))
    return PassageUnit(passage=Passage(**{**row, "questions": tuple(row["questions"])}), words=words)


def note_row(unit: NoteUnit) -> dict[str, Any]:
    """`unit` as a JSON object; `note_from_row` reads it back."""
    grounds = [asdict(ground) if ground else None for ground in unit.grounds]
    return {**asdict(unit.note), "grounds": grounds, "words": sorted(unit.words), "asked": sorted(unit.asked)}


def note_from_row(row: dict[str, Any]) -> NoteUnit:
    words, asked = frozenset(row.pop("words")), frozenset(row.pop("asked"))
    grounds = tuple(Ground(**ground) if ground else None for ground in row.pop("grounds"))
    note = Note(**{
        **row,
        "questions": tuple(row["questions"]),
        "related": tuple(row["related"]),
        "sources": tuple(NoteSource(**source) for source in row["sources"]),
        "sections": tuple(NoteSection(**section) for section in row["sections"]),
    })
    return NoteUnit(note=note, grounds=grounds, words=words, asked=asked)
