"""Where the guide's notes stand in the installed documents: anchors are looked up once, at ingest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze
from assistant.language.tokens import terms
from assistant.retrieval.quoting import ground_of
from assistant.retrieval.units import NoteUnit
from assistant.types import Note, Passage


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
