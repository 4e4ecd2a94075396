"""The coach at any place of a plan: one of the eight steps, Do, Check or Act, or a step of the training."""

from __future__ import annotations

from collections.abc import Collection

from assistant.coach import names
from assistant.coach.cards import step_card, training_card
from assistant.coach.cycle_cards import CYCLE, cycle_card
from assistant.coach.cycle_dialogue import cycle_reply, training_reply
from assistant.coach.dialogue import Utterance, reply
from assistant.coach.findings import Code
from assistant.coach.plan_machine import PlanState
from assistant.coach.scenes import Scene
from assistant.coach.steps import STEPS, Step, parse_step
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.worksheet import Worksheet

Place = Step | PlanState | TrainingStep
"""Where the coach can be spoken to; of the plan's states those of `CYCLE`."""


def parse_place(value: str) -> Place:
    """The place that `value` names: a step by name, number or id, Do, Check or Act, or a step of the training.

    Raises:
        UnknownStepError: nothing fits.
    """
    if names.find("steps", [step.value for step in STEPS], value) is None:
        state = names.find("cycle", [state.value for state in CYCLE], value)
        if state is not None:
            return PlanState(state)
        training = names.find("training", [step.value for step in TRAINING_STEPS], value)
        if training is not None:
            return TrainingStep(training)
    return parse_step(value)


def place_name(place: Place) -> str:
    """Its Japanese name."""
    return cycle_card(place).phase if isinstance(place, PlanState) else place.name_ja


def why_at(place: Place) -> str:
    """Why the coach asks there."""
    if isinstance(place, Step):
        return step_card(place).why
    return cycle_card(place).why if isinstance(place, PlanState) else training_card(place).why


def turn_at(
    sheet: Worksheet, scene: Scene, place: Place, said: str = "", *, raised: Collection[Code] = ()
) -> Utterance:
    """The coach's turn at `place` after the official `said` something; the training belongs to no scene.

    Raises:
        TextTooLongError: more was said than a cell may hold.
    """
    if isinstance(place, Step):
        return reply(sheet, scene, place, said, raised=raised)
    if isinstance(place, PlanState):
        return cycle_reply(sheet, scene, place, said)
    return training_reply(sheet, place, said)
