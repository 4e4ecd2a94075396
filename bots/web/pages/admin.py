"""The pages of an administrator: use, gaps, the audit log as a file, and the settings in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

import prompts
from assistant.errors import UsageError
from assistant.sessions.clock import day_of, month_bounds, now
from bots.exports.audit import Format, lines
from bots.messages import explain
from bots.web.gaps import clusters_between
from bots.web.security.admins import administrator
from bots.web.state import Web, WebState
from bots.web.views.activity import Span, last_days, overview, shares
from bots.web.views.settings_table import settings_table

router = APIRouter(prefix="/admin", include_in_schema=False, dependencies=[Depends(administrator)])
SPANS = (7, 30, 90, 365)
_MONTHS = 12
_BARS = 10
_MARK = "\ufeff"
"""By which Excel knows UTF-8."""


@router.get("")
def use_page(request: Request, web: Web, days: Annotated[int, Query(ge=1, le=366)] = 30) -> HTMLResponse:
    """Use, outcome, satisfaction and slow answers of the last days."""
    known = web.assistant.generation.documents
    found = overview(web.stores.activity, web.stores.feedback, known, last_days(days, now()))
    titles = {share.name: web.library.short(web.assistant.document(share.name)) for share in found.cited}
    return web.pages.render(
        request, "admin.html", found=found, plot=found.plot, days=days, spans=SPANS, titles=titles, texts=_texts()
    )


@router.get("/questions")
def gaps_page(
    request: Request, web: Web, month: Annotated[str, Query(pattern=r"^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")] = ""
) -> HTMLResponse:
    """What was asked in vain in a month, clustered."""
    month = month or f"{day_of(now()):%Y-%m}"
    clusters = clusters_between(web, *month_bounds(month))
    bars = shares({one.question: one.count for one in clusters[:_BARS]})
    return web.pages.render(
        request, "admin_questions.html", month=month, months=_months(day_of(now()), month), clusters=clusters,
        bars={bar.name: bar.part for bar in bars}, total=sum(one.count for one in clusters),
    )  # fmt: skip


@router.get("/audit")
def audit_page(request: Request, web: Web) -> HTMLResponse:
    """The audit log as a file."""
    return _audit(request, web, last_days(30, now()))


@router.get("/audit/export")
def export(
    request: Request, web: Web, first: Annotated[date, Query(alias="from")], last: Annotated[date, Query(alias="to")],
    form: Annotated[Format, Query(alias="format")] = "csv",
) -> Response:  # fmt: skip
    """The entries of a span of days, oldest first, as they are read from the database."""
    span = Span(first=first, last=last)
    if not date(2000, 1, 1) <= first <= last <= date(2999, 12, 31):
        fault = UsageError(f"from {first} to {last}", hint=prompts.text("ui/admin", "bad_span"))
        return _audit(request, web, last_days(30, now()), fault=explain(fault)[0], status=422)
    written = lines(web.stores.audit.entries(span.start, span.end), form)
    table = form == "csv"
    name = f"renkei-audit-{first:%Y%m%d}-{last:%Y%m%d}.{form}"
    return StreamingResponse(
        _marked(written) if table else written,
        media_type="text/csv; charset=utf-8" if table else "application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get("/settings")
def settings_page(request: Request, web: Web) -> HTMLResponse:
    """The settings in force, secrets hidden, and the index that serves."""
    manifest = web.assistant.generation.manifest
    return web.pages.render(
        request, "admin_settings.html", rows=settings_table(web.settings), manifest=manifest,
        made=datetime.fromisoformat(manifest.created),
    )  # fmt: skip


def _audit(request: Request, web: WebState, span: Span, *, fault: str = "", status: int = 200) -> HTMLResponse:
    return web.pages.render(
        request, "admin_audit.html", status=status, span=span, fault=fault, kept=web.settings.audit_days
    )


def _marked(written: Iterator[str]) -> Iterator[str]:
    yield _MARK
    yield from written


def _months(today: date, chosen: str) -> list[str]:
    """The months to choose from, the latest first."""
    found, year, month = [], today.year, today.month
    for _ in range(_MONTHS):
        found.append(f"{year}-{month:02d}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found if chosen in found else [*found, chosen]


def _texts() -> dict[str, dict[str, str]]:
    """Names of surfaces, statuses and reasons."""
    texts: dict[str, dict[str, str]] = prompts.load("ui/admin")["names"]
    return texts
