"""What became of the plan, in the workbook: progress, reviews, decisions and the training. They are read back too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import prompts
from assistant.coach.cycle import Carried, Verdict
from assistant.coach.cycle_cards import TEXTS
from assistant.coach.scenes import SCENES
from assistant.coach.training import TRAINING_STEPS
from assistant.coach.worksheet import ScenePlan, Worksheet
from bots.exports.excel_page import choices, new_page, row, title
from bots.exports.wording import say

PROGRESS = ("scene", "measure", "date", "note")
REVIEWS = ("scene", "measure", "carried_out", "result", "contributes", "why", "verdict", "improvement")
DECISIONS = ("scene", "text", "reason")
_SPARE = 12
"""Empty rows to write into."""


def progress(book: Any, sheet: Worksheet) -> None:
    """Do: how far each measure has come."""
    _sheet(book, "progress", PROGRESS, (18, 36, 14, 80), _rows(sheet, lambda plan: plan.progress, PROGRESS[1:]))


def reviews(book: Any, sheet: Worksheet) -> None:
    """Check: the questions of figure 16 about each measure."""
    page = _sheet(book, "reviews", REVIEWS, (18, 30, 16, 36, 36, 36, 18, 36),
                  _rows(sheet, lambda plan: plan.reviews, REVIEWS[1:]))  # fmt: skip
    choices(page, "C", (shown("carried", one.value) for one in Carried), page.max_row)
    choices(page, "G", (shown("verdicts", one.value) for one in Verdict), page.max_row)


def decisions(book: Any, sheet: Worksheet) -> None:
    """Act: what goes into the next year, and why."""
    _sheet(book, "decisions", DECISIONS, (18, 70, 60), _rows(sheet, lambda plan: plan.decisions, DECISIONS[1:]))


def training(book: Any, sheet: Worksheet) -> None:
    """The five steps of the year's training."""
    page = new_page(book, say("excel.training"), (24, 110))
    title(page, say("excel.training"), 2)
    row(page, [say("excel.step"), say("excel.text")], head=range(2))
    for step in TRAINING_STEPS:
        row(page, [step.name_ja, sheet.training.text(step)], head=(0,), least=48)


def label(key: str) -> str:
    """The heading of a column."""
    return say("indicator.scene") if key == "scene" else str(prompts.load(TEXTS)["fields"][key])


def shown(group: str, value: str) -> str:
    """An answer of figure 16 as it is written: `carried` or `verdicts`."""
    return str(prompts.load(TEXTS)[group][value])


def _sheet(book: Any, name: str, keys: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]) -> Any:
    page = new_page(book, say(f"excel.{name}"), widths)
    title(page, say(f"excel.{name}"), len(keys))
    row(page, [label(key) for key in keys], head=range(len(keys)))
    for values in (*rows, *([""] * len(keys) for _ in range(_SPARE))):
        row(page, list(values))
    choices(page, "A", (scene.name_ja for scene in SCENES), len(rows))
    page.freeze_panes = "A3"
    return page


def _rows(sheet: Worksheet, held: Callable[[ScenePlan], Sequence[object]], keys: Sequence[str]) -> list[list[str]]:
    return [[plan.scene.name_ja, *(_text(one, key) for key in keys)] for plan in sheet.scenes for one in held(plan)]


def _text(one: object, key: str) -> str:
    value = getattr(one, key)
    if isinstance(value, Carried):
        return shown("carried", value.value)
    return shown("verdicts", value.value) if isinstance(value, Verdict) else str(value or "")
