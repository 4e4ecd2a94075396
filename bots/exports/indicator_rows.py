"""The sheet of indicators read back: one row an indicator, a column for each year that has values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.coach.errors import UnknownSceneError
from assistant.coach.indicator import IndicatorKind, TrackedIndicator
from assistant.coach.parts import Part, indicators
from assistant.coach.scenes import SCENES, Scene, parse_scene
from assistant.coach.worksheet import Worksheet
from bots.exports.excel import INDICATOR_KEYS
from bots.exports.reading import Edit, Imported, Row, as_number, as_text, as_year, squeezed, told
from bots.exports.wording import say

_TEXTS = ("unit", "source")
_NUMBERS = ("baseline", "target")
_YEARS = ("baseline_year", "target_year")

Held = dict[Scene, list[TrackedIndicator]]


class _Fault(Exception):
    """A row that was not understood; its text says why."""


def read_indicators(sheet: Worksheet, name: str, page: list[Sequence[object]]) -> Imported:
    """What the rows of `page` change: known indicators are brought up to date, others are added."""
    top = next((n for n, row in enumerate(page[:10]) if _columns(row).keys() >= {"scene", "name"}), None)
    if top is None:
        missing = "、".join(say(f"indicator.{key}") for key in ("scene", "name"))
        return Imported(rows=(Row(place=name, taken=False, message=told("no_columns", columns=missing)),))
    columns = _columns(page[top])
    held: Held = {scene: list(sheet.plan(scene).indicators) for scene in SCENES}
    rows = []
    for number, values in enumerate(page[top + 1 :], start=top + 2):
        if not any(as_text(value) for value in values):
            continue
        place = told("sheet_row", sheet=name, row=number)
        try:
            rows.append(Row(place=place, taken=True, message=_take(held, _named(columns, values))))
        except _Fault as fault:
            rows.append(Row(place=place, taken=False, message=str(fault)))
    changed = [scene for scene in SCENES if tuple(held[scene]) != sheet.plan(scene).indicators]
    return Imported(edits=tuple(with_indicators(scene, held[scene]) for scene in changed), rows=tuple(rows))


def with_indicators(scene: Scene, new: Sequence[TrackedIndicator]) -> tuple[Part, Edit]:
    """The edit that gives `scene` these indicators."""
    return indicators(scene), lambda sheet: sheet.with_plan(replace(sheet.plan(scene), indicators=tuple(new)))


def _columns(head: Sequence[object]) -> dict[str | int, int]:
    """Key of a column, or the year that it holds values of → its place."""
    keys = {squeezed(say(f"indicator.{key}")): key for key in INDICATOR_KEYS}
    found: dict[str | int, int] = {}
    for place, value in enumerate(head):
        key = keys.get(squeezed(as_text(value))) or as_year(value)
        if key is not None:
            found.setdefault(key, place)
    return found


def _named(columns: dict[str | int, int], values: Sequence[object]) -> dict[str | int, object]:
    return {key: values[place] for key, place in columns.items() if place < len(values) and as_text(values[place])}


def _take(held: Held, row: dict[str | int, object]) -> str:
    name = as_text(row.get("name"))
    if not name:
        raise _Fault(told("no_name"))
    try:
        scene = parse_scene(as_text(row.get("scene")))
    except UnknownSceneError as error:
        raise _Fault(told("unknown_scene", value=as_text(row.get("scene")))) from error
    known = next((one for one in held[scene] if squeezed(one.name) == squeezed(name)), None)
    old = known or TrackedIndicator(name=name, kind=IndicatorKind.OUTCOME)
    new = _changed(old, row)
    if known is None:
        held[scene].append(new)
    else:
        held[scene][held[scene].index(known)] = new
    return told("indicator_same" if new == known else "indicator", name=name)


def _changed(old: TrackedIndicator, row: dict[str | int, object]) -> TrackedIndicator:
    fields: dict[str, Any] = {key: as_text(row[key]) for key in _TEXTS if key in row}
    if "kind" in row:
        fields["kind"] = _kind(as_text(row["kind"]))
    fields |= {key: _number(key, row[key]) for key in _NUMBERS if key in row}
    fields |= {key: _year(key, row[key]) for key in _YEARS if key in row}
    values = dict(old.values)
    values |= {year: _number(say("year", year=year), row[year]) for year in row if isinstance(year, int)}
    return replace(old, **fields, values=tuple(sorted(values.items())))


def _kind(text: str) -> IndicatorKind:
    for kind in IndicatorKind:
        if squeezed(text) in (squeezed(say(f"kinds.{kind.value}")), kind.value):
            return kind
    raise _Fault(told("not_a_kind", value=text))


def _number(key: str, value: object) -> float:
    found = as_number(value)
    if found is None:
        raise _Fault(told("not_a_number", name=_label(key), value=as_text(value)))
    return found


def _year(key: str, value: object) -> int:
    found = as_year(value)
    if found is None:
        raise _Fault(told("not_a_year", name=_label(key), value=as_text(value)))
    return found


def _label(key: str) -> str:
    return say(f"indicator.{key}") if key in INDICATOR_KEYS else key
