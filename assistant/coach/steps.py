"""The eight steps of the worksheet (training conference 2023, sheet of the day) in their order."""

from __future__ import annotations

from enum import StrEnum

import prompts
from assistant.coach import names
from assistant.coach.errors import UnknownStepError


class Step(StrEnum):
    """One cell of a scene. The value is the English id; `number` and `name_ja` are the sheet's."""

    VISION = "vision"
    SITUATION = "situation"
    ANALYSIS = "analysis"
    ISSUES = "issues"
    GOALS = "goals"
    MEASURES = "measures"
    EVALUATION = "evaluation"
    SHARING = "sharing"

    @property
    def number(self) -> int:
        """1 to 8, as on the sheet."""
        return STEPS.index(self) + 1

    @property
    def name_ja(self) -> str:
        """The step's Japanese name."""
        return names.shown("steps", self.value)


STEPS: tuple[Step, ...] = tuple(Step)


def parse_step(value: str) -> Step:
    """The step that `value` names: Japanese name, number 1-8 in any digits, or English id.

    Raises:
        UnknownStepError: nothing fits; `details` carries the known ids.
    """
    found = names.find("steps", [step.value for step in STEPS], value)
    if found is None:
        known = ", ".join(step.value for step in STEPS)
        hint = prompts.text("coach/messages", "unknown_step", value=value)
        message = f"no step {value!r}; use a Japanese name, 1-8 or one of {known}"
        raise UnknownStepError(message, value=value, known=known, hint=hint)
    return Step(found)
