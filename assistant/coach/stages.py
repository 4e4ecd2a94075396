"""The stage at which a municipality's programme stands (textbook, figure 4), and what to stress in each."""

from __future__ import annotations

from enum import StrEnum

import prompts
from assistant.coach import names
from assistant.coach.errors import UnknownStageError


class Stage(StrEnum):
    """A stage of development. The value is the English id."""

    PREPARATION = "preparation"
    EXPANSION = "expansion"
    REFINEMENT = "refinement"
    MATURITY = "maturity"

    @property
    def name_ja(self) -> str:
        """The stage's Japanese name."""
        return names.shown("stages", self.value)


STAGES: tuple[Stage, ...] = tuple(Stage)


def parse_stage(value: str) -> Stage:
    """The stage that `value` names: Japanese name, number 1-4 or English id.

    Raises:
        UnknownStageError: nothing fits.
    """
    found = names.find("stages", [stage.value for stage in STAGES], value)
    if found is None:
        known = ", ".join(stage.value for stage in STAGES)
        hint = prompts.text("coach/messages", "unknown_stage", value=value)
        raise UnknownStageError(f"no stage {value!r}; use a Japanese name or one of {known}", value=value, known=known,
                          hint=hint)  # fmt: skip
    return Stage(found)
