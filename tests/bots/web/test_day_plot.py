"""Bars of questions over time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.sessions.activity import DayCount
from bots.web.views.day_plot import day_plot

FIRST = date(2025, 4, 1)


def counts(*rows: tuple[int, str, int]) -> list[DayCount]:
    return [DayCount(day=FIRST + timedelta(days=n), surface=name, status="answered", count=c) for n, name, c in rows]


def test_bars_stand_on_each_other_to_scale() -> None:
    plot = day_plot(counts((0, "web", 3), (0, "slack", 1), (2, "web", 2)), FIRST, FIRST + timedelta(days=2))

    assert plot.surfaces == ("web", "slack")
    assert [column.counts for column in plot.columns] == [(3, 1), (0, 0), (2, 0)]
    web, slack, later = plot.bars
    assert slack.y + slack.height == pytest.approx(web.y, abs=0.2)
    assert web.y + web.height == pytest.approx(plot.base, abs=0.2)
    assert web.height / later.height == pytest.approx(1.5, rel=0.02)
    assert [count for count, _ in plot.grid] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("days", "unit", "columns"), [(7, "day", 7), (31, "day", 31), (90, "week", 13), (365, "month", 12)])
def test_long_spans_are_gathered(days: int, unit: str, columns: int) -> None:
    plot = day_plot(counts((0, "web", 1), (days - 1, "web", 1)), FIRST, FIRST + timedelta(days=days - 1))

    assert (plot.unit, len(plot.columns)) == (unit, columns)
    assert sum(column.total for column in plot.columns) == 2
    assert sum(column.labelled for column in plot.columns) <= 8
    assert all(bar.x >= 0 and bar.x + bar.width <= plot.width for bar in plot.bars)


@pytest.mark.parametrize(("most", "steps"), [(0, [0, 1]), (1, [0, 1]), (9, [0, 5, 10]), (17, [0, 5, 10, 15, 20]), (700, [0, 200, 400, 600, 800])])
def test_grid_is_round(most: int, steps: list[int]) -> None:
    plot = day_plot(counts((0, "web", most)) if most else [], FIRST, FIRST)

    assert [count for count, _ in plot.grid] == steps
