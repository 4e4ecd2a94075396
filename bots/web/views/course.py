"""The course of the partner's attitude as a small plot: points, lines and labels in the units of its view box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.roleplay.debrief import Mood
from assistant.sessions.clock import JAPAN
from assistant.sessions.overview import Mark

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 68, 16, 16, 54
_MOST_LABELS = 9
_SCORES, _SCORE_LEFT = (320, 120), 38


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotPoint:
    """One turn. `label` is shown on the axis where there is room for it."""

    x: float
    y: float
    turn: int
    mood: int
    text: str
    label: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What the template draws."""

    width: int
    height: int
    left: int
    right: int
    base: int
    """Where the numbers of the turns stand."""
    line: str
    """The `points` of a polyline."""
    points: tuple[PlotPoint, ...]
    grid: tuple[tuple[int, float], ...]
    """(mood, y) of the horizontal lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePoint:
    """One finished run; `text` says when and with whom."""

    x: float
    y: float
    score: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePlot:
    """A person's scores, run by run, on a scale from 0 to 100."""

    width: int
    height: int
    left: int
    right: int
    line: str
    points: tuple[ScorePoint, ...]
    grid: tuple[tuple[int, float], ...]
    """(score, y) of the horizontal lines."""


def score_view(course: Sequence[Mark]) -> ScorePlot:
    """The plot of a person's finished runs, oldest first; it may be empty."""
    last = len(course) - 1
    points = tuple(
        ScorePoint(x=_score_x(number, last), y=_score_y(mark.score), score=mark.score,
                   text=f"{mark.at.astimezone(JAPAN):%Y/%m/%d} {mark.name}")
        for number, mark in enumerate(course)
    )  # fmt: skip
    return ScorePlot(
        width=_SCORES[0], height=_SCORES[1], left=_SCORE_LEFT, right=_SCORES[0] - 8, points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        grid=tuple((score, _score_y(score)) for score in (100, 50, 0)),
    )  # fmt: skip


def course_view(course: Sequence[Mood]) -> Plot:
    """The plot of a course of at least one point."""
    every = -(-len(course) // _MOST_LABELS)
    last = len(course) - 1
    points = tuple(
        PlotPoint(x=_x(number, last), y=_y(point.mood), turn=point.turn, mood=point.mood, text=point.label,
                  label=number % every == 0)
        for number, point in enumerate(course)
    )  # fmt: skip
    return Plot(
        width=WIDTH, height=HEIGHT, left=_LEFT, right=WIDTH - _RIGHT, base=HEIGHT - 14,
        line=" ".join(f"{point.x},{point.y}" for point in points), points=points,
        grid=tuple((mood, _y(mood)) for mood in (100, 50, 0, -50, -100)),
    )  # fmt: skip


def _x(number: int, last: int) -> float:
    inner = WIDTH - _LEFT - _RIGHT - 24
    return round(_LEFT + 12 + (inner * number / last if last else inner / 2), 1)


def _y(mood: int) -> float:
    return round(_TOP + (100 - mood) / 200 * (HEIGHT - _TOP - _BOTTOM), 1)


def _score_x(number: int, last: int) -> float:
    inner = _SCORES[0] - _SCORE_LEFT - 24
    return round(_SCORE_LEFT + 10 + (inner * number / last if last else inner / 2), 1)


def _score_y(score: int) -> float:
    return round(12 + (100 - score) / 100 * (_SCORES[1] - 24), 1)
