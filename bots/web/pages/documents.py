"""The pages of documents: what is installed, what stands in one of them, and the search through all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, HTMLResponse

from assistant.errors import NotFound
from bots.web.bodies import PlainText
from bots.web.state import Web

router = APIRouter(include_in_schema=False)
_MOST_HITS = 50


@router.get("/documents")
def documents_page(request: Request, web: Web) -> HTMLResponse:
    """All documents with what their readers said."""
    generation = web.assistant.generation
    return web.pages.render(
        request, "documents.html", documents=web.library.documents(), notes=len(generation.notes),
        passages=len(generation.passages),
    )  # fmt: skip


@router.get("/documents/{document_id}")
def document_page(request: Request, web: Web, document_id: PlainText) -> HTMLResponse:
    """One document with all its passages."""
    document = web.library.document(document_id)
    return web.pages.render(
        request, "document.html", document=document, passages=web.places().passages(document_id),
        file=f"{request.url.path}/file" if web.library.file(document_id) else "",
    )  # fmt: skip


@router.get("/documents/{document_id}/file")
def document_file(web: Web, document_id: PlainText) -> FileResponse:
    """The PDF that the document was read from."""
    path = web.library.file(document_id)
    if path is None:
        raise NotFound(f"no file of {document_id!r}", name=document_id, kind="file")
    return FileResponse(path, media_type="application/pdf", content_disposition_type="inline")


@router.get("/search")
def search_page(request: Request, web: Web, q: Annotated[PlainText, Query(max_length=200)] = "") -> HTMLResponse:
    """Every place where the words stand."""
    hits, total = web.full_text().search(q, limit=_MOST_HITS)
    titles = {document.id: document.short for document in web.library.documents()}
    return web.pages.render(request, "search.html", q=q.strip(), hits=hits, total=total, titles=titles)
