"""The four scenes in which medical and long-term care meet."""

from __future__ import annotations

from enum import StrEnum

import prompts
from assistant.coach import names
from assistant.coach.errors import UnknownSceneError


class Scene(StrEnum):
    """A scene of life at home. The value is the English id."""

    DAILY = "daily"
    TRANSITION = "transition"
    EMERGENCY = "emergency"
    END_OF_LIFE = "end_of_life"

    @property
    def name_ja(self) -> str:
        """The scene's Japanese name."""
        return names.shown("scenes", self.value)


SCENES: tuple[Scene, ...] = tuple(Scene)


def parse_scene(value: str) -> Scene:
    """The scene that `value` names: Japanese name, number 1-4 in the sheet's order, or English id.

    Raises:
        UnknownSceneError: nothing fits; `details` carries the known ids.
    """
    found = names.find("scenes", [scene.value for scene in SCENES], value)
    if found is None:
        known = ", ".join(scene.value for scene in SCENES)
        hint = prompts.text("coach/messages", "unknown_scene", value=value)
        message = f"no scene {value!r}; use a Japanese name, 1-4 or one of {known}"
        raise UnknownSceneError(message, value=value, known=known, hint=hint)
    return Scene(found)
