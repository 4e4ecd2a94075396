"""Values of indicators out of a CSV: a value a row (indicator, year, value), or a column for each year.

Files of the public data system and of spreadsheets are taken: UTF-8 or Shift_JIS, commas or tabs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

import prompts
from assistant.coach.indicator import TrackedIndicator
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.worksheet import Worksheet
from assistant.errors import UsageError
from bots.exports.indicator_rows import with_indicators
from bots.exports.reading import Imported, Row, as_number, as_text, as_year, squeezed, told
from bots.exports.wording import TEXTS, number

_ROWS = 20_000
_HEADS = 15
"""Rows among which the headings are looked for: files of the data system begin with a title and notes."""
_NEAR = 70
"""Per cent of likeness from which another name is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    name: int
    place: int | None
    year: int | None
    value: int | None
    years: tuple[tuple[int, int], ...]
    """(year, column) where each year has a column of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    place: str
    name: str
    year: str | int
    value: str


def read_csv(sheet: Worksheet, content: bytes) -> Imported:
    """What the values in `content` change in `sheet`: only indicators that the plan has.

    Raises:
        UsageError: it is neither UTF-8 nor Shift_JIS text.
    """
    table = _table(content)
    heads = ((number, found) for number, row in enumerate(table[:_HEADS]) if (found := _columns(row)))
    top, columns = next(heads, (0, None))
    if columns is None:
        return Imported(rows=(Row(place=told("file"), taken=False, message=told("no_header")),))
    known = {(scene, i): one for scene in SCENES for i, one in enumerate(sheet.plan(scene).indicators)}
    rows = []
    for line, cells in enumerate(table[top + 1 :], start=top + 2):
        if not any(cells):
            continue
        place = told("row", row=line)
        elsewhere = _elsewhere(columns, cells, sheet.municipality)
        if elsewhere:
            rows.append(Row(place=place, taken=False, message=told("other_place", place=elsewhere)))
            continue
        rows += [_take(known, value) for value in _values(columns, cells, place)]
    changed = {scene: [one for (at, _), one in known.items() if at is scene] for scene in SCENES}
    edits = [with_indicators(s, held) for s, held in changed.items() if tuple(held) != sheet.plan(s).indicators]
    # a name that is not known is told once for its row, not once for each year
    return Imported(edits=tuple(edits), rows=tuple(dict.fromkeys(rows)))


def _table(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            return [[cell.strip() for cell in row] for row, _ in zip(reader, range(_ROWS), strict=False)]
        except csv.Error as error:
            raise UsageError(f"not CSV: {error}", hint=told("unreadable")) from error
    raise UsageError("neither UTF-8 nor Shift_JIS", hint=told("unreadable"))


def _columns(head: Sequence[str]) -> _Columns | None:
    names = [squeezed(cell) for cell in head]
    headings: dict[str, list[str]] = prompts.load(TEXTS)["csv"]

    def at(key: str) -> int | None:
        return next((names.index(squeezed(h)) for h in headings[key] if squeezed(h) in names), None)

    years = tuple((year, place) for place, cell in enumerate(head) if (year := as_year(cell)) is not None)
    name, year, value = at("name"), at("year"), at("value")
    if name is None or (not years and None in (year, value)):
        return None
    return _Columns(name=name, place=at("place"), year=year, value=value, years=years)


def _elsewhere(columns: _Columns, cells: Sequence[str], municipality: str) -> str:
    place = _at(cells, columns.place)
    return "" if squeezed(place).endswith(squeezed(municipality)) else place


def _values(columns: _Columns, cells: Sequence[str], place: str) -> Iterator[_Value]:
    name = _at(cells, columns.name)
    if not columns.years:
        yield _Value(place=place, name=name, year=_at(cells, columns.year), value=_at(cells, columns.value))
    for year, column in columns.years:
        if _at(cells, column):
            yield _Value(place=place, name=name, year=year, value=_at(cells, column))


def _take(known: dict[tuple[Scene, int], TrackedIndicator], row: _Value) -> Row:
    matches = [key for key, one in known.items() if squeezed(one.name) == squeezed(row.name)]
    year, value = as_year(row.year), as_number(row.value)
    fault = _fault(known, row, bool(matches), year, value)
    if fault or year is None or value is None:
        return Row(place=row.place, taken=False, message=fault)
    same = True
    for key in matches:
        values = dict(known[key].values)
        same = same and values.get(year) == value
        known[key] = replace(known[key], values=tuple(sorted({**values, year: value}.items())))
    message = told("value_same" if same else "value", name=row.name, year=year, value=number(value))
    return Row(place=row.place, taken=True, message=message)


def _fault(
    known: dict[tuple[Scene, int], TrackedIndicator], row: _Value, found: bool, year: int | None, value: float | None
) -> str:
    if not row.name:
        return told("no_name")
    if not found:
        near = process.extractOne(row.name, [one.name for one in known.values()], scorer=fuzz.ratio, score_cutoff=_NEAR)
        key = "near_indicator" if near else "unknown_indicator"
        return told(key, name=row.name, near=near[0] if near else "")
    if year is None:
        return told("not_a_year", name=row.name, value=as_text(row.year))
    if not row.value:
        return told("no_value", name=row.name)
    return told("not_a_number", name=row.name, value=row.value) if value is None else ""


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
