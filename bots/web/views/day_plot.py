"""Questions over time as stacked bars: rectangles and labels in the units of a view box, for an inline SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.sessions.activity import DayCount

WIDTH, HEIGHT = 720, 290
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 26, 14, 36
_GAP = 0.24
"""Part of a bar's place that stays empty."""
_MOST_LABELS = 8
_DAILY, _WEEKLY = 31, 120
"""Longest spans, in days, that are shown day by day and week by week; longer ones month by month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A part of a bar: what surface number `kind` was asked."""

    x: float
    y: float
    width: float
    height: float
    kind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A day, or the week or month that begins with it, with its counts in the order of the surfaces."""

    first: date
    x: float
    """Middle of its place."""
    counts: tuple[int, ...]
    labelled: bool
    label: str

    @property
    def total(self) -> int:
        """All surfaces together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlot:
    """What the template draws. `unit` is day, week or month; `grid` holds (count, y) of the horizontal lines."""

    width: int
    height: int
    left: int
    right: int
    base: float
    unit: str
    surfaces: tuple[str, ...]
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    grid: tuple[tuple[int, float], ...]


def day_plot(rows: Sequence[DayCount], first: date, last: date) -> DayPlot:
    """The plot of the days from `first` to `last` (both shown, also where nothing was asked)."""
    unit = _unit((last - first).days + 1)
    totals: Counter[str] = Counter()
    counted: Counter[tuple[date, str]] = Counter()
    for row in rows:
        totals[row.surface] += row.count
        counted[_begin(row.day, unit), row.surface] += row.count
    surfaces = tuple(sorted(totals, key=lambda name: (-totals[name], name)))
    begins = list(dict.fromkeys(_begin(first + timedelta(days=n), unit) for n in range((last - first).days + 1)))
    place = (WIDTH - _LEFT - _RIGHT) / len(begins)
    every = -(-len(begins) // _MOST_LABELS)
    columns = tuple(
        Column(first=begin, x=round(_LEFT + (n + 0.5) * place, 1), labelled=(len(begins) - 1 - n) % every == 0,
               label=f"{begin.year}/{begin.month}" if unit == "month" else f"{begin.month}/{begin.day}",
               counts=tuple(counted[begin, surface] for surface in surfaces))
        for n, begin in enumerate(begins)
    )  # fmt: skip
    steps = _steps(max((column.total for column in columns), default=0))
    return DayPlot(
        width=WIDTH, height=HEIGHT, left=_LEFT, right=WIDTH - _RIGHT, base=_y(0, steps[-1]), unit=unit,
        surfaces=surfaces, columns=columns, grid=tuple((step, _y(step, steps[-1])) for step in steps),
        bars=tuple(bar for column in columns for bar in _stack(column, place, steps[-1])),
    )  # fmt: skip


def _unit(days: int) -> str:
    return "day" if days <= _DAILY else "week" if days <= _WEEKLY else "month"


def _begin(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _stack(column: Column, place: float, top: int) -> list[Bar]:
    width = max(1.0, min(40.0, place * (1 - _GAP)))
    bars, below = [], 0
    for kind, count in enumerate(column.counts):
        if count:
            high, low = _y(below + count, top), _y(below, top)
            left, height = round(column.x - width / 2, 1), round(low - high, 1)
            bars.append(Bar(x=left, y=high, width=round(width, 1), height=height, kind=kind))
        below += count
    return bars


def _steps(most: int) -> list[int]:
    """0 and up to four round counts above it, the last of them at least `most`."""
    step = 1
    while step * 4 < most:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return [n * step for n in range(max(1, -(-most // step)) + 1)]


def _y(count: int, top: int) -> float:
    return round(_TOP + (1 - count / top) * (HEIGHT - _TOP - _BOTTOM), 1)
