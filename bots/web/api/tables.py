"""`/api/v1`: who does what, what is measured, and what the words mean."""

from __future__ import annotations

from typing import Annotated, TypeVar

from fastapi import APIRouter, Query

from assistant.errors import NotFound
from assistant.knowledge.indicators import IndicatorType, Use
from assistant.knowledge.name_lookup import Lookup
from bots.web import library_bodies as bodies
from bots.web.bodies import PlainText
from bots.web.openapi import described
from bots.web.state import Web

router = APIRouter(tags=["tables"])
Name = Annotated[PlainText, Query(min_length=1, max_length=60)]
T = TypeVar("T")


@router.get("/roles", **described("roles", 404, 422))
async def roles(
    web: Web, actor: Name | None = None, task: Name | None = None, scheme: Name | None = None
) -> bodies.RolesBody:
    """The table of roles, narrowed down by id, name or alias; typing errors are seen through."""
    table = web.tables.roles
    wanted_actor = meant(table.find_actor(actor), actor, "actor").id if actor else None
    wanted_task = meant(table.find_task(task), task, "task").id if task else None
    wanted_scheme = meant(table.find_scheme(scheme), scheme, "scheme").id if scheme else None
    cells = [
        cell
        for cell in table.cells
        if wanted_actor in (None, cell.actor)
        and wanted_task in (None, cell.task)
        and wanted_scheme in (None, cell.scheme)
    ]
    return bodies.RolesBody(
        actors=[bodies.ActorBody.model_validate(row) for row in table.actors],
        tasks=[bodies.NamedBody.model_validate(row) for row in table.tasks],
        schemes=[bodies.SchemeBody.model_validate(row) for row in table.schemes],
        cells=[bodies.CellBody.model_validate(cell) for cell in cells],
    )


@router.get("/indicators", **described("indicators", 422))
async def indicators(
    web: Web, scene: Name | None = None, type: IndicatorType | None = None, use: Use | None = None
) -> bodies.IndicatorList:
    """Data items for grasping the situation and for evaluation."""
    held = [
        row
        for row in web.tables.indicators
        if scene in (None, row.scene) and type in (None, row.type) and use in (None, row.use)
    ]
    return bodies.IndicatorList(indicators=[bodies.IndicatorBody.model_validate(row) for row in held])


@router.get("/glossary", **described("glossary", 422))
async def glossary(web: Web, name: Name | None = None) -> bodies.GlossaryBody:
    """All terms, or those that carry `name`."""
    entries = web.assistant.glossary.find(name) if name else web.assistant.glossary.entries
    return bodies.GlossaryBody(entries=[bodies.TermBody.model_validate(entry) for entry in entries])


def meant(lookup: Lookup[T], name: str, kind: str) -> T:
    """What a name led to.

    Raises:
        NotFound: nothing is called so.
    """
    if lookup.found is None:
        raise NotFound(f"no {kind} {name!r}", name=name, kind=kind)
    return lookup.found
