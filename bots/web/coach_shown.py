"""The coach's views over the application's state."""

from __future__ import annotations

from assistant.coach import Worksheet
from bots.web.state import WebState
from bots.web.views.coach import CoachViews


def coach_views(web: WebState) -> CoachViews:
    """The maker of views, with the places and indicators of the index that serves now."""
    return CoachViews(web.grounds, web.places, web.tables.indicators)


def earlier_years(web: WebState, sheet: Worksheet) -> list[Worksheet]:
    """The municipality's plans of the years before, oldest first."""
    return [one.sheet for one in web.coach.worksheets.years(sheet.municipality) if one.sheet.year < sheet.year]


def previous_year(web: WebState, sheet: Worksheet) -> Worksheet | None:
    """The last plan before this one."""
    found = earlier_years(web, sheet)
    return found[-1] if found else None
