"""A step of the plan's table carried out on a kept sheet: a reason is noted in it, the next year is opened."""

from __future__ import annotations

from assistant.coach.changes import Author
from assistant.coach.machine import Effect, Outcome
from assistant.coach.parts import cell
from assistant.coach.plan_machine import PlanEvent, PlanState
from assistant.coach.position import attempt
from assistant.coach.scenes import Scene
from assistant.sessions.worksheets import Worksheets


def moved(
    sheets: Worksheets, author: Author, sheet_id: str, scene: Scene, state: PlanState, event: PlanEvent,
    reason: str = "",
) -> tuple[Outcome[PlanState], str]:  # fmt: skip
    """What the table makes of `event`, and the id of the sheet on which one goes on.

    Raises:
        NotFound: there is no such sheet.
        MoveError: the table has no row for the pair.
        PartConflict: somebody saved the text in this moment, for which the reason was given.
        PlanExistsError: the next year has a plan already.
    """
    kept = sheets.get(sheet_id)
    outcome = attempt(kept.sheet, scene, state, event, reason)
    step = state.sheet_step
    if Effect.NOTE_REASON in outcome.effects and step is not None and reason:
        here, text = cell(scene, step), kept.sheet.text(scene, step)
        sheets.save(sheet_id, author, here, lambda sheet: sheet.with_cell(scene, step, text, kept=reason),
                    seen=kept.revision(here))  # fmt: skip
    if Effect.OPEN_NEXT_YEAR in outcome.effects:
        return outcome, sheets.next_year(sheet_id, author).head.id
    return outcome, sheet_id
