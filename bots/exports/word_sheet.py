"""The whole plan in Word: the premise, then one page for each scene with its eight steps and its indicators."""

from __future__ import annotations

from typing import Any

from assistant.coach.scenes import SCENES, Scene
from assistant.coach.steps import STEPS
from assistant.coach.worksheet import Cell, ScenePlan, Worksheet
from bots.exports import word
from bots.exports.wording import number, or_empty, premise, say

_COLUMNS = (38, 136)
_INDICATORS = (52, 24, 26, 26, 46)


def word_sheet(sheet: Worksheet) -> bytes:
    """The bytes of a .docx file."""
    document = word.page()
    word.title(document, say("sheet.title"))
    document.add_paragraph(say("sheet.name", municipality=or_empty(sheet.municipality), year=sheet.year))
    document.add_heading(say("sheet.premise"), 1)
    rows = [(label, or_empty(text)) for label, text in premise(sheet)[2:]]
    word.table(document, rows, _COLUMNS, head=False)
    for scene in SCENES:
        document.add_page_break()
        _scene(document, scene, sheet.plan(scene))
    return word.written(document)


def _scene(document: Any, scene: Scene, plan: ScenePlan) -> None:
    place = SCENES.index(scene) + 1
    document.add_heading(say("sheet.scene", number=place, scene=scene.name_ja), 1)
    cells = {cell.step: cell for cell in plan.cells}
    rows = [(say("sheet.step", number=step.number, name=step.name_ja), _text(cells.get(step))) for step in STEPS]
    word.table(document, rows, _COLUMNS, head=False)
    if plan.indicators:
        document.add_heading(say("sheet.indicators"), 2)
        word.table(document, [_head(), *_indicator_rows(plan)], _INDICATORS, size=9.5)


def _text(cell: Cell | None) -> str:
    if cell is None:
        return say("empty")
    return or_empty(cell.text) + ("\n" + say("sheet.kept", reason=cell.kept) if cell.kept else "")


def _head() -> list[str]:
    return [say(f"indicator.{key}") for key in ("name", "kind", "baseline", "target", "source")]


def _indicator_rows(plan: ScenePlan) -> list[list[str]]:
    return [
        [one.name, say(f"kinds.{one.kind.value}"), _at(one.baseline, one.unit, one.baseline_year),
         _at(one.target, one.unit, one.target_year), one.source]
        for one in plan.indicators
    ]  # fmt: skip


def _at(value: float | None, unit: str, year: int | None) -> str:
    if value is None:
        return say("empty")
    return f"{number(value)}{unit}" + (f"\n{say('year', year=year)}" if year else "")
