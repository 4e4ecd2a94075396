"""An indicator over the years: its values as a line, where it began, and where it should go."""

from __future__ import annotations

from markupsafe import Markup

import prompts
from assistant.coach.indicator import TrackedIndicator
from bots.exports.wording import number
from bots.web.charts import svg

_TEXTS = "coach/pictures"
_SIZE = (340.0, 190.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 308.0, 22.0, 156.0
_MARGIN = 0.18
"""Part of the range that is left free above and below."""


def trend(indicator: TrackedIndicator, name: str) -> Markup:
    """The picture of one indicator; empty where it has neither a value nor a baseline with its year."""
    values = indicator.series
    if not values:
        return Markup("")
    aim = (indicator.target_year, indicator.target)
    years = [year for year, _ in values] + ([aim[0]] if aim[0] and aim[1] is not None else [])
    heights = [value for _, value in values] + ([aim[1]] if aim[1] is not None else [])
    scale = _Scale(min(years), max(years), min(heights), max(heights))
    parts = [*_axes(scale, sorted(set(years)), heights, indicator.unit)]
    if indicator.baseline is not None:
        parts += _level(scale, indicator.baseline, "baseline")
    if indicator.target is not None:
        parts += _level(scale, indicator.target, "target")
    spots = [(scale.x(year), scale.y(value)) for year, value in values]
    parts.append(svg.element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots), class_="trend-line"))
    for (x, y), (_, value) in zip(spots, values, strict=True):
        parts.append(svg.element("circle", cx=x, cy=y, r=4.0, class_="trend-dot"))
        parts.append(svg.text(x, y - 9, number(value), class_="trend-value", text_anchor="middle"))
    if aim[0] and aim[1] is not None:
        x, y = scale.x(aim[0]), scale.y(aim[1])
        parts.append(svg.element("path", d=f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6Z", class_="trend-aim"))
    title = prompts.text(_TEXTS, "trend.title", name=indicator.name)
    return svg.picture(f"trend-{name}", _SIZE, title, told(indicator), parts)


def told(indicator: TrackedIndicator) -> str:
    """The same in words."""
    values = [_say("trend.value", year=y, value=number(v), unit=indicator.unit) for y, v in indicator.series]
    said = _say("trend.told", values="\u3001".join(values)) if values else _say("trend.none")
    if indicator.target is not None:
        key = "trend.told_target" if indicator.target_year else "trend.told_target_plain"
        said += _say(key, year=indicator.target_year, value=number(indicator.target), unit=indicator.unit)
    return said


class _Scale:
    """Where a year and a value stand in the picture."""

    def __init__(self, first: int, last: int, low: float, high: float) -> None:
        spread = (high - low) or abs(high) or 1.0
        self._first, self._years = first, last - first
        self.low, self._spread = low - spread * _MARGIN, spread * (1 + 2 * _MARGIN)

    def x(self, year: int) -> float:
        share = (year - self._first) / self._years if self._years else 0.5
        return _LEFT + 20 + share * (_RIGHT - _LEFT - 40)

    def y(self, value: float) -> float:
        return _BOTTOM - (value - self.low) / self._spread * (_BOTTOM - _TOP)


def _axes(scale: _Scale, years: list[int], heights: list[float], unit: str) -> list[Markup]:
    parts = [svg.element("line", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM, class_="pic-axis")]
    for value in sorted({min(heights), max(heights)}):
        parts.append(svg.text(_LEFT - 6, scale.y(value) + 4, number(value), class_="trend-tick", text_anchor="end"))
    step = max(1, len(years) // 6)
    for year in years[::step]:
        parts.append(svg.text(scale.x(year), _BOTTOM + 17, str(year), class_="trend-tick", text_anchor="middle"))
    return [*parts, svg.text(0, 12, unit, class_="trend-tick")] if unit else parts


def _level(scale: _Scale, value: float, kind: str) -> list[Markup]:
    y = scale.y(value)
    line = svg.element("line", x1=_LEFT, x2=_RIGHT, y1=y, y2=y, class_=f"trend-{kind}")
    return [line, svg.text(_RIGHT + 4, y + 4, _say(f"trend.{kind}"), class_="trend-tick")]


def _say(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, key, **values)
