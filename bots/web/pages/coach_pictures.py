"""The four scenes side by side, the pictures of a plan, and the whole plan on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

import prompts
from assistant.coach import SCENES, STEPS, Scene, Severity, Step, Worksheet, check
from assistant.coach.cycle_cards import CYCLE, TEXTS
from assistant.coach.logic_model import LogicModel, logic_model
from assistant.coach.plan_machine import PlanState
from assistant.coach.position import position
from assistant.coach.worksheet import ScenePlan
from bots.exports.wording import number, premise, say
from bots.web import charts
from bots.web.charts.board import Line, Mark
from bots.web.charts.logic import missing_words
from bots.web.coach_bodies import SheetId
from bots.web.pages.coach_cycle import said_of
from bots.web.security.csrf import proven
from bots.web.state import Web

router = APIRouter(prefix="/coach", include_in_schema=False, dependencies=[Depends(proven)])
_PICTURES = "coach/pictures"


@router.get("/{sheet_id}/overview")
def overview_page(request: Request, web: Web, sheet_id: SheetId) -> HTMLResponse:
    """Where each scene stands, the logic of each, the indicators over the years, and all cells side by side."""
    kept = web.coach.worksheets.get(sheet_id)
    models = {scene: logic_model(kept.sheet, scene) for scene in SCENES}
    return web.pages.render(
        request, "coach_overview.html", kept=kept, scenes=SCENES, steps=STEPS, trends=trends(kept.sheet),
        logic={scene: (charts.logic(models[scene], scene), missing_words(models[scene])) for scene in SCENES},
        **standing(kept.sheet),
    )  # fmt: skip


@router.get("/{sheet_id}/print")
def print_page(request: Request, web: Web, sheet_id: SheetId, notes: bool = False) -> HTMLResponse:
    """The whole plan as it is handed in: A4, to be printed or saved as PDF by the browser. With `notes` it is the
    office's own copy, which shows what the coach has found too.
    """
    kept = web.coach.worksheets.get(sheet_id)
    models: Mapping[Scene, LogicModel] = {scene: logic_model(kept.sheet, scene) for scene in SCENES}
    return web.pages.render(
        request, "coach_print.html", kept=kept, scenes=SCENES, steps=STEPS, premise=premise(kept.sheet)[2:], say=say,
        number=number, said=said_of, labels=prompts.load(TEXTS)["fields"], trends=trends(kept.sheet),
        logic={scene: charts.logic(model, scene, notes=notes) for scene, model in models.items() if any(model.layers)},
        notes=notes, **standing(kept.sheet, flaws=notes),
    )  # fmt: skip


def trends(sheet: Worksheet) -> dict[Scene, list[tuple[str, str]]]:
    """(name, picture) of each indicator of each scene; an empty picture where there is no value yet."""
    return {
        scene: [(one.name, charts.trend(one, f"{scene.value}-{place}")) for place, one in enumerate(held)]
        for scene in SCENES
        if (held := sheet.plan(scene).indicators)
    }


def standing(sheet: Worksheet, *, flaws: bool = True) -> dict[str, Any]:
    """The pictures of how far the scenes have come; without `flaws` a cell is empty or written, no more."""
    positions = {scene: position(sheet, scene) for scene in SCENES}
    lines = [
        Line(id=step.value, name=step.name_ja, marks={s: _mark(sheet, s, step, flaws) for s in SCENES})
        for step in STEPS
    ]
    names = prompts.load(_PICTURES)["board"]["cycle"]
    lines += [Line(id=state.value, name=names[state.value],
                   marks={s: _filled(sheet.plan(s), state, flaws) for s in SCENES}) for state in CYCLE]  # fmt: skip
    return {"ring": charts.ring(positions), "board": charts.board(lines, positions)}


def _mark(sheet: Worksheet, scene: Scene, step: Step, flaws: bool) -> Mark:
    text = sheet.text(scene, step)
    if not text.strip():
        return "empty"
    if not flaws:
        return "written"
    findings = check(step, scene, text, context=sheet).findings
    return "flawed" if any(one.severity is not Severity.INFO for one in findings) else "written"


def _filled(plan: ScenePlan, state: PlanState, flaws: bool) -> Mark:
    held = {PlanState.DO: plan.progress, PlanState.CHECK: plan.reviews, PlanState.ACT: plan.decisions}[state]
    if flaws and state is PlanState.CHECK and held and not all(review.complete for review in plan.reviews):
        return "flawed"
    return "written" if held else "empty"
