"""Where a scene and the training stand: the tables walked with what the sheet holds, up to the guard that keeps one."""

from __future__ import annotations

from dataclasses import dataclass

import prompts
from assistant.coach.facts import plan_facts, training_facts
from assistant.coach.machine import Outcome, explain, step
from assistant.coach.plan_machine import NO_ERROR_OPEN, TRANSITIONS, PlanEvent, PlanState
from assistant.coach.scenes import Scene
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.training_machine import TRAINING_TRANSITIONS, TrainingEvent
from assistant.coach.worksheet import Worksheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a scene stands; `refused` names the guard that keeps it there, empty where the year is done."""

    state: PlanState
    refused: str

    @property
    def missing(self) -> str:
        """What is still missing, in Japanese; empty where the next year can begin."""
        return explain(self.refused) if self.refused else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPosition:
    """Where the year's training stands; `refused` as for a scene, empty where all five steps are written."""

    step: TrainingStep
    refused: str

    @property
    def missing(self) -> str:
        """What is still missing, in Japanese."""
        return explain(self.refused) if self.refused else ""


def attempt(sheet: Worksheet, scene: Scene, state: PlanState, event: PlanEvent, reason: str = "") -> Outcome[PlanState]:
    """What `event` leads to in `state`, with what the sheet holds for `scene`.

    Raises:
        MoveError: the table has no row for the pair.
    """
    return step(TRANSITIONS, state, event, plan_facts(sheet, scene, state, reason=reason))


def position(sheet: Worksheet, scene: Scene, *, start: PlanState = PlanState.PREWORK) -> Position:
    """How far `scene` has come from `start`. A text that was kept for a reason keeps nobody on its step."""
    state = start
    while state is not PlanState.ACT:
        outcome = attempt(sheet, scene, state, PlanEvent.NEXT)
        if outcome.refused == NO_ERROR_OPEN.name:
            kept = attempt(sheet, scene, state, PlanEvent.KEEP)
            outcome = outcome if kept.refused else kept
        if outcome.refused:
            return Position(state=state, refused=outcome.refused)
        state = outcome.state
    return Position(state=state, refused=attempt(sheet, scene, state, PlanEvent.NEXT_YEAR).refused)


def training_position(sheet: Worksheet) -> TrainingPosition:
    """How far the year's training has come."""
    for here in TRAINING_STEPS:
        outcome = attempt_training(sheet, here, TrainingEvent.NEXT)
        if outcome.refused:
            return TrainingPosition(step=here, refused=outcome.refused)
    return TrainingPosition(step=TRAINING_STEPS[-1], refused="")


def attempt_training(sheet: Worksheet, here: TrainingStep, event: TrainingEvent) -> Outcome[TrainingStep]:
    """What `event` leads to at a step of the training.

    Raises:
        MoveError: the table has no row for the pair.
    """
    return step(TRAINING_TRANSITIONS, here, event, training_facts(sheet, here))


def state_name(state: PlanState) -> str:
    """The Japanese name of a state."""
    return prompts.text("coach/machine", f"diagram.plan.{state.value}")
