"""`/api/v1/roles`: what an actor has to do in words, and whose job it is among two or more."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import StringConstraints
from starlette.responses import JSONResponse, Response

from assistant.roles.compare import Comparison, Side, compare
from bots.contract import answer_to_dict
from bots.role_contract import matrix_to_list
from bots.web import library_bodies as bodies
from bots.web.api.tables import Name, meant
from bots.web.bodies import AnswerBody, PlainText
from bots.web.openapi import described
from bots.web.state import Web, WebState

router = APIRouter(prefix="/roles", tags=["tables"])
MOST_SIDES = 4
_Side = Annotated[PlainText, StringConstraints(min_length=1, max_length=60)]
Names = Annotated[list[_Side], Query(min_length=2, max_length=MOST_SIDES)]
Asked = Annotated[PlainText, Query(min_length=1, max_length=200)]


@router.get("/compare", **described("roles_compare", 404, 422))
def comparison(web: Web, actor: Names, task: Name | None = None, scheme: Name | None = None) -> bodies.ComparisonBody:
    """Two to four actors, task by task; names may be ids or aliases, and typing errors are seen through."""
    found = compared(web, actor, task or "", scheme or "")
    return bodies.ComparisonBody(
        actors=[side.actor.id for side in found.sides],
        rows=[bodies.ComparedTaskBody.model_validate(row) for row in matrix_to_list(found)],
    )


@router.get("/answer", response_model=AnswerBody, **described("roles_answer", 422))
def answer(web: Web, name: Asked, task: Name | None = None, scheme: Name | None = None) -> Response:
    """The role of an actor, or the answer to a question about roles, with citations."""
    roles = web.assistant.roles
    return JSONResponse(answer_to_dict(roles.answer(roles.read([name], task, scheme))))


def compared(web: WebState, actors: list[str], task: str, scheme: str) -> Comparison:
    """The comparison of these actors, in one task and scheme where they are given.

    Raises:
        NotFound: one of them is not in the table; the nearest are named.
        UsageError: it is one and the same actor.
    """
    table = web.tables.roles
    wanted_scheme = meant(table.find_scheme(scheme), scheme, "scheme") if scheme else None
    wanted_task = meant(table.find_task(task), task, "task") if task else None
    found = [meant(table.find_actor(name), name, "actor") for name in actors]
    return compare(table, [Side(actor=one, scheme=wanted_scheme) for one in found], wanted_task)
