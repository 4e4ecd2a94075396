"""What the plan's measures offer to Do and to the training: the official's own words, beside what is written there."""

from __future__ import annotations

import re
from collections.abc import Collection

import prompts
from assistant.coach.cycle_cards import TEXTS
from assistant.coach.open_points import planned
from assistant.coach.points import points
from assistant.coach.scenes import SCENES
from assistant.coach.steps import Step
from assistant.coach.training import TrainingStep
from assistant.coach.worksheet import ScenePlan, TrainingPlan, Worksheet

_BULLET = "\u30fb"


def new_rows(plan: ScenePlan, named: Collection[str]) -> tuple[str, ...]:
    """The scene's planned measures that no row names yet."""
    return tuple(measure for measure in planned(plan) if measure not in named)


def new_lines(sheet: Worksheet, written: str) -> tuple[str, ...]:
    """The measures of all scenes that speak of a training and do not stand in `written`."""
    about = re.compile(prompts.load(TEXTS)["training_measures"])
    found = [point for scene in SCENES for point in points(sheet.text(scene, Step.MEASURES)) if about.search(point)]
    return tuple(point for point in dict.fromkeys(found) if point not in written)


def with_measures(sheet: Worksheet, training: TrainingPlan) -> TrainingPlan:
    """`training` with those measures as lines behind what stands at its first step."""
    written = training.text(TrainingStep.OFFICE)
    lines = (f"{_BULLET}{line}" for line in new_lines(sheet, written))
    text = "\n".join(filter(None, (written, *lines)))
    others = [note for note in training.notes if note[0] is not TrainingStep.OFFICE]
    return TrainingPlan(notes=((TrainingStep.OFFICE, text), *others) if text else tuple(others))
