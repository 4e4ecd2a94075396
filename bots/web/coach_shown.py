"""The coach's views over the application's state."""

from __future__ import annotations

from assistant.coach import Severity, Step, Worksheet, check
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.steps import STEPS
from bots.web.state import WebState
from bots.web.views.coach import CoachViews


def coach_views(web: WebState) -> CoachViews:
    """The maker of views, with the places and indicators of the index that serves now."""
    return CoachViews(web.grounds, web.places, web.tables.indicators)


def flawed_cells(sheet: Worksheet) -> dict[Scene, list[Step]]:
    """The written cells in which the coach still has something to say, by scene; scenes without any are left out."""
    found = {scene: [step for step in STEPS if _is_flawed(sheet, scene, step)] for scene in SCENES}
    return {scene: steps for scene, steps in found.items() if steps}


def _is_flawed(sheet: Worksheet, scene: Scene, step: Step) -> bool:
    text = sheet.text(scene, step).strip()
    findings = check(step, scene, text, context=sheet).findings if text else ()
    return any(finding.severity is not Severity.INFO for finding in findings)


def earlier_years(web: WebState, sheet: Worksheet) -> list[Worksheet]:
    """The municipality's plans of the years before, oldest first."""
    return [one.sheet for one in web.coach.worksheets.years(sheet.municipality) if one.sheet.year < sheet.year]


def previous_year(web: WebState, sheet: Worksheet) -> Worksheet | None:
    """The last plan before this one."""
    found = earlier_years(web, sheet)
    return found[-1] if found else None
