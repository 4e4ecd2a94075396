"""The documents and notes of an installation as lists show them."""

from __future__ import annotations

import glob
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import prompts
from assistant.app import Assistant
from assistant.errors import NotFound
from assistant.types import Document, Note
from bots.web.views.places import Place, Places
from bots.web.views.text import safe_address


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderWarning:
    """What the reader of a document had to say."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document that is installed, or that the catalogue knows of."""

    id: str
    title: str
    short: str
    edition: str
    publisher: str
    year: int | None
    address: str
    """A web address or nothing."""
    superseded: bool
    installed: bool
    pages: int | None
    file: str
    """Name of the file it was read from; empty where it is not installed."""
    passages: int
    read_at: datetime | None
    """When the served index was made."""
    warnings: tuple[ReaderWarning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSourceView:
    """One numbered source of a note."""

    number: int
    document_id: str
    short: str
    section: str
    quote: str
    """Verbatim in the document; empty where it is not installed."""
    place: Place | None


@dataclass(frozen=True, slots=True)
class Library:
    """Looks documents and notes up in the generation that serves now."""

    assistant: Assistant
    places: Callable[[], Places]

    def documents(self) -> list[DocumentView]:
        """Installed documents in the order of the catalogue, then others of the installation, then what is missing."""
        installed = self.assistant.generation.documents
        known = list(self.assistant.catalog.entries)
        order = [d for d in known if d in installed] + [d for d in installed if d not in known]
        return [self.document(document_id) for document_id in (*order, *(d for d in known if d not in installed))]

    def document(self, document_id: str) -> DocumentView:
        """
        Raises:
            NotFound: it is neither installed nor in the catalogue.
        """
        generation = self.assistant.generation
        indexed = generation.documents.get(document_id)
        if indexed is None and document_id not in self.assistant.catalog.entries:
            raise NotFound(f"no document {document_id!r}", name=document_id, kind="document")
        document = self.assistant.document(document_id)
        return DocumentView(
            id=document.id, title=document.title, short=self.short(document), edition=document.edition,
            publisher=document.publisher, year=document.year, address=safe_address(document.address),
            superseded=document.superseded, installed=indexed is not None, pages=document.pages,
            file=indexed.file if indexed else "", passages=indexed.passages if indexed else 0,
            read_at=datetime.fromisoformat(generation.manifest.created) if indexed else None,
            warnings=tuple(map(_warning, indexed.warnings)) if indexed else (),
        )  # fmt: skip

    def short(self, document: Document) -> str:
        """The short title of a document."""
        entry = self.assistant.catalog.entries.get(document.id)
        return entry.short if entry else document.title

    def file(self, document_id: str) -> Path | None:
        """The PDF that an installed document was read from, where it still lies in a document folder."""
        indexed = self.assistant.generation.documents.get(document_id)
        if indexed is None or Path(indexed.file).suffix.lower() != ".pdf":
            return None
        name = glob.escape(Path(indexed.file).name)
        for folder in self.assistant.settings.document_folders:
            found = next((path for path in folder.rglob(name) if path.is_file() and not path.is_symlink()), None)
            if found:
                return found
        return None

    def note(self, note_id: str) -> Note:
        """
        Raises:
            NotFound: the guide has no such note.
        """
        unit = self.assistant.generation.notes.get(note_id)
        if unit is None:
            raise NotFound(f"no note {note_id!r}", name=note_id, kind="note")
        return unit.note

    def notes(self, theme: str = "") -> list[Note]:
        """The notes (of one theme), by title within each theme, themes in the order of their names' file."""
        order = list(themes())
        notes = [unit.note for unit in self.assistant.generation.notes.values() if theme in ("", unit.note.theme)]
        return sorted(notes, key=lambda n: (order.index(n.theme) if n.theme in order else len(order), n.title))

    def note_sources(self, note: Note) -> list[NoteSourceView]:
        """The sources of a note with the places where they stand."""
        places = self.places()
        grounds = self.assistant.generation.notes[note.id].grounds
        views = []
        for number, source in enumerate(note.sources, start=1):
            ground = grounds[number - 1] if number <= len(grounds) else None
            place = places.of_quote(source.document_id, ground.passage_id, ground.quote) if ground else None
            views.append(NoteSourceView(
                number=number, document_id=source.document_id, section=source.section, place=place,
                quote=ground.quote.strip() if ground else "",
                short=self.short(self.assistant.document(source.document_id)),
            ))  # fmt: skip
        return views


def themes() -> dict[str, str]:
    """Themes of the guide and their Japanese names, in reading order."""
    found: dict[str, str] = prompts.load("ui/web")["themes"]
    return found


def _warning(code: str) -> ReaderWarning:
    reasons = prompts.load("ui/documents")["document_reasons"]
    return ReaderWarning(code=code, message=str(reasons.get(code, code)))
