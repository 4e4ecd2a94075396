"""Where what is said at a place of a plan belongs: its part of the sheet, and the sheet with it written there."""

from __future__ import annotations

from dataclasses import replace

from assistant.coach.open_points import OpenPoint, with_answer
from assistant.coach.parts import TRAINING, Part, cell, cycle
from assistant.coach.plan_machine import PlanState
from assistant.coach.position import position
from assistant.coach.scenes import Scene
from assistant.coach.steps import STEPS, Step
from assistant.coach.talking import Place
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.worksheet import TrainingPlan, Worksheet


def first_open(sheet: Worksheet, scene: Scene) -> Place:
    """Where to go on in `scene`: at the first cell that is empty, or else where the table keeps one. The premise is no
    place to talk at, so a plan without one is gone on with behind it.
    """
    empty = next((step for step in STEPS if not sheet.text(scene, step).strip()), None)
    state = position(sheet, scene, start=PlanState.VISION).state
    return empty or state.sheet_step or state


def part_at(scene: Scene, place: Place) -> Part:
    """The part of the sheet in which `place` is written; the training belongs to no scene."""
    if isinstance(place, Step):
        return cell(scene, place)
    return cycle(scene) if isinstance(place, PlanState) else TRAINING


def written_at(
    sheet: Worksheet, scene: Scene, place: Place, said: str, *, point: OpenPoint | None = None, date: str = ""
) -> Worksheet | None:
    """`sheet` with what the official said at `place`, in their words. In Do, Check and Act it answers `point` on
    `date` (ISO); None where it is no answer to it, as `with_answer` says.
    """
    if isinstance(place, Step):
        return sheet.with_cell(scene, place, said)
    if isinstance(place, TrainingStep):
        notes = {**dict(sheet.training.notes), place: said}
        return replace(sheet, training=TrainingPlan(notes=tuple((s, notes[s]) for s in TRAINING_STEPS if s in notes)))
    plan = with_answer(sheet.plan(scene), point, said, date=date) if point else None
    return sheet.with_plan(plan) if plan else None
