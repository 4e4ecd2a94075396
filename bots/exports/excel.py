"""The plan as an Excel workbook that can be filled in and read back: premise, overview, a sheet a scene, indicators."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook

from assistant.coach.cards import step_card
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.steps import STEPS
from assistant.coach.worksheet import Worksheet
from bots.exports.excel_cycle import decisions, progress, reviews, training
from bots.exports.excel_page import choices, new_page, row, title
from bots.exports.excel_trends import trends
from bots.exports.wording import clean, premise, say, years_of

INDICATOR_KEYS = (
    "scene", "name", "kind", "unit", "source", "baseline", "baseline_year", "target", "target_year",
)  # fmt: skip
_YEARS = 5


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
    trends(book, sheet)
    for more in (progress, reviews, decisions, training):
        more(book, sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _premise(book: Any, sheet: Worksheet) -> None:
    page = new_page(book, say("excel.premise"), (30, 90))
    title(page, say("sheet.title"), 2)
    for label, text in premise(sheet):
        row(page, [label, text], head=(0,))
    page.append([say("excel.premise_note")])


def _overview(book: Any, sheet: Worksheet) -> None:
    page = new_page(book, say("excel.overview"), (18, 38, 38, 38, 38))
    title(page, say("sheet.name", municipality=sheet.municipality, year=sheet.year), 5)
    row(page, [say("excel.step"), *(scene.name_ja for scene in SCENES)], head=range(5))
    for step in STEPS:
        name = say("sheet.step", number=step.number, name=step.name_ja)
        row(page, [name, *(sheet.text(scene, step) for scene in SCENES)], head=(0,))
    page.append([say("excel.overview_note")])
    page.freeze_panes = "B3"


def _scene(book: Any, sheet: Worksheet, scene: Scene) -> None:
    page = new_page(book, scene.name_ja, (8, 18, 80, 52))
    number = SCENES.index(scene) + 1
    title(page, say("sheet.scene", number=number, scene=scene.name_ja), 4)
    row(page, [say(f"excel.{key}") for key in ("number", "step", "text", "ask")], head=range(4))
    for step in STEPS:
        row(page, [step.number, step.name_ja, sheet.text(scene, step), step_card(step).ask], head=(0, 1), least=60)
    page.freeze_panes = "A3"


def _indicators(book: Any, sheet: Worksheet) -> None:
    tracked = [(plan.scene, one) for plan in sheet.scenes for one in plan.indicators]
    years = sorted({*years_of([one for _, one in tracked]), *range(sheet.year - 2, sheet.year - 2 + _YEARS)})
    page = new_page(book, say("excel.indicators"), (16, 40, 16, 10, 30, 12, 13, 12, 13, *[12] * len(years)))
    title(page, say("excel.indicators"), 9)
    columns = [say(f"indicator.{key}") for key in INDICATOR_KEYS] + [say("year", year=year) for year in years]
    row(page, columns, head=range(len(columns)))
    for scene, one in tracked:
        values = dict(one.values)
        row(page, [scene.name_ja, one.name, say(f"kinds.{one.kind.value}"), one.unit, one.source, one.baseline,
                    one.baseline_year, one.target, one.target_year, *(values.get(year) for year in years)])  # fmt: skip
    choices(page, "A", (scene.name_ja for scene in SCENES), len(tracked))
    choices(page, "C", (say(f"kinds.{kind}") for kind in ("structure", "process", "outcome")), len(tracked))
    page.freeze_panes = "C3"
