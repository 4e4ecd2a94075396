"""`/api/v1`: documents and their passages, the guide's notes, and full-text search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import StringConstraints

from assistant.errors import NotFound
from assistant.types import Note
from bots.web import library_bodies as bodies
from bots.web.bodies import PlainText
from bots.web.openapi import described
from bots.web.state import Web
from bots.web.views.library import themes

router = APIRouter(tags=["library"])
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}$")]
Words = Annotated[PlainText, Query(min_length=1, max_length=200)]
Most = Annotated[int, Query(ge=1, le=200)]
From = Annotated[int, Query(ge=0, le=100_000)]


@router.get("/documents", **described("documents"))
async def documents(web: Web) -> bodies.DocumentList:
    """Every document of the installation, and those that the catalogue knows of but that are not installed."""
    return bodies.DocumentList(documents=[bodies.DocumentBody.model_validate(d) for d in web.library.documents()])


@router.get("/documents/{document_id}", **described("document", 404, 422))
async def document(document_id: PlainText, web: Web) -> bodies.DocumentBody:
    """One document."""
    return bodies.DocumentBody.model_validate(web.library.document(document_id))


@router.get("/documents/{document_id}/passages", **described("passages", 404, 422))
async def passages(document_id: PlainText, web: Web, offset: From = 0, limit: Most = 50) -> bodies.PassageList:
    """The passages of a document in reading order."""
    view = web.library.document(document_id)
    rows = web.places().passages(document_id)
    held = [bodies.PassageBody.model_validate(row) for row in rows[offset : offset + limit]]
    return bodies.PassageList(document=bodies.DocumentBody.model_validate(view), total=len(rows), passages=held)


@router.get("/documents/{document_id}/passages/{passage_id}", **described("passage", 404, 422))
async def passage(document_id: PlainText, passage_id: PlainText, web: Web) -> bodies.PassageInPlace:
    """One passage with its neighbours."""
    places = web.places()
    found = places.passage(document_id, passage_id)
    if found is None:
        raise NotFound(f"no passage {passage_id!r} in {document_id!r}", name=passage_id, kind="passage")
    before, behind = places.neighbours(found)
    return bodies.PassageInPlace(
        document=bodies.DocumentBody.model_validate(web.library.document(document_id)),
        passage=bodies.PassageBody.model_validate(found),
        before=bodies.PassageBody.model_validate(before) if before else None,
        behind=bodies.PassageBody.model_validate(behind) if behind else None,
    )


@router.get("/notes", **described("notes", 422))
async def notes(web: Web, theme: Slug | None = None) -> bodies.NoteList:
    """The guide's notes (of one theme), without their text."""
    return bodies.NoteList(notes=[_head(note) for note in web.library.notes(theme or "")])


@router.get("/notes/{note_id}", **described("note", 404, 422))
async def note(note_id: Slug, web: Web) -> bodies.NoteBody:
    """One note with its text, the questions it answers and the places it stands on."""
    found = web.library.note(note_id)
    return bodies.NoteBody(
        **_head(found).model_dump(),
        questions=list(found.questions),
        sections=[bodies.NoteSectionBody.model_validate(section) for section in found.sections],
        sources=[
            bodies.NoteSourceBody(
                number=s.number, document_id=s.document_id, section=s.section,
                passage_id=s.place.passage_id if s.place else None,
            )
            for s in web.library.note_sources(found)
        ],
        related=list(found.related),
        caution=found.caution,
    )  # fmt: skip


@router.get("/search", **described("search", 422))
async def search(web: Web, q: Words, limit: Most = 50) -> bodies.SearchResult:
    """Passages and notes in which every word of `q` stands, word for word."""
    hits, total = web.full_text().search(q, limit=limit)
    return bodies.SearchResult(query=q, total=total, hits=[bodies.HitBody.model_validate(hit) for hit in hits])


def _head(note: Note) -> bodies.NoteHead:
    return bodies.NoteHead(
        id=note.id, theme=note.theme, theme_name=themes().get(note.theme, note.theme), title=note.title, kind=note.kind
    )
