"""The four scenes side by side: each step empty, written or with something to look at, and where a scene stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

import prompts
from assistant.coach.position import Position, state_name
from assistant.coach.scenes import Scene
from bots.web.charts import svg

Mark = Literal["empty", "written", "flawed"]
_TEXTS = "coach/pictures"
_LEFT, _COLUMN, _ROW, _HEAD = 104.0, 64.0, 26.0, 44.0
_HALF = 7.0
_WIDEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the board: a step's id and name, and its mark in each scene."""

    id: str
    name: str
    marks: Mapping[Scene, Mark]


def board(lines: Sequence[Line], positions: Mapping[Scene, Position]) -> Markup:
    """The picture of all steps of all scenes."""
    scenes = tuple(positions)
    across, bottom = _LEFT + _COLUMN * len(scenes), _HEAD + _ROW * len(lines)
    parts = []
    for number, scene in enumerate(scenes):
        head = _split(scene.name_ja)
        top = 18 if len(head) > 1 else 26
        parts.append(svg.paragraph(_middle(number), top, head, 15, class_="pic-small", text_anchor="middle"))
    for number, line in enumerate(lines):
        y = _HEAD + _ROW * number
        parts.append(svg.element("line", x1=0, x2=across, y1=y, y2=y, class_="pic-rule"))
        parts.append(svg.text(0, y + 18, line.name, class_="pic-small"))
        for place, scene in enumerate(scenes):
            x, middle = _middle(place), y + _ROW / 2
            if positions[scene].state.value == line.id:
                parts.append(_here(x - 15, y + 2, 30, _ROW - 4))
            parts.append(sign(line.marks[scene], x, middle))
    flawed = any(mark == "flawed" for line in lines for mark in line.marks.values())
    parts += _legend(bottom + 20, flawed=flawed)
    return svg.picture("board", (across, bottom + 50), _say("board.title"), told(lines, positions), parts)


def told(lines: Sequence[Line], positions: Mapping[Scene, Position]) -> str:
    """The same in words."""
    rows = []
    for scene, at in positions.items():
        marks = [line.marks[scene] for line in lines]
        key = "board.row" if "flawed" in marks else "board.row_plain"
        rows.append(_say(key, scene=scene.name_ja, written=len(marks) - marks.count("empty"),
                         flawed=marks.count("flawed"), state=state_name(at.state)))  # fmt: skip
    return "\n".join(rows)


def sign(kind: Mark, x: float, y: float) -> Markup:
    """A sign that is told apart by its form too."""
    if kind == "flawed":
        return svg.element("path", d=f"M{x:g} {y - _HALF:g}L{x + _HALF:g} {y + 6:g}L{x - _HALF:g} {y + 6:g}Z",
                           class_="board-flawed")  # fmt: skip
    return svg.element("circle", cx=x, cy=y, r=_HALF - 1, class_=f"board-{kind}")


def _legend(y: float, *, flawed: bool) -> list[Markup]:
    kinds: tuple[Mark, ...] = ("empty", "written", "flawed") if flawed else ("empty", "written")
    parts = []
    for place, kind in enumerate(kinds):
        x = 8.0 + 110 * place
        parts.append(sign(kind, x, y))
        parts.append(svg.text(x + 14, y + 4.5, _say(f"board.legend.{kind}"), class_="pic-small"))
    parts.append(_here(0, y + 13, 16, 15))
    parts.append(svg.text(22, y + 25, _say("board.legend.here"), class_="pic-small"))
    return parts


def _split(name: str) -> list[str]:
    """A long name on two lines, broken behind its particle where it has one."""
    if svg.width(name) <= _WIDEST:
        return [name]
    first, particle, rest = name.partition("\u306e")
    return [first + particle, rest] if rest else svg.wrapped(name, _WIDEST, 2)


def _here(x: float, y: float, width: float, height: float) -> Markup:
    return svg.element("rect", x=x, y=y, width=width, height=height, rx=6, class_="board-here")


def _middle(number: int) -> float:
    return _LEFT + _COLUMN * (number + 0.5)


def _say(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, key, **values)
