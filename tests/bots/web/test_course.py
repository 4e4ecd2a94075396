"""The plot of the partner's attitude."""

from __future__ import annotations

import pytest

from assistant.roleplay.debrief import Mood
from bots.web.views.course import HEIGHT, WIDTH, course_view


def moods(*values: int) -> list[Mood]:
    return [Mood(turn=turn, mood=value, label="様子") for turn, value in enumerate(values)]


def test_better_moods_stand_higher_and_later_ones_further_right() -> None:
    plot = course_view(moods(-100, 0, 100))
    heights = dict(plot.grid)

    assert [point.y for point in plot.points] == [heights[-100], heights[0], heights[100]]
    assert plot.points[0].y > plot.points[1].y > plot.points[2].y
    assert plot.points[0].x < plot.points[1].x < plot.points[2].x
    assert plot.line.split() == [f"{point.x},{point.y}" for point in plot.points]


@pytest.mark.parametrize("turns", [1, 2, 21])
def test_everything_stays_inside_and_the_axis_stays_readable(turns: int) -> None:
    plot = course_view(moods(*([-100, 100] * turns)[:turns]))

    assert all(plot.left <= point.x <= plot.right and 0 <= point.y <= HEIGHT for point in plot.points)
    assert plot.right < WIDTH
    assert 1 <= sum(point.label for point in plot.points) <= 9
