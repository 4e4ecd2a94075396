"""The whole plan in Word: the premise, then for each scene its eight steps, its indicators over the years, and what
became of it; the training last.
"""

from __future__ import annotations

from typing import Any

from assistant.coach.cycle import Review
from assistant.coach.cycle_cards import cycle_card
from assistant.coach.plan_machine import PlanState
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.steps import STEPS
from assistant.coach.worksheet import Cell, ScenePlan, Worksheet
from bots.exports import word
from bots.exports.excel_cycle import label, shown
from bots.exports.wording import number, or_empty, premise, say, trend

_COLUMNS = (38, 136)
_INDICATORS = (52, 24, 26, 26, 46)
_PROGRESS, _DECISIONS = (24, 50, 100), (100, 74)


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
        _cycle(document, sheet.plan(scene))
    notes = [(step.name_ja, text) for step, text in sheet.training.notes]
    if notes:
        document.add_heading(say("sheet.training"), 1)
        word.table(document, notes, _COLUMNS, head=False)
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
        word.bullets(document, [trend(one) for one in plan.indicators if len(one.series) > 1])


def _cycle(document: Any, plan: ScenePlan) -> None:
    """Do, Check and Act, each only where something is written."""
    if plan.progress:
        document.add_heading(cycle_card(PlanState.DO).phase, 2)
        rows = [[one.date, one.measure, one.note] for one in plan.progress]
        word.table(document, [[label(key) for key in ("date", "measure", "note")], *rows], _PROGRESS, size=9.5)
    if plan.reviews:
        document.add_heading(cycle_card(PlanState.CHECK).phase, 2)
    for review in plan.reviews:
        word.table(document, _review(review), _COLUMNS, head=False, size=9.5)
    if plan.decisions:
        document.add_heading(cycle_card(PlanState.ACT).phase, 2)
        rows = [[one.text, one.reason] for one in plan.decisions]
        word.table(document, [[label("text"), label("reason")], *rows], _DECISIONS, size=9.5)


def _review(review: Review) -> list[tuple[str, str]]:
    carried = shown("carried", review.carried_out.value) if review.carried_out else ""
    verdict = shown("verdicts", review.verdict.value) if review.verdict else ""
    values = {"measure": review.measure, "carried_out": carried, "result": review.result,
              "contributes": review.contributes, "why": review.why, "verdict": verdict}  # fmt: skip
    rows = [(label(key), or_empty(text)) for key, text in values.items()]
    return [*rows, (label("improvement"), review.improvement)] if review.improvement else rows


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
