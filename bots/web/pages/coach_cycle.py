"""What becomes of a plan: progress, review and decisions of each scene, the training, and the years before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as columns
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

import prompts
from assistant.coach import SCENES, Scene, Step, parse_scene
from assistant.coach.cards import training_card
from assistant.coach.carried_over import new_lines, new_rows, with_measures
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.cycle_cards import CYCLE, TEXTS, cycle_card
from assistant.coach.open_points import measures
from assistant.coach.parts import TRAINING, cycle
from assistant.coach.plan_machine import PlanState
from assistant.coach.position import position, state_name, training_position
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.worksheet import ScenePlan, TrainingPlan
from assistant.sessions.worksheets import Edit
from bots.exports.wording import number
from bots.web.bodies import PlainText
from bots.web.coach_bodies import Name, SheetId
from bots.web.coach_forms import Form, Refusal, Stopped, filled, keep, rows, text_of
from bots.web.coach_shown import coach_views, earlier_years, previous_year
from bots.web.security.csrf import proven
from bots.web.security.users import Who
from bots.web.state import Web, WebState

router = APIRouter(prefix="/coach", include_in_schema=False, dependencies=[Depends(proven)])
SceneName = Annotated[PlainText, Query(max_length=60)]
_FIELDS: dict[PlanState, tuple[str, ...]] = {
    PlanState.DO: tuple(one.name for one in columns(Progress)),
    PlanState.CHECK: tuple(one.name for one in columns(Review)),
    PlanState.ACT: tuple(one.name for one in columns(Decision)),
}
_TOLD = (Step.VISION, Step.SITUATION, Step.ISSUES, Step.GOALS, Step.MEASURES)
"""What a successor reads of an earlier year beside what became of it."""
_BRING = "bring"
"""The button that brings the plan's measures over as rows."""
Rows = Sequence[dict[str, str]]


@router.get("/{sheet_id}/cycle")
def cycle_page(
    request: Request, web: Web, sheet_id: SheetId, scene: SceneName = Scene.DAILY.value,
    state: PlanState = PlanState.DO,
) -> HTMLResponse:  # fmt: skip
    """Do, Check or Act of a scene beside the dialogue."""
    return show_cycle(request, web, sheet_id, parse_scene(scene), state if state in CYCLE else PlanState.DO)


@router.post("/{sheet_id}/scenes/{scene}/cycle/{state}")
def save_cycle(
    request: Request, web: Web, user: Who, sheet_id: SheetId, scene: Name, state: PlanState, form: FormData = Form
) -> Response:
    """Save Do, Check or Act of a scene; an empty row is taken out."""
    here, at = parse_scene(scene), state if state in CYCLE else PlanState.DO
    typed = [row for row in rows(form, _FIELDS[at]) if filled(row)]
    if form.get(_BRING) and at is PlanState.DO:
        typed = _brought(web.coach.worksheets.get(sheet_id).sheet.plan(here), typed)

    def edit() -> Edit:
        return lambda sheet: sheet.with_plan(_written(sheet.plan(here), at, typed))

    def again(refusal: Refusal) -> HTMLResponse:
        return show_cycle(request, web, sheet_id, here, at, typed=typed, refusal=refusal, status=refusal.status)

    back = f"/coach/{sheet_id}/cycle?scene={here.value}&state={at.value}"
    return keep(request, web, user, sheet_id, cycle(here), edit, form, back=back, again=again)


@router.get("/{sheet_id}/training")
def training_page(
    request: Request, web: Web, sheet_id: SheetId, step: Annotated[TrainingStep | None, Query()] = None
) -> HTMLResponse:
    """The year's training in its five steps beside the dialogue."""
    at = step or training_position(web.coach.worksheets.get(sheet_id).sheet).step
    return show_training(request, web, sheet_id, at)


@router.post("/{sheet_id}/training")
def save_training(request: Request, web: Web, user: Who, sheet_id: SheetId, form: FormData = Form) -> Response:
    """Save the notes on the training."""
    typed = {step: text_of(form.get(step.value)) for step in TRAINING_STEPS}
    plan = TrainingPlan(notes=tuple((step, text) for step, text in typed.items() if text))
    if form.get(_BRING):
        plan = with_measures(web.coach.worksheets.get(sheet_id).sheet, plan)
    at = TrainingStep.OFFICE.value if form.get(_BRING) else text_of(form.get("step"))
    here = TrainingStep(at) if at in tuple(TrainingStep) else TrainingStep.OFFICE

    def again(refusal: Refusal) -> HTMLResponse:
        return show_training(request, web, sheet_id, here, typed=plan, refusal=refusal, status=refusal.status)

    return keep(request, web, user, sheet_id, TRAINING, lambda: lambda sheet: replace(sheet, training=plan), form,
                back=f"/coach/{sheet_id}/training?step={here.value}", again=again)  # fmt: skip


