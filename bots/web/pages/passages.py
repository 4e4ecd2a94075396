"""The original text of one passage with its neighbours, as a page and as what the side panel shows."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from assistant.errors import NotFound
from bots.web.bodies import PlainText
from bots.web.state import Web
from bots.web.views.text import safe_address

router = APIRouter(include_in_schema=False)


@router.get("/documents/{document_id}/passages/{passage_id}")
async def passage_page(
    request: Request, web: Web, document_id: PlainText, passage_id: PlainText,
    start: Annotated[int, Query(alias="from", ge=0, le=1_000_000)] = 0,
    end: Annotated[int, Query(alias="to", ge=0, le=1_000_000)] = 0,
) -> HTMLResponse:  # fmt: skip
    """The passage, the characters from `from` to `to` highlighted."""
    places = web.places()
    passage = places.passage(document_id, passage_id)
    if passage is None:
        raise NotFound(f"no passage {passage_id!r} in {document_id!r}", name=passage_id, kind="passage")
    document = web.assistant.document(document_id)
    before, behind = places.neighbours(passage)
    part = "passage_part.html" if request.headers.get("x-part") == "panel" else "passage.html"
    return web.pages.render(
        request, part, document=document, short=web.cards.short(document_id, document.title), passage=passage,
        before=before, behind=behind, start=min(start, end), end=end,
        address=safe_address(document.address, passage.page),
        file=_page_of_file(document_id, passage.page) if web.library.file(document_id) else "",
    )  # fmt: skip


def _page_of_file(document_id: str, page: int | None) -> str:
    address = f"/documents/{quote(document_id, safe='')}/file"
    return f"{address}#page={page}" if page else address
