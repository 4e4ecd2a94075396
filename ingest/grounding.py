"""Where the guide's notes stand in the installed documents: anchors are looked up once, at ingest."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.generation import NOTES
from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze
from assistant.language.tokens import terms
from assistant.retrieval.quoting import ground_of
from assistant.retrieval.units import NoteUnit, note_from_row
from assistant.types import Note, NoteSource, Passage


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A source of a note whose anchor stands in no passage of its document, though the document is installed."""

    note_id: str
    source: NoteSource


def ground_notes(
    notes: Sequence[Note], passages: Mapping[str, Sequence[Passage]], texts: Mapping[str, str]
) -> list[NoteUnit]:
    """Each note with its grounds. `passages` and `texts` (as read) are by document id."""
    squeezed = {document: [squeeze(p.text) for p in found] for document, found in passages.items()}
    whole = {document: squeeze(text) for document, text in texts.items()}
    units = []
    for note in notes:
        grounds = tuple(
            ground_of(source, passages.get(source.document_id, ()), squeezed.get(source.document_id, ()),
                      whole.get(source.document_id, "").__contains__)
            for source in note.sources
        )  # fmt: skip
        said = " ".join((note.title, *(plain(section.text) for section in note.sections)))
        asked = frozenset(terms(" ".join(note.questions)))
        units.append(NoteUnit(note=note, grounds=grounds, words=frozenset(terms(said)), asked=asked))
    return units


def unresolved(units: Iterable[NoteUnit], installed: Collection[str]) -> tuple[Unresolved, ...]:
    """The sources without a ground. Those in documents that are not `installed` have none and need none."""
    return tuple(
        Unresolved(unit.note.id, source)
        for unit in units
        for source, ground in zip(unit.note.sources, unit.grounds, strict=True)
        if ground is None and source.document_id in installed
    )


def stored_notes(folder: Path) -> list[NoteUnit]:
    """The notes of the generation in `folder`, with their grounds."""
    with (folder / NOTES).open(encoding="utf-8") as file:
        return [note_from_row(json.loads(line)) for line in file]
