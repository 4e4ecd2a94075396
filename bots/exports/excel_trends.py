"""The indicators over the years as charts of the workbook: values, and the target as a level line."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Font
from openpyxl.worksheet.pagebreak import Break

from assistant.coach.worksheet import Worksheet
from bots.exports.excel_page import FONT, new_page, row, title
from bots.exports.wording import clean, say

_HEIGHT, _WIDTH = 7.0, 15.0
"""Centimetres."""
_ROWS = 17
"""Rows that a chart covers, with its figures beside it."""
_LAST_HEAD = 3
_ON_A_PAGE = 2


def trends(book: Any, sheet: Worksheet) -> None:
    """A sheet with one chart for each indicator that has a value; none where no indicator has."""
    held = [(plan.scene, one) for plan in sheet.scenes for one in plan.indicators if one.series]
    if not held:
        return
    page = new_page(book, say("excel.trends"), (12, 14, 14, 4))
    title(page, say("excel.trends"), 3)
    top = _LAST_HEAD
    for number, (scene, one) in enumerate(held):
        if number and number % _ON_A_PAGE == 0:
            page.row_breaks.append(Break(id=top - 1))
        page.cell(row=top - 1, column=1)  # the next row is written below the last one that has a cell
        first = page.max_row + 2
        name = page.cell(row=first - 1, column=1, value=clean(f"{scene.name_ja}\u3000{one.name}"))
        name.font = Font(name=FONT, size=10.5, bold=True)
        row(page, [say("year_column"), say("value_column"), say("indicator.target")], head=range(3))
        known = dict(one.series)
        years = sorted({*known, *([one.target_year] if one.target_year else [])})
        for year in years:
            row(page, [str(year), known.get(year), one.target])
        page.add_chart(_chart(page, clean(one.name), one.unit, first, first + len(years)), f"E{first - 1}")
        top = max(page.max_row + 2, first + _ROWS)


def _chart(page: Any, name: str, unit: str, head: int, last: int) -> Any:
    chart = LineChart()
    chart.title, chart.height, chart.width = name, _HEIGHT, _WIDTH
    chart.y_axis.title = clean(unit) or None
    # without these LibreOffice and newer Excel leave the axes out
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.add_data(Reference(page, min_col=2, max_col=3, min_row=head, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, min_row=head + 1, max_row=last))
    values, target = chart.series
    values.marker.symbol = "circle"
    values.graphicalProperties.line.solidFill = "0B5F68"
    target.graphicalProperties.line.solidFill = "9A6A12"
    target.graphicalProperties.line.dashStyle = "dash"
    chart.legend.position = "b"
    return chart
