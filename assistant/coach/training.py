"""The five steps of the multi-professional training (textbook, figure 10), a small PDCA cycle of its own."""

from __future__ import annotations

from enum import StrEnum

import prompts
from assistant.coach import names
from assistant.coach.errors import UnknownStepError


class TrainingStep(StrEnum):
    """A step of the training cycle. The value is the English id."""

    OFFICE = "office"
    WORKING_TEAM = "working_team"
    HELD = "held"
    LOOKING_BACK = "looking_back"
    SUMMARY = "summary"

    @property
    def number(self) -> int:
        """1 to 5."""
        return TRAINING_STEPS.index(self) + 1

    @property
    def name_ja(self) -> str:
        """The step's Japanese name."""
        return names.shown("training", self.value)


TRAINING_STEPS: tuple[TrainingStep, ...] = tuple(TrainingStep)


def parse_training_step(value: str) -> TrainingStep:
    """The training step that `value` names: Japanese name, number 1-5 or English id.

    Raises:
        UnknownStepError: nothing fits.
    """
    found = names.find("training", [step.value for step in TRAINING_STEPS], value)
    if found is None:
        known = ", ".join(step.value for step in TRAINING_STEPS)
        hint = prompts.text("coach/messages", "unknown_training_step", value=value)
        raise UnknownStepError(f"no training step {value!r}; use a Japanese name, 1-5 or one of {known}", value=value,
                          known=known, hint=hint)  # fmt: skip
    return TrainingStep(found)
