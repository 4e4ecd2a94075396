"""`/api/v1` for administrators: usage, gaps, and the documents that are uploaded, read and removed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool

from assistant.errors import UsageError
from assistant.sessions.clock import day_of, month_bounds, now
from bots.web.api import administration_bodies as bodies
from bots.web.bodies import PlainText
from bots.web.gaps import clusters_between
from bots.web.openapi import described
from bots.web.security.admins import Admin, administrator
from bots.web.state import Web
from bots.web.views.activity import Span, last_days, overview

router = APIRouter(tags=["administration"], dependencies=[Depends(administrator)])
Name = Annotated[PlainText, Path(min_length=1, max_length=200)]
_DAYS = 30
_MOST_DAYS = 3_660
_FILE: dict[str, Any] = {
    "required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}  # fmt: skip


@router.get("/usage", **described("usage", 403, 422))
def usage(
    web: Web, first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
) -> bodies.UsageBody:  # fmt: skip
    """Figures of a span of days in Japan, both ends included; the last thirty days where none is given."""
    found = overview(web.stores.activity, web.stores.feedback, web.assistant.generation.documents, _span(first, last))
    return bodies.UsageBody(
        first=found.span.first, last=found.span.last, questions=found.questions, people=found.people,
        days=[bodies.DayCountBody.model_validate(row) for row in found.days],
        speed=bodies.SpeedBody.model_validate(found.speed),
        slowest=[bodies.SlowAnswerBody.model_validate(row) for row in found.slowest],
        verdicts=[bodies.VerdictCountBody.model_validate(row) for row in found.verdicts],
        cited=[bodies.CitedBody.model_validate(row) for row in found.cited],
    )  # fmt: skip


@router.get("/gaps", **described("gaps", 403, 422))
def gaps(web: Web, month: Annotated[str, Query(pattern=r"^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")] = "") -> bodies.GapsBody:
    """Questions that the documents did not answer in a month (YYYY-MM, the current one where none is given)."""
    month = month or f"{day_of(now()):%Y-%m}"
    found = clusters_between(web, *month_bounds(month))
    return bodies.GapsBody(month=month, clusters=[bodies.ClusterBody.model_validate(one) for one in found])


@router.get("/uploads", **described("uploads", 403))
def uploads(web: Web) -> bodies.UploadList:
    """Documents that are served, then files that are not, with what their readers said."""
    return bodies.UploadList(files=[bodies.UploadBody.model_validate(row) for row in web.documents.rows()])


@router.put(
    "/uploads/{name}", status_code=201, openapi_extra={"requestBody": _FILE},
    **described("upload", 403, 413, 422, 507),
)  # fmt: skip
async def upload(request: Request, name: Name, web: Web, user: Admin, replace: bool = False) -> bodies.PlacedBody:
    """Put a document on the shelf and read it. Its suffix follows from its content; `replace` takes the place of a file
    of the same name.
    """
    with web.documents.shelf.incoming() as incoming:
        async for chunk in request.stream():
            await run_in_threadpool(incoming.write, chunk)
        kept = await run_in_threadpool(incoming.keep, name, replace=replace)
    web.documents.placed(kept, user.id)
    return bodies.PlacedBody(file=kept)


@router.delete("/uploads/{name}", status_code=204, **described("remove_upload", 403, 404, 422))
def remove(name: Name, web: Web, user: Admin) -> None:
    """Take a file off the shelf and read anew; its document is gone when the ingest has ended."""
    web.documents.remove(name, user.id)


@router.get("/ingest", **described("ingest", 403))
def ingest_status(web: Web) -> bodies.IngestBody:
    """How the ingest stands."""
    return bodies.IngestBody.model_validate(web.documents.report())


@router.post("/ingest", status_code=202, **described("start_ingest", 403))
def start_ingest(web: Web) -> bodies.IngestBody:
    """Read the documents anew; where an ingest runs, another one follows it."""
    web.documents.background.start()
    return bodies.IngestBody.model_validate(web.documents.report())


def _span(first: date | None, last: date | None) -> Span:
    end = last or day_of(now())
    begin = first or (last_days(_DAYS, now()).first if last is None else end)
    if begin > end or (end - begin).days > _MOST_DAYS or end.year > 9000 or begin.year < 1000:
        raise UsageError(f"from {begin} to {end}", hint="")
    return Span(first=begin, last=end)
