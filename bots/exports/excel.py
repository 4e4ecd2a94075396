"""The plan as an Excel workbook that can be filled in and read back: premise, overview, a sheet a scene, indicators."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from assistant.coach.cards import step_card
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.steps import STEPS
from assistant.coach.worksheet import Worksheet
from bots.exports.wording import clean, premise, say, years_of

INDICATOR_KEYS = (
    "scene", "name", "kind", "unit", "source", "baseline", "baseline_year", "target", "target_year",
)  # fmt: skip
_HEAD = PatternFill("solid", fgColor="E6EFEE")
_EDGE = Border(**{side: Side(style="thin", color="9AA7A8") for side in ("left", "right", "top", "bottom")})
_TOP = Alignment(wrap_text=True, vertical="top")
_FONT = "Yu Gothic"
_CHARACTERS_A_LINE = 2.1
"""Width units that one full-width character takes."""
_LINE = 18
_SPARE_ROWS = 30
_YEARS = 5

Value = str | float | int | None


def excel(sheet: Worksheet) -> bytes:
    """The bytes of an .xlsx file."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = say("sheet.name", municipality=clean(sheet.municipality), year=sheet.year)
    _premise(book, sheet)
    _overview(book, sheet)
    for scene in SCENES:
        _scene(book, sheet, scene)
    _indicators(book, sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _premise(book: Any, sheet: Worksheet) -> None:
    page = _page(book, say("excel.premise"), (30, 90))
    _title(page, say("sheet.title"), 2)
    for label, text in premise(sheet):
        _row(page, [label, text], head=(0,))
    page.append([say("excel.premise_note")])


def _overview(book: Any, sheet: Worksheet) -> None:
    page = _page(book, say("excel.overview"), (18, 38, 38, 38, 38))
    _title(page, say("sheet.name", municipality=sheet.municipality, year=sheet.year), 5)
    _row(page, [say("excel.step"), *(scene.name_ja for scene in SCENES)], head=range(5))
    for step in STEPS:
        name = say("sheet.step", number=step.number, name=step.name_ja)
        _row(page, [name, *(sheet.text(scene, step) for scene in SCENES)], head=(0,))
    page.append([say("excel.overview_note")])
    page.freeze_panes = "B3"


def _scene(book: Any, sheet: Worksheet, scene: Scene) -> None:
    page = _page(book, scene.name_ja, (8, 18, 80, 52))
    number = SCENES.index(scene) + 1
    _title(page, say("sheet.scene", number=number, scene=scene.name_ja), 4)
    _row(page, [say(f"excel.{key}") for key in ("number", "step", "text", "ask")], head=range(4))
    for step in STEPS:
        _row(page, [step.number, step.name_ja, sheet.text(scene, step), step_card(step).ask], head=(0, 1), least=60)
    page.freeze_panes = "A3"


def _indicators(book: Any, sheet: Worksheet) -> None:
    tracked = [(plan.scene, one) for plan in sheet.scenes for one in plan.indicators]
    years = sorted({*years_of([one for _, one in tracked]), *range(sheet.year - 2, sheet.year - 2 + _YEARS)})
    page = _page(book, say("excel.indicators"), (16, 40, 16, 10, 30, 12, 13, 12, 13, *[12] * len(years)))
    _title(page, say("excel.indicators"), 9)
    columns = [say(f"indicator.{key}") for key in INDICATOR_KEYS] + [say("year", year=year) for year in years]
    _row(page, columns, head=range(len(columns)))
    for scene, one in tracked:
        values = dict(one.values)
        _row(page, [scene.name_ja, one.name, say(f"kinds.{one.kind.value}"), one.unit, one.source, one.baseline,
                    one.baseline_year, one.target, one.target_year, *(values.get(year) for year in years)])  # fmt: skip
    _choices(page, "A", (scene.name_ja for scene in SCENES), len(tracked))
    _choices(page, "C", (say(f"kinds.{kind}") for kind in ("structure", "process", "outcome")), len(tracked))
    page.freeze_panes = "C3"


def _page(book: Any, name: str, widths: Sequence[int]) -> Any:
    page = book.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:2"
    return page


def _title(page: Any, text: str, columns: int) -> None:
    page.append([clean(text)])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    page["A1"].font = Font(name=_FONT, size=14, bold=True)
    page.row_dimensions[1].height = 26


def _row(page: Any, values: Sequence[Value], *, head: Iterable[int] = (), least: int = 0) -> None:
    shaded, number = set(head), page.max_row + 1
    height = 1
    for place, value in enumerate(values):
        cell = page.cell(row=number, column=place + 1)
        cell.font = Font(name=_FONT, size=10.5, bold=place in shaded)
        cell.border, cell.alignment = _EDGE, _TOP
        if place in shaded:
            cell.fill = _HEAD
        if isinstance(value, str):
            _text(cell, value)
            height = max(height, _lines(value, page.column_dimensions[get_column_letter(place + 1)].width))
        elif value is not None:
            cell.value = value
    page.row_dimensions[number].height = min(400, max(least, _LINE * height + 4))


def _text(cell: Any, text: str) -> None:
    """What a user wrote is text, also where it begins like a formula."""
    cell.value = clean(text)
    if text.startswith(("=", "+", "-", "@")):
        cell.data_type = "s"
        cell.quotePrefix = True


def _lines(text: str, width: float) -> int:
    room = max(1, int((width - 1) / _CHARACTERS_A_LINE))
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))


def _choices(page: Any, column: str, values: Iterable[str], used: int) -> None:
    choice = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True)
    choice.add(f"{column}3:{column}{2 + used + _SPARE_ROWS}")
    page.add_data_validation(choice)
