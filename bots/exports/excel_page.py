"""Building blocks of a workbook: a sheet with a title, rows with edges, text that never becomes a formula, choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bots.exports.wording import clean

_HEAD = PatternFill("solid", fgColor="E6EFEE")
_EDGE = Border(**{side: Side(style="thin", color="9AA7A8") for side in ("left", "right", "top", "bottom")})
_TOP = Alignment(wrap_text=True, vertical="top")
FONT = "Yu Gothic"
"""The face of every cell."""
_CHARACTERS_A_LINE = 2.1
"""Width units that one full-width character takes."""
_LINE = 18
_SPARE_ROWS = 30

Value = str | float | int | None


def new_page(book: Any, name: str, widths: Sequence[int]) -> Any:
    """A new sheet with column `widths`, landscape A4, its first two rows repeated on paper."""
    page = book.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:2"
    return page


def title(page: Any, text: str, columns: int) -> None:
    """The title in the first row, across `columns`."""
    page.append([clean(text)])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    page["A1"].font = Font(name=FONT, size=14, bold=True)
    page.row_dimensions[1].height = 26


def row(page: Any, values: Sequence[Value], *, head: Iterable[int] = (), least: int = 0) -> None:
    """A row below the last; `head` are the places that are shaded, `least` its least height in points."""
    shaded, number = set(head), page.max_row + 1
    height = 1
    for place, value in enumerate(values):
        cell = page.cell(row=number, column=place + 1)
        cell.font = Font(name=FONT, size=10.5, bold=place in shaded)
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


def choices(page: Any, column: str, values: Iterable[str], used: int) -> None:
    """A column offers `values`, for the rows in use and some more."""
    choice = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True)
    choice.add(f"{column}3:{column}{2 + used + _SPARE_ROWS}")
    page.add_data_validation(choice)
