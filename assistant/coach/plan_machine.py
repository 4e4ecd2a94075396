"""The way of one scene through a year: prework, the eight steps, then Do, Check and Act, and the next year."""

from __future__ import annotations

from enum import StrEnum

from assistant.coach.machine import Effect, Guard, Move, Table
from assistant.coach.steps import STEPS, Step


class PlanState(StrEnum):
    """Where a scene stands. The eight steps bear the ids of the sheet's steps."""

    PREWORK = "prework"
    VISION = "vision"
    SITUATION = "situation"
    ANALYSIS = "analysis"
    ISSUES = "issues"
    GOALS = "goals"
    MEASURES = "measures"
    EVALUATION = "evaluation"
    SHARING = "sharing"
    DO = "do"
    CHECK = "check"
    ACT = "act"

    @property
    def sheet_step(self) -> Step | None:
        """The step of the sheet, None outside the eight."""
        return next((step for step in STEPS if step.value == self.value), None)


class PlanEvent(StrEnum):
    """What can happen. `keep` goes on with a text that has findings, for a reason that the official gives."""

    WRITE = "write"
    ASK_HELP = "ask_help"
    NEXT = "next"
    KEEP = "keep"
    BACK = "back"
    NEXT_YEAR = "next_year"


BASICS_KNOWN = Guard(name="basics_known", holds=lambda facts: facts.basics_known)
WRITTEN = Guard(name="written", holds=lambda facts: facts.written)
NO_ERROR_OPEN = Guard(name="no_error_open", holds=lambda facts: facts.open_errors == 0)
REASON_GIVEN = Guard(name="reason_given", holds=lambda facts: bool(facts.reason.strip()))
PROGRESS_NOTED = Guard(name="progress_noted", holds=lambda facts: facts.progress_noted)
REVIEWED = Guard(name="reviewed", holds=lambda facts: facts.reviewed)
DECIDED = Guard(name="decided", holds=lambda facts: facts.decided)

_S, _E = PlanState, PlanEvent
_ORDER = tuple(PlanState)
_PLANNED = tuple(state for state in PlanState if state.sheet_step is not None)
_ASK = (Effect.SHOW_QUESTION,)


def _after(state: PlanState) -> PlanState:
    return _ORDER[_ORDER.index(state) + 1]


def _before(state: PlanState) -> PlanState:
    return _ORDER[_ORDER.index(state) - 1]


TRANSITIONS: Table[PlanState, PlanEvent] = {
    **{(s, _E.ASK_HELP): Move(target=s, effects=(Effect.SHOW_HELP,)) for s in PlanState},
    **{(s, _E.WRITE): Move(target=s, effects=(Effect.SAVE_TEXT, Effect.RUN_CHECKS)) for s in _PLANNED},
    **{(s, _E.NEXT): Move(target=_after(s), guards=(WRITTEN, NO_ERROR_OPEN), effects=_ASK) for s in _PLANNED},
    **{
        (s, _E.KEEP): Move(target=_after(s), guards=(WRITTEN, REASON_GIVEN), effects=(Effect.NOTE_REASON, *_ASK))
        for s in _PLANNED
    },
    **{(s, _E.BACK): Move(target=_before(s), effects=_ASK) for s in PlanState if s is not _S.PREWORK},
    (_S.PREWORK, _E.WRITE): Move(target=_S.PREWORK, effects=(Effect.SAVE_TEXT,)),
    (_S.PREWORK, _E.NEXT): Move(target=_S.VISION, guards=(BASICS_KNOWN,), effects=_ASK),
    (_S.DO, _E.WRITE): Move(target=_S.DO, effects=(Effect.SAVE_TEXT,)),
    (_S.DO, _E.NEXT): Move(target=_S.CHECK, guards=(PROGRESS_NOTED,), effects=_ASK),
    (_S.CHECK, _E.WRITE): Move(target=_S.CHECK, effects=(Effect.SAVE_TEXT,)),
    (_S.CHECK, _E.NEXT): Move(target=_S.ACT, guards=(REVIEWED,), effects=_ASK),
    (_S.ACT, _E.WRITE): Move(target=_S.ACT, effects=(Effect.SAVE_TEXT,)),
    (_S.ACT, _E.NEXT_YEAR): Move(target=_S.PREWORK, guards=(DECIDED,), effects=(Effect.OPEN_NEXT_YEAR, *_ASK)),
}
"""Every pair that is possible; a pair that is not here is refused."""
