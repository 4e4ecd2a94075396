"""What can be answered in Do, Check and Act of a scene, one question at a time. Cells and the training have none: they
take any text.
"""

from __future__ import annotations

from collections.abc import Iterator

import prompts
from assistant.coach import Scene, Worksheet
from assistant.coach.carried_over import new_rows
from assistant.coach.cycle_cards import TEXTS
from assistant.coach.open_points import OpenPoint, Slot, measures, open_points, planned
from assistant.coach.plan_machine import PlanState
from assistant.coach.talking import Place
from assistant.coach.worksheet import ScenePlan


def pending(sheet: Worksheet, scene: Scene, place: Place) -> tuple[OpenPoint, ...]:
    """What is still to be answered at `place`, the next one first."""
    if not isinstance(place, PlanState):
        return ()
    plan = sheet.plan(scene)
    unnamed = () if set(measures(plan)) - set(planned(plan)) else _unnamed(plan, place)
    return (*open_points(sheet, scene, place), *unnamed)


def questions(sheet: Worksheet, scene: Scene, place: Place) -> tuple[OpenPoint, ...]:
    """The same, and behind it what may be added although nothing waits for it."""
    if not isinstance(place, PlanState):
        return ()
    plan = sheet.plan(scene)
    asked = pending(sheet, scene, place)
    further = (*_further(plan, place), *_unnamed(plan, place))
    return (*asked, *(point for point in further if point not in asked))


def _unnamed(plan: ScenePlan, state: PlanState) -> Iterator[OpenPoint]:
    """Measures of the cell that no row names. Where all rows name measures of the cell, the cell is the list that is
    gone through, and these come next; a cell in prose beside rows with names of their own is none.
    """
    for measure in new_rows(plan, measures(plan)):
        if state is PlanState.DO:
            question = prompts.text(TEXTS, "open.no_progress", measure=measure)
            yield OpenPoint(question=question, slot=Slot.PROGRESS, about=measure)
        if state is PlanState.CHECK:
            question = prompts.text(TEXTS, "review.carried_out", measure=measure)
            yield OpenPoint(question=question, slot=Slot.REVIEW, about=measure, field="carried_out")


def _further(plan: ScenePlan, state: PlanState) -> Iterator[OpenPoint]:
    if state is PlanState.DO:
        noted = {row.measure for row in plan.progress if row.noted}
        for measure in measures(plan):
            if measure in noted:
                yield OpenPoint(question=_text("progress", measure=measure), slot=Slot.PROGRESS, about=measure)
    if state is PlanState.ACT and plan.decisions:
        yield OpenPoint(question=_text("decision"), slot=Slot.DECISION)


def _text(key: str, **values: object) -> str:
    return prompts.text("slack/talks", f"coach.further.{key}", **values)
