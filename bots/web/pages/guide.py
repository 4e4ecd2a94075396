"""The pages of the guide: notes by theme, the path of a newcomer, indicators and the glossary."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

import prompts
from bots.web.bodies import PlainText
from bots.web.state import Web
from bots.web.views.library import themes

router = APIRouter(include_in_schema=False)


@router.get("/notes")
def notes_page(request: Request, web: Web) -> HTMLResponse:
    """All notes by theme."""
    names = themes()
    grouped = [(names.get(theme, theme), theme, list(rows)) for theme, rows in
               groupby(web.library.notes(), key=lambda note: note.theme)]  # fmt: skip
    return web.pages.render(request, "notes.html", themes=grouped, kinds=prompts.load("ui/web")["note_kinds"])


@router.get("/notes/{note_id}")
def note_page(request: Request, web: Web, note_id: PlainText) -> HTMLResponse:
    """One note with its sources."""
    note = web.library.note(note_id)
    notes = web.assistant.generation.notes
    sources = web.library.note_sources(note)
    return web.pages.render(
        request, "note_part.html" if request.headers.get("x-part") == "panel" else "note.html", note=note,
        theme=themes().get(note.theme, note.theme), sources=sources,
        hrefs={source.number: source.place.href if source.place else "" for source in sources},
        related=[notes[other].note for other in note.related if other in notes],
    )  # fmt: skip


@router.get("/handover")
def handover_page(request: Request, web: Web) -> HTMLResponse:
    """Ten whys and a first month; progress is kept in the browser."""
    path = web.tables.handover
    notes = web.assistant.generation.notes
    weeks = [(week, list(rows)) for week, rows in groupby(path.first_month, key=lambda step: step.week)]
    titles = {note_id: unit.note.title for note_id, unit in notes.items()}
    return web.pages.render(request, "handover.html", handover=path, weeks=weeks, titles=titles)


@router.get("/indicators")
def indicators_page(request: Request, web: Web) -> HTMLResponse:
    """Data items by scene."""
    rows = web.tables.indicators
    scenes = list(dict.fromkeys(row.scene for row in rows))
    places = {row.id: web.places().of_anchor(row.source.document_id, row.source.anchor) for row in rows}
    grouped = [(scene, [row for row in rows if row.scene == scene]) for scene in scenes]
    return web.pages.render(request, "indicators.html", scenes=grouped, places=places)


@router.get("/glossary")
def glossary_page(request: Request, web: Web) -> HTMLResponse:
    """All terms by reading."""
    entries = sorted(web.assistant.glossary.entries, key=lambda entry: entry.reading)
    rows = prompts.load("ui/web")["kana_rows"]
    grouped = [(row[0], [entry for entry in entries if entry.reading[0] in row]) for row in rows]
    places = {
        entry.term: web.places().of_anchor(entry.source.document_id, entry.source.anchor)
        for entry in entries
        if entry.source
    }
    return web.pages.render(request, "glossary.html", rows=[row for row in grouped if row[1]], places=places)
