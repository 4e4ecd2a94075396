"""`/api/v1/coach`: a text checked, the cards of the steps, and the coach's next turn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query

from assistant.coach import STEPS, Scene, Step, check, parse_scene, parse_step
from assistant.coach.cards import TrainingCard, stage_card, step_card, training_card
from assistant.coach.cycle_cards import CYCLE, CycleCard, cycle_card
from assistant.coach.dialogue import Utterance
from assistant.coach.fitting import fitting
from assistant.coach.stages import STAGES
from assistant.coach.talking import parse_place, turn_at
from assistant.coach.training import TRAINING_STEPS
from assistant.types import NoteSource
from bots.coach_contract import Resolve, result_to_dict
from bots.web import coach_bodies as bodies
from bots.web.openapi import described
from bots.web.state import Web, WebState

router = APIRouter(prefix="/coach", tags=["coach"])


@router.post("/check", **described("coach_check", 413, 422))
def check_text(body: bodies.CheckBody, web: Web) -> bodies.CheckedBody:
    """The findings about one text. No model is asked, nothing is kept."""
    result = check(parse_step(str(body.step)), parse_scene(str(body.scene)), body.text)
    return checked(result_to_dict(result, web.coach.resolve))


@router.get("/steps", **described("coach_steps", 422))
def steps(web: Web, scene: Annotated[bodies.Name | None, Query()] = None) -> bodies.StepList:
    """The cards of the eight steps; with a scene, its question and the indicators that fit it."""
    chosen = parse_scene(scene) if scene else None
    return bodies.StepList(steps=[_card(web, step, chosen) for step in STEPS])


@router.post("/worksheets/{sheet_id}/talk", **described("coach_talk", 404, 413, 422))
def talk(sheet_id: bodies.SheetId, body: bodies.TalkBody, web: Web) -> bodies.UtteranceBody:
    """The coach's turn at a cell, at `do`, `check` or `act`, or at a step of the training. It writes nothing."""
    sheet = web.coach.worksheets.get(sheet_id).sheet
    said = turn_at(sheet, parse_scene(body.scene), parse_place(body.step), body.said, raised=body.raised)
    return _turn(said, web.coach.resolve)


@router.get("/stages", **described("coach_stages"))
def stages(web: Web) -> bodies.StageList:
    """The four stages of the programme: what to stress in each, and at which steps one question more is asked."""
    cards = map(stage_card, STAGES)
    return bodies.StageList(stages=[
        bodies.StageBody(id=card.stage, name=card.stage.name_ja, stress=card.stress, question=card.question,
                         steps=list(card.steps), citations=cited(card.sources, web.coach.resolve))
        for card in cards
    ])  # fmt: skip


@router.get("/cycle", **described("coach_cycle"))
def cycle(web: Web) -> bodies.PhaseList:
    """The cards of Do, Check and Act."""
    return bodies.PhaseList(phases=[_phase(card.state, card.phase, card, web) for card in map(cycle_card, CYCLE)])


@router.get("/training", **described("coach_training"))
def training(web: Web) -> bodies.PhaseList:
    """The cards of the five steps of the training."""
    cards = map(training_card, TRAINING_STEPS)
    return bodies.PhaseList(phases=[_phase(card.step, card.step.name_ja, card, web) for card in cards])


def checked(found: dict[str, Any]) -> bodies.CheckedBody:
    """The contract's object as a body."""
    return bodies.CheckedBody.model_validate(found)


def cited(sources: Iterable[NoteSource], resolve: Resolve) -> list[bodies.CoachCitation]:
    """Places as citations."""
    return [bodies.CoachCitation.model_validate(resolve(source)) for source in sources]


def _card(web: WebState, step: Step, scene: Scene | None) -> bodies.StepBody:
    card = step_card(step)
    indicators = fitting(step, scene, web.tables.indicators) if scene else ()
    return bodies.StepBody(
        id=step, number=step.number, name=step.name_ja,
        question=card.question.format(scene=scene.name_ja) if scene else card.ask, ask=card.ask, why=card.why,
        citations=cited(card.sources, web.coach.resolve), good=bodies.ExampleBody.model_validate(card.good),
        weak=bodies.ExampleBody.model_validate(card.weak), follow_ups=list(card.follow_ups), stuck=list(card.stuck),
        indicators=[bodies.FittingBody.model_validate(one) for one in indicators],
    )  # fmt: skip


def _phase(id_: str, name: str, card: CycleCard | TrainingCard, web: WebState) -> bodies.PhaseBody:
    stuck = (card.stuck,) if isinstance(card.stuck, str) else card.stuck
    return bodies.PhaseBody(
        id=id_, name=name, phase=card.phase, question=card.question.replace("{scene}", ""), why=card.why,
        citations=cited(card.sources, web.coach.resolve), good=card.good, weak=card.weak,
        follow_ups=list(card.follow_ups), stuck=list(stuck),
    )  # fmt: skip


def _turn(said: Utterance, resolve: Resolve) -> bodies.UtteranceBody:
    return bodies.UtteranceBody(
        kind=said.kind, text=said.text, question=said.question, code=said.finding.code if said.finding else None,
        citations=cited(said.sources, resolve), next_step=said.next_step,
    )  # fmt: skip
