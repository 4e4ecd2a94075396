"""The pages of roles: the matrix, one actor, and one cell with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Protocol, TypeVar

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import prompts
from assistant.errors import NotFound, UsageError
from assistant.roles.card import short_name
from assistant.roles.choosing import in_order
from bots.web.api.roles import MOST_SIDES, compared
from bots.web.bodies import PlainText
from bots.web.state import Web, WebState
from bots.web.views.matrix import matrix

router = APIRouter(include_in_schema=False)
Choice = Annotated[PlainText, Query(max_length=60)]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_Identified)


@router.get("/roles")
def roles_page(request: Request, web: Web, scheme: Choice = "", name: Choice = "") -> Response:
    """The matrix of all schemes or of one; a name leads to its actor."""
    table = web.tables.roles
    lookup = table.find_actor(name) if name.strip() else None
    if lookup and lookup.found:
        return RedirectResponse(f"/roles/{lookup.found.id}", 303)
    fault = prompts.text("ui/web", "role_unknown", name=name) if lookup else ""
    chosen = _chosen(web, scheme)
    return web.pages.render(
        request, "roles.html", schemes=table.schemes, chosen=chosen, matrix=matrix(table, chosen), name=name,
        fault=fault, nearest=lookup.nearest if lookup else (),
    )  # fmt: skip


@router.get("/roles/compare")
def compare_page(
    request: Request, web: Web, actor: Annotated[list[PlainText] | None, Query(max_length=MOST_SIDES)] = None,
    scheme: Choice = "",
) -> HTMLResponse:  # fmt: skip
    """Two or three actors side by side, task by task."""
    table = web.tables.roles
    wanted = [table.find_actor(name).found for name in actor or () if name.strip()]
    chosen = [found.id if found else "" for found in wanted]
    found, fault = None, ""
    if wanted:
        try:
            found = compared(web, [name for name in actor or () if name.strip()], "", scheme)
        except UsageError:
            fault = prompts.text("ui/web", "role_compare")
    return web.pages.render(
        request, "roles_compare.html", status=422 if fault else 200, found=found, fault=fault, actors=table.actors,
        schemes=table.schemes, scheme_id=scheme, chosen=[*chosen, "", "", ""][:MOST_SIDES],
        names={row.id: short_name(row) for row in table.schemes},
        lead=lambda side, duties: in_order(side.actor, duties, ())[0],
    )  # fmt: skip


@router.get("/roles/{actor}")
def actor_page(request: Request, web: Web, actor: PlainText, scheme: Choice = "") -> HTMLResponse:
    """Everything that is laid down for one actor."""
    table = web.tables.roles
    found = _row(table.actors, actor, "actor")
    chosen = _chosen(web, scheme)
    own = {cell.scheme for cell in table.cells_of(found.id)}
    return web.pages.render(
        request, "actor.html", actor=found, tasks=web.duties.of_actor(found.id, None, chosen or None), chosen=chosen,
        schemes=[row for row in table.schemes if row.id in own],
    )  # fmt: skip


@router.get("/roles/{actor}/{task}")
def cell_page(request: Request, web: Web, actor: PlainText, task: PlainText, scheme: Choice = "") -> HTMLResponse:
    """One cell of the matrix, as a page and as what the side panel shows."""
    table = web.tables.roles
    found, wanted = _row(table.actors, actor, "actor"), _row(table.tasks, task, "task")
    chosen = _chosen(web, scheme)
    part = "cell_part.html" if request.headers.get("x-part") == "panel" else "cell.html"
    return web.pages.render(
        request, part, actor=found, task=wanted, tasks=web.duties.of_actor(found.id, wanted.id, chosen or None)
    )


def _chosen(web: WebState, scheme: str) -> str:
    return _row(web.tables.roles.schemes, scheme, "scheme").id if scheme else ""


def _row(rows: Iterable[Row], row_id: str, kind: str) -> Row:
    found = next((row for row in rows if row.id == row_id), None)
    if found is None:
        raise NotFound(f"the role table has no {kind} {row_id!r}", name=row_id, kind=kind)
    return found
