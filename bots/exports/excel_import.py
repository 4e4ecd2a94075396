"""A filled workbook read back: every row is taken, found unchanged, or named with what was not understood."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

import prompts
from assistant.coach.checks.check import LIMIT
from assistant.coach.errors import UnknownSceneError, UnknownStageError, UnknownStepError
from assistant.coach.parts import PREMISE, Part, cell
from assistant.coach.scenes import Scene, parse_scene
from assistant.coach.stages import parse_stage
from assistant.coach.steps import Step, parse_step
from assistant.coach.worksheet import Worksheet
from assistant.errors import UsageError
from bots.exports.cycle_rows import read_decisions, read_progress, read_reviews, read_training
from bots.exports.indicator_rows import read_indicators
from bots.exports.reading import Edit, Imported, Row, as_number, as_text, squeezed, told
from bots.exports.wording import TEXTS, say

_UNPACKED = 30_000_000
_FILES = 500
_ROWS, _COLUMNS = 1_000, 60
_LISTS = ("officials", "partners", "meetings", "strengths", "weaknesses")
_OFFICE = ("section", "officials", "partners", "meetings")
_NUMBERS = ("population", "ageing_rate", "certified")
_KNOWN = ("municipality", "year")

Values = Sequence[object]


def read_excel(sheet: Worksheet, content: bytes) -> Imported:
    """What the workbook `content` changes in `sheet`. An empty cell changes nothing: a row left out erases no text.

    Raises:
        UsageError: it cannot be read at all.
    """
    edits: list[tuple[Part, Edit]] = []
    rows: list[Row] = []
    for name, page in _pages(content):
        found = _reader(name)(sheet, name, page)
        edits += found.edits
        rows += found.rows
    return Imported(edits=tuple(edits), rows=tuple(rows))


def _pages(content: bytes) -> Iterator[tuple[str, list[Values]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            held = packed.infolist()
            if len(held) > _FILES or sum(one.file_size for one in held) > _UNPACKED:
                raise InvalidFileException("unpacks to too much")
        book: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        pages = [
            (page.title, list(page.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True)))
            for page in book.worksheets
        ]
    except Exception as error:  # openpyxl lets through whatever its parsers raise on a broken file
        raise UsageError(f"not a workbook: {type(error).__name__}", hint=told("unreadable")) from error
    yield from pages


def _reader(name: str) -> Callable[[Worksheet, str, list[Values]], Imported]:
    known = {
        "premise": _premise, "overview": _nothing, "indicators": read_indicators, "trends": _nothing,
        "progress": read_progress, "reviews": read_reviews, "decisions": read_decisions, "training": read_training,
    }  # fmt: skip
    for key, reader in known.items():
        if squeezed(name) == squeezed(say(f"excel.{key}")):
            return reader
    return _scene


def _nothing(sheet: Worksheet, name: str, page: list[Values]) -> Imported:
    return Imported()


def _scene(sheet: Worksheet, name: str, page: list[Values]) -> Imported:
    try:
        scene = parse_scene(name)
    except UnknownSceneError:
        return Imported(rows=(Row(place=name, taken=False, message=told("unknown_sheet", value=name)),))
    head = _head(page, ("step", "text"))
    if head is None:
        columns = "、".join(say(f"excel.{key}") for key in ("step", "text"))
        return Imported(rows=(Row(place=name, taken=False, message=told("no_columns", columns=columns)),))
    top, (step_at, text_at) = head
    edits: list[tuple[Part, Edit]] = []
    rows: list[Row] = []
    for number, values in enumerate(page[top + 1 :], start=top + 2):
        label, text = as_text(_at(values, step_at)), as_text(_at(values, text_at))
        if not text:
            continue
        place = told("sheet_row", sheet=name, row=number)
        row, edit = _cell(sheet, scene, label, text, place)
        rows.append(row)
        edits += edit
    return Imported(edits=tuple(edits), rows=tuple(rows))


def _cell(
    sheet: Worksheet, scene: Scene, label: str, text: str, place: str
) -> tuple[Row, list[tuple[Part, Edit]]]:
    try:
        step = parse_step(label)
    except UnknownStepError:
        return Row(place=place, taken=False, message=told("unknown_step", value=label)), []
    if len(text) > LIMIT:
        return Row(place=place, taken=False, message=told("too_long", step=step.name_ja, limit=LIMIT)), []
    same = text == sheet.text(scene, step).strip()
    message = told("unchanged" if same else "cell", scene=scene.name_ja, step=step.name_ja)
    edits = [] if same else [(cell(scene, step), _writing(scene, step, text))]
    return Row(place=place, taken=True, message=message), edits


def _writing(scene: Scene, step: Step, text: str) -> Edit:
    return lambda sheet: sheet.with_cell(scene, step, text)


def _premise(sheet: Worksheet, name: str, page: list[Values]) -> Imported:
    labels = {squeezed(label): key for key, label in prompts.load(TEXTS)["premise"].items()}
    read: dict[str, Any] = {}
    rows = []
    for number, values in enumerate(page[1:], start=2):
        label, text = as_text(_at(values, 0)), as_text(_at(values, 1))
        key = labels.get(squeezed(label))
        if not text or key in _KNOWN:
            continue
        if key is None:
            fault = message = told("premise_unknown", value=label)
        else:
            read[key], fault = _premise_value(key, label, text)
            same = not fault and _with_premise(sheet, {key: read[key]}) == sheet
            message = fault or told("premise_same" if same else "premise", name=label)
        rows.append(Row(place=told("sheet_row", sheet=name, row=number), taken=not fault, message=message))
    read = {key: value for key, value in read.items() if value is not None}
    read = {} if _with_premise(sheet, read) == sheet else read
    edits: tuple[tuple[Part, Edit], ...] = ((PREMISE, lambda sheet: _with_premise(sheet, read)),) if read else ()
    return Imported(edits=edits, rows=tuple(rows))


def _premise_value(key: str, label: str, text: str) -> tuple[Any, str]:
    if key == "stage":
        try:
            return parse_stage(text), ""
        except UnknownStageError:
            return None, told("not_a_stage", value=text)
    if key in _NUMBERS:
        value = as_number(text)
        if value is None:
            return None, told("not_a_number", name=label, value=text)
        return value if key == "ageing_rate" else int(value), ""
    return tuple(filter(None, map(str.strip, text.split("\n")))) if key in _LISTS else text, ""


def _with_premise(sheet: Worksheet, read: dict[str, Any]) -> Worksheet:
    def of(keys: Sequence[str]) -> dict[str, Any]:
        return {key: value for key, value in read.items() if key in keys}

    return replace(
        sheet, stage=read.get("stage", sheet.stage), basics=replace(sheet.basics, **of(_NUMBERS)),
        organisation=replace(sheet.organisation, **of(_OFFICE)),
        prework=replace(sheet.prework, **of(("strengths", "weaknesses", "needed"))),
    )  # fmt: skip


def _head(page: list[Values], keys: Sequence[str]) -> tuple[int, list[int]] | None:
    """The row of headings among the first ten, and where the wanted ones stand."""
    wanted = [squeezed(say(f"excel.{key}")) for key in keys]
    for number, values in enumerate(page[:10]):
        names = [squeezed(as_text(value)) for value in values]
        if all(name in names for name in wanted):
            return number, [names.index(name) for name in wanted]
    return None


def _at(values: Values, place: int) -> object:
    return values[place] if place < len(values) else None
