"""The parts of a sheet that are saved one by one, so that two people can work on different ones at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.coach.scenes import SCENES, Scene
from assistant.coach.serial import sheet_from_dict, sheet_to_dict
from assistant.coach.steps import STEPS, Step
from assistant.coach.worksheet import Worksheet
from assistant.errors import StorageError

_PREMISE = ("stage", "basics", "organisation", "prework")
_CYCLE = ("progress", "reviews", "decisions")


class Kind(StrEnum):
    """What a part is."""

    CELL = "cell"
    PREMISE = "premise"
    INDICATORS = "indicators"
    CYCLE = "cycle"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: a cell of a scene, the sheet's premise, a scene's indicators, its Do-Check-Act, or the training."""

    kind: Kind
    scene: Scene | None = None
    step: Step | None = None

    @property
    def key(self) -> str:
        """A name for the part within its sheet, such as `daily/vision` or `premise`."""
        return "/".join(str(one) for one in (self.scene, self.step or self.kind) if one)

    def text(self, sheet: Worksheet) -> str:
        """What stands in the part: the text of a cell, or the values of another part as JSON."""
        if self.scene is not None and self.step is not None:
            return sheet.text(self.scene, self.step)
        values = sheet_to_dict(sheet)
        if self.kind is Kind.PREMISE:
            return _written({name: values[name] for name in _PREMISE})
        if self.kind is Kind.TRAINING:
            return _written(values["training"])
        plan: dict[str, Any] = next((row for row in values["scenes"] if row["scene"] == self.scene), {})
        names = ("indicators",) if self.kind is Kind.INDICATORS else _CYCLE
        return _written({name: plan.get(name, []) for name in names})


    def restored(self, sheet: Worksheet, text: str) -> Worksheet:
        """`sheet` with `text`, as `text()` once gave it, back in this part.

        Raises:
            StorageError: it does not have the form of the part.
        """
        if self.scene is not None and self.step is not None:
            return sheet.with_cell(self.scene, self.step, text)
        try:
            held = json.loads(text)
        except ValueError as error:
            raise StorageError(f"{self.key}: {error}", path="worksheet", reason="form") from error
        values = sheet_to_dict(sheet)
        if self.scene is None:
            values |= held if self.kind is Kind.PREMISE else {"training": held}
        else:
            values["scenes"] = [row | held if row["scene"] == self.scene else row for row in values["scenes"]]
        return sheet_from_dict(values)


def cell(scene: Scene, step: Step) -> Part:
    """The part that is one cell."""
    return Part(kind=Kind.CELL, scene=scene, step=step)


PREMISE = Part(kind=Kind.PREMISE)
TRAINING = Part(kind=Kind.TRAINING)


def indicators(scene: Scene) -> Part:
    """The part that holds the indicators of `scene`."""
    return Part(kind=Kind.INDICATORS, scene=scene)


def cycle(scene: Scene) -> Part:
    """The part that holds Do, Check and Act of `scene`."""
    return Part(kind=Kind.CYCLE, scene=scene)


PARTS: tuple[Part, ...] = (
    PREMISE, *(cell(scene, step) for scene in SCENES for step in STEPS), *map(indicators, SCENES),
    *map(cycle, SCENES), TRAINING,
)  # fmt: skip
"""All parts of a sheet."""
BY_KEY = {part.key: part for part in PARTS}


def _written(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)
