"""What the guards of the tables ask, read off a sheet."""

from __future__ import annotations

from assistant.coach.checks.check import check
from assistant.coach.findings import Severity
from assistant.coach.machine import Facts
from assistant.coach.plan_machine import PlanState
from assistant.coach.scenes import Scene
from assistant.coach.training import TrainingStep
from assistant.coach.worksheet import Worksheet


def plan_facts(sheet: Worksheet, scene: Scene, state: PlanState, *, reason: str = "") -> Facts:
    """The facts about `scene` at `state`; `reason` is what the official says for keeping a text, where it is not the
    one that stands in the sheet.
    """
    plan = sheet.plan(scene)
    here = state.sheet_step
    text = plan.text(here) if here else ""
    kept = next((cell.kept for cell in plan.cells if cell.step is here), "")
    errors = 0
    if here and text:
        findings = check(here, scene, text, context=sheet).findings
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return Facts(
        basics_known=sheet.basics.known,
        written=bool(text.strip()),
        open_errors=errors,
        reason=reason or kept,
        progress_noted=any(row.noted for row in plan.progress),
        reviewed=bool(plan.reviews) and all(review.complete for review in plan.reviews),
        decided=bool(plan.decisions),
    )


def training_facts(sheet: Worksheet, step: TrainingStep) -> Facts:
    """The facts about the year's training at `step`."""
    return Facts(written=bool(sheet.training.text(step).strip()))
