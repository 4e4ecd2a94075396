"""The training cycle: the office, the working team, the day itself, looking back, summing up, and round again."""

from __future__ import annotations

from enum import StrEnum

from assistant.coach.machine import Effect, Move, Table
from assistant.coach.plan_machine import WRITTEN
from assistant.coach.training import TRAINING_STEPS, TrainingStep


class TrainingEvent(StrEnum):
    """What can happen in the training cycle."""

    WRITE = "write"
    ASK_HELP = "ask_help"
    NEXT = "next"
    BACK = "back"


_E = TrainingEvent


def _moved(step: TrainingStep, by: int) -> TrainingStep:
    return TRAINING_STEPS[(TRAINING_STEPS.index(step) + by) % len(TRAINING_STEPS)]


TRAINING_TRANSITIONS: Table[TrainingStep, TrainingEvent] = {
    **{(s, _E.WRITE): Move(target=s, effects=(Effect.SAVE_TEXT,)) for s in TrainingStep},
    **{(s, _E.ASK_HELP): Move(target=s, effects=(Effect.SHOW_HELP,)) for s in TrainingStep},
    **{
        (s, _E.NEXT): Move(target=_moved(s, 1), guards=(WRITTEN,), effects=(Effect.SHOW_QUESTION,))
        for s in TrainingStep
    },
    **{
        (s, _E.BACK): Move(target=_moved(s, -1), effects=(Effect.SHOW_QUESTION,))
        for s in TrainingStep
        if s is not TrainingStep.OFFICE
    },
}
"""The last step leads to the first of the next training."""
