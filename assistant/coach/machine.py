"""A state machine as a table: rows (state, event) → move, pure guards, and one function that steps.

A model may propose an event; only a table moves a state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import prompts
from assistant.coach.errors import MoveError


class Effect(StrEnum):
    """What the caller does after a step; the table itself does nothing."""

    SAVE_TEXT = "save_text"
    RUN_CHECKS = "run_checks"
    SHOW_QUESTION = "show_question"
    SHOW_HELP = "show_help"
    NOTE_REASON = "note_reason"
    OPEN_NEXT_YEAR = "open_next_year"
    EXPLAIN_REFUSAL = "explain_refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What guards may ask about the sheet at the present state."""

    basics_known: bool = False
    written: bool = False
    open_errors: int = 0
    """Findings of severity error about the text as it stands."""
    reason: str = ""
    """Why the official leaves the text as it is."""
    progress_noted: bool = False
    reviewed: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A condition with a name; `prompts/coach/machine.ja.yaml` says under it what is still missing."""

    name: str
    holds: Callable[[Facts], bool]


State = TypeVar("State", bound=StrEnum)
Event = TypeVar("Event", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Generic[State]):
    """One row: where it leads, what must hold, what follows."""

    target: State
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[State]):
    """The state after an event; `refused` names the guard that did not hold, and then the state has not changed."""

    state: State
    effects: tuple[Effect, ...]
    refused: str = ""


Table = Mapping[tuple[State, Event], Move[State]]


def step(table: Table[State, Event], state: State, event: Event, facts: Facts) -> Outcome[State]:
    """The outcome of `event` in `state`. Pure: the same arguments give the same outcome.

    Raises:
        MoveError: the table has no row for the pair.
    """
    move = table.get((state, event))
    if move is None:
        possible = ", ".join(known.value for at, known in table if at is state)
        hint = prompts.text("coach/machine", "no_move")
        raise MoveError(f"no {event.value!r} in {state.value!r}; possible: {possible}", state=state.value,
                          event=event.value, possible=possible, hint=hint)  # fmt: skip
    for guard in move.guards:
        if not guard.holds(facts):
            return Outcome(state=state, effects=(Effect.EXPLAIN_REFUSAL,), refused=guard.name)
    return Outcome(state=move.target, effects=move.effects)


def explain(refused: str) -> str:
    """What is missing, in Japanese, for the guard of that name."""
    return prompts.text("coach/machine", f"guards.{refused}")
