"""The tables of texts under data/, read for parametrised tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.coach import Scene, Step, parse_scene, parse_step
from assistant.coach.findings import Code

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text at its place and the codes above a hint that it must get, no more and no fewer."""

    step: Step
    scene: Scene
    text: str
    codes: frozenset[str]


def by_code(code: Code) -> tuple[list[Row], list[Row]]:
    """Flawed texts and near misses of one code."""
    table = yaml.safe_load((DATA / f"{code.value}.yaml").read_text(encoding="utf-8"))
    flawed = [_row(row, {code.value, *row.get("also", [])}) for row in table["flawed"]]
    return flawed, [_row(row, set()) for row in table["clean"]]


def flawless() -> list[Row]:
    """Texts over all steps and scenes that must pass."""
    return [_row(row, set()) for row in yaml.safe_load((DATA / "flawless.yaml").read_text(encoding="utf-8"))]


def mixed() -> list[Row]:
    """All texts that carry their own codes."""
    rows = [row for path in sorted(DATA.glob("texts_*.yaml")) for row in yaml.safe_load(path.read_text("utf-8"))]
    return [_row(row, set(row["codes"])) for row in rows]


def _row(row: dict[str, str], codes: set[str]) -> Row:
    return Row(step=parse_step(row["step"]), scene=parse_scene(row["scene"]), text=row["text"], codes=frozenset(codes))
