"""The cycle's position: Plan, Do, Check and Act in a ring, and beside each the scenes that stand there."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin

from markupsafe import Markup

import prompts
from assistant.coach.cycle_cards import CYCLE
from assistant.coach.position import Position, state_name
from assistant.coach.scenes import Scene
from bots.web.charts import svg

_TEXTS = "coach/pictures"
_PHASES = ("plan", "do", "check", "act")
_SIZE = (420.0, 230.0)
_CENTRE, _RADIUS, _STROKE = (210.0, 115.0), 62.0, 26.0
_LABEL = ((300.0, 34.0, "start"), (300.0, 160.0, "start"), (120.0, 160.0, "end"), (120.0, 34.0, "end"))
_GAP = 0.09
"""Radians left open between two arcs."""


def ring(positions: Mapping[Scene, Position]) -> Markup:
    """The picture of where each scene stands."""
    held = {phase: [s for s, at in positions.items() if phase_of(at) == phase] for phase in _PHASES}
    parts = []
    for number, phase in enumerate(_PHASES):
        busy = " ring-busy" if held[phase] else ""
        parts.append(svg.element("path", d=_arc(number), class_=f"ring-arc{busy}", fill="none", stroke_width=_STROKE))
        x, y = _on_circle((number - 0.5) * pi / 2, _RADIUS)
        letter = _say(f"ring.letters.{phase}")
        parts.append(svg.text(x, y + 6, letter, class_=f"ring-letter{busy}", text_anchor="middle"))
        x, y, anchor = _LABEL[number]
        parts.append(svg.text(x, y, _say(f"ring.phases.{phase}"), class_=f"ring-phase{busy}", text_anchor=anchor))
        names = [scene.name_ja for scene in held[phase]]
        parts.append(svg.paragraph(x, y + 17, names, 15, class_="pic-small", text_anchor=anchor))
    return svg.picture("ring", _SIZE, _say("ring.title"), told(positions), parts)


def told(positions: Mapping[Scene, Position]) -> str:
    """The same in words."""
    return "".join(
        _say("ring.at", scene=scene.name_ja, state=state_name(at.state)) if at.refused
        else _say("ring.done", scene=scene.name_ja)
        for scene, at in positions.items()
    )  # fmt: skip


def phase_of(at: Position) -> str:
    """Plan, Do, Check or Act."""
    return at.state.value if at.state in CYCLE else "plan"


def _on_circle(angle: float, radius: float) -> tuple[float, float]:
    return _CENTRE[0] + radius * cos(angle), _CENTRE[1] + radius * sin(angle)


def _arc(number: int) -> str:
    start, end = (number - 1) * pi / 2 + _GAP, number * pi / 2 - _GAP
    (x1, y1), (x2, y2) = _on_circle(start, _RADIUS), _on_circle(end, _RADIUS)
    return f"M{x1:.1f} {y1:.1f}A{_RADIUS:g} {_RADIUS:g} 0 0 1 {x2:.1f} {y2:.1f}"


def _say(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, key, **values)
