"""The coach's next turn at any place of a plan, and the way on: the table decides, and says why it keeps one."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import StringConstraints
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.coach import SCENES, STEPS, Code, Scene, Step, parse_scene
from assistant.coach.checks.check import LIMIT
from assistant.coach.machine import Effect, explain
from assistant.coach.parts import BY_KEY
from assistant.coach.plan_machine import PlanEvent, PlanState
from assistant.coach.position import position
from assistant.coach.talking import parse_place
from assistant.sessions.coach_moves import moved
from bots.web.api.worksheets import author_of
from bots.web.bodies import PlainText
from bots.web.coach_bodies import Name, SheetId
from bots.web.coach_forms import Stopped
from bots.web.coach_shown import coach_views
from bots.web.pages.coach import show_plan
from bots.web.pages.coach_cycle import show_cycle, show_training
from bots.web.security.csrf import proven
from bots.web.security.users import Who
from bots.web.state import Web, WebState

router = APIRouter(prefix="/coach", include_in_schema=False, dependencies=[Depends(proven)])
Csrf = Annotated[str, Form()]
Text = Annotated[PlainText, StringConstraints(max_length=LIMIT), Form()]


@router.post("/{sheet_id}/talk")
def talk(
    request: Request, web: Web, sheet_id: SheetId, step: Annotated[Name, Form()], scene: Annotated[Name, Form()],
    said: Text = "", raised: Annotated[list[Code] | None, Form()] = None, csrf: Csrf = "",
) -> HTMLResponse:  # fmt: skip
    """The coach's next turn, as a part for the script or as the whole page."""
    here, place, spoken = parse_scene(scene), parse_place(step), tuple(raised or ())
    if request.headers.get("x-part") == "turn":
        turn = coach_views(web).turn(web.coach.worksheets.get(sheet_id).sheet, here, place, said, spoken)
        return web.pages.render(request, "coach_turn.html", turn=turn, spoken=said, sheet_id=sheet_id)
    if isinstance(place, Step):
        return show_plan(request, web, sheet_id, here, place, said=said, raised=spoken)
    if isinstance(place, PlanState):
        return show_cycle(request, web, sheet_id, here, place, said=said)
    return show_training(request, web, sheet_id, place, said=said)


@router.post("/{sheet_id}/move")
def move(
    request: Request, web: Web, user: Who, sheet_id: SheetId, scene: Annotated[Name, Form()],
    state: Annotated[PlanState, Form()], event: Annotated[PlanEvent, Form()],
    reason: Annotated[PlainText, StringConstraints(max_length=300, strip_whitespace=True), Form()] = "",
    csrf: Csrf = "",
) -> Response:  # fmt: skip
    """Go on or back, if the table lets one; else the page says what is missing."""
    here = parse_scene(scene)
    outcome, sheet_id = moved(web.coach.worksheets, author_of(user), sheet_id, here, state, event, reason)
    if outcome.refused:
        stopped = Stopped(guard=outcome.refused, missing=explain(outcome.refused), reason=reason)
        return _shown(request, web, sheet_id, here, state, stopped)
    if Effect.OPEN_NEXT_YEAR in outcome.effects:
        return RedirectResponse(f"/coach/{sheet_id}", 303)
    return RedirectResponse(address(sheet_id, here, outcome.state), 303)


@router.get("/{sheet_id}/resume")
def resume(web: Web, sheet_id: SheetId, scene: Annotated[PlainText, Query(max_length=60)] = "") -> Response:
    """Go where a scene stands; without a scene, where somebody wrote last."""
    kept = web.coach.worksheets.get(sheet_id)
    last = next((BY_KEY[one.part].scene for one in reversed(kept.changes) if BY_KEY[one.part].scene), None)
    here = parse_scene(scene) if scene else last or SCENES[0]
    at = position(kept.sheet, here).state
    if at is PlanState.PREWORK and kept.changes and not scene:
        empty = (PlanState(step.value) for step in STEPS if not kept.sheet.text(here, step).strip())
        at = next(empty, PlanState.VISION)
    return RedirectResponse(address(sheet_id, here, at), 303)


def address(sheet_id: str, scene: Scene, state: PlanState) -> str:
    """The page of a state."""
    if state is PlanState.PREWORK:
        return f"/coach/{sheet_id}/premise"
    if state.sheet_step is None:
        return f"/coach/{sheet_id}/cycle?scene={scene.value}&state={state.value}"
    return f"/coach/{sheet_id}?scene={scene.value}&step={state.value}#cell-{state.value}"


def _shown(
    request: Request, web: WebState, sheet_id: str, scene: Scene, state: PlanState, stopped: Stopped
) -> HTMLResponse:
    if state is PlanState.PREWORK:
        return show_plan(request, web, sheet_id, scene, Step.VISION, stopped=replace(stopped, guard=""), status=422)
    if state.sheet_step is None:
        return show_cycle(request, web, sheet_id, scene, state, stopped=stopped, status=422)
    return show_plan(request, web, sheet_id, scene, state.sheet_step, stopped=stopped, status=422)