@router.get("/{sheet_id}/years")
def years_page(request: Request, web: Web, sheet_id: SheetId) -> HTMLResponse:
    """All years of the municipality, the latest first, for whoever takes over the post."""
    kept = web.coach.worksheets.get(sheet_id)
    years = web.coach.worksheets.years(kept.sheet.municipality)[::-1]
    shown: dict[str, Any] = {"years": years, "scenes": SCENES, "told": _TOLD, "said": said_of, "number": number}
    return web.pages.render(request, "coach_years.html", kept=kept, **shown)


def show_cycle(
    request: Request, web: WebState, sheet_id: str, scene: Scene, state: PlanState, *, said: str = "",
    typed: Rows | None = None, refusal: Refusal | None = None, stopped: Stopped | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    """The page of Do, Check or Act."""
    kept = web.coach.worksheets.get(sheet_id)
    plan, turn = kept.sheet.plan(scene), coach_views(web).turn(kept.sheet, scene, state, said)
    before = previous_year(web, kept.sheet)
    shown = list(typed) if typed is not None else _rows(plan, state)
    return web.pages.render(
        request, "coach_cycle.html", status=status, kept=kept, sheet_id=sheet_id, scene=scene, scenes=SCENES,
        state=state, step=state, states=[cycle_card(one) for one in CYCLE], card=cycle_card(state), rows=shown,
        blank=dict.fromkeys(_FIELDS[state], ""), measures=measures(plan), plan=plan, turn=turn, spoken=said,
        revision=refusal.revision if refusal and refusal.revision is not None else kept.revision(cycle(scene)),
        refusal=refusal, stopped=stopped, labels=prompts.load(TEXTS)["fields"], carried=_choices("carried", Carried),
        verdicts=_choices("verdicts", Verdict), at=position(kept.sheet, scene), state_name=state_name, number=number,
        before=before.plan(scene) if before else None, before_year=before.year if before else 0, limit=2_000,
        offered=new_rows(plan, {row["measure"] for row in shown}) if state is PlanState.DO else (),
    )  # fmt: skip


def show_training(
    request: Request, web: WebState, sheet_id: str, step: TrainingStep, *, said: str = "",
    typed: TrainingPlan | None = None, refusal: Refusal | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    """The page of the training."""
    kept = web.coach.worksheets.get(sheet_id)
    training = typed or kept.sheet.training
    earlier = [(one.year, one.training) for one in earlier_years(web, kept.sheet)[::-1] if one.training.notes]
    return web.pages.render(
        request, "coach_training.html", status=status, kept=kept, sheet_id=sheet_id, step=step, scene=SCENES[0],
        cards=[training_card(one) for one in TRAINING_STEPS], training=training,
        turn=coach_views(web).turn(kept.sheet, SCENES[0], step, said), spoken=said, refusal=refusal,
        revision=refusal.revision if refusal and refusal.revision is not None else kept.revision(TRAINING),
        at=training_position(kept.sheet), earlier=earlier, limit=2_000,
        offered=new_lines(kept.sheet, training.text(TrainingStep.OFFICE)),
    )  # fmt: skip


def said_of(group: str, value: str) -> str:
    """How an answer of figure 16 is shown: `carried` or `verdicts`, and the value."""
    return prompts.text(TEXTS, f"{group}.{value}")


def _choices(group: str, values: type[Carried] | type[Verdict]) -> list[tuple[str, str]]:
    return [(one.value, said_of(group, one.value)) for one in values]


def _rows(plan: ScenePlan, state: PlanState) -> list[dict[str, str]]:
    held: dict[PlanState, Sequence[Any]] = {
        PlanState.DO: plan.progress, PlanState.CHECK: plan.reviews, PlanState.ACT: plan.decisions,
    }  # fmt: skip
    found = [{name: str(getattr(row, name) or "") for name in _FIELDS[state]} for row in held[state]]
    if state is not PlanState.CHECK:
        return found
    reviewed = {row["measure"] for row in found}
    new = dict.fromkeys(_FIELDS[state], "")
    return [*found, *({**new, "measure": name} for name in measures(plan) if name not in reviewed)]


def _brought(plan: ScenePlan, typed: Rows) -> list[dict[str, str]]:
    new = dict.fromkeys(_FIELDS[PlanState.DO], "")
    names = {row["measure"] for row in typed}
    return [*typed, *({**new, "measure": name} for name in new_rows(plan, names))]


def _written(plan: ScenePlan, state: PlanState, typed: Rows) -> ScenePlan:
    if state is PlanState.DO:
        return replace(plan, progress=tuple(Progress(**row) for row in typed))
    if state is PlanState.ACT:
        return replace(plan, decisions=tuple(Decision(**row) for row in typed))
    # a measure that is only named has not been looked back on yet
    begun = [row for row in typed if any(value for name, value in row.items() if name != "measure")]
    return replace(plan, reviews=tuple(_review(row) for row in begun))


def _review(row: dict[str, str]) -> Review:
    carried, verdict = row["carried_out"], row["verdict"]
    return Review(
        measure=row["measure"], carried_out=Carried(carried) if carried in tuple(Carried) else None,
        result=row["result"], contributes=row["contributes"], why=row["why"],
        verdict=Verdict(verdict) if verdict in tuple(Verdict) else None, improvement=row["improvement"],
    )  # fmt: skip
