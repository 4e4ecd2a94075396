"""Where a scene stands is read off the sheet: the table is walked until a guard keeps one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.coach import STEPS, Scene, Step, Worksheet
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.facts import plan_facts
from assistant.coach.plan_machine import PlanEvent, PlanState
from assistant.coach.position import attempt, position, state_name, training_position
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.worksheet import Basics, TrainingPlan
from tests.assistant.coach.plans import full_plan

SCENE = Scene.DAILY
DONE = Review(measure="様式", carried_out=Carried.YES, result="早まった", contributes="近づいた", why="協力", verdict=Verdict.KEEP)


def known(**values: object) -> Worksheet:
    sheet = Worksheet(municipality="海風市", year=2026, basics=Basics(population=1, ageing_rate=2.0, certified=3))
    return sheet.with_plan(replace(sheet.plan(SCENE), **values))  # type: ignore[arg-type]


def kept(sheet: Worksheet) -> Worksheet:
    """Every cell written, each with a reason for leaving it as it is."""
    for step in STEPS:
        sheet = sheet.with_cell(SCENE, step, "連携を強化する。", kept="庁内でそろえるため")
    return sheet


def test_a_new_plan_waits_for_its_premise_and_then_for_the_vision() -> None:
    bare = Worksheet(municipality="海風市", year=2026)

    assert (position(bare, SCENE).state, position(bare, SCENE).refused) == (PlanState.PREWORK, "basics_known")
    assert position(known(), SCENE).state is PlanState.VISION
    assert "空です" in position(known(), SCENE).missing


def test_a_grave_finding_keeps_one_until_a_reason_is_given() -> None:
    rate = "令和8年度末までに在宅看取り率を25％に引き上げる。"
    sheet = known().with_cell(SCENE, Step.VISION, rate)

    at = position(sheet, SCENE)
    assert (at.state, at.refused) == (PlanState.VISION, "no_error_open")
    assert attempt(sheet, SCENE, PlanState.VISION, PlanEvent.KEEP).refused == "reason_given"
    assert attempt(sheet, SCENE, PlanState.VISION, PlanEvent.KEEP, "国の様式のため").state is PlanState.SITUATION
    assert position(sheet.with_cell(SCENE, Step.VISION, rate, kept="国の様式のため"), SCENE).state is PlanState.SITUATION


@pytest.mark.parametrize(
    ("values", "state", "refused"),
    [
        ({}, PlanState.DO, "progress_noted"),
        ({"progress": (Progress(measure="様式", date="2026-09", note="案"),)}, PlanState.CHECK, "reviewed"),
        ({"progress": (Progress(measure="様式", date="2026-09", note="案"),), "reviews": (DONE,)}, PlanState.ACT, "decided"),
        (
            {
                "progress": (Progress(measure="様式", date="2026-09", note="案"),),
                "reviews": (DONE,),
                "decisions": (Decision(text="続ける", reason="早まったため"),),
            },
            PlanState.ACT,
            "",
        ),
    ],
)
def test_the_year_goes_on_behind_the_eight_steps(values: dict[str, object], state: PlanState, refused: str) -> None:
    at = position(kept(known(**values)), SCENE)

    assert (at.state, at.refused) == (state, refused)
    assert bool(at.missing) == bool(refused)


def test_the_reason_of_the_cell_counts_where_none_is_typed() -> None:
    sheet = kept(known())

    assert plan_facts(sheet, SCENE, PlanState.GOALS).reason == "庁内でそろえるため"
    assert plan_facts(sheet, SCENE, PlanState.GOALS, reason="別").reason == "別"


def test_the_training_stands_at_its_first_empty_step() -> None:
    sheet = full_plan()
    notes = tuple((step, "書いた") for step in TRAINING_STEPS)

    assert training_position(sheet).step is TrainingStep.WORKING_TEAM
    done = training_position(replace(sheet, training=TrainingPlan(notes=notes)))
    assert (done.step, done.refused, done.missing) == (TrainingStep.SUMMARY, "", "")


def test_every_state_has_a_name() -> None:
    assert len({state_name(state) for state in PlanState}) == len(PlanState)
