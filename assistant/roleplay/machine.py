"""The course of a run as a table: briefing → opening → dialogue → closing → debrief. Only this table moves the state.

`TRANSITIONS[(state, event)]` lists ways out in order; the first whose guard holds is taken. Guards are pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import prompts
from assistant.errors import UsageError
from assistant.roleplay.values import Features, Run, State, Status

MOST_TURNS = 16
"""In the dialogue; it then closes."""
MOST_CLOSING_TURNS = 4
PATIENCE = {1: 6, 2: 5, 3: 4}
"""Turns of nothing but hardening, one after the other, that a partner bears, by level."""
_SETTLES = frozenset({"small_next_step", "agreement_who_when"})


class Event(StrEnum):
    """What can happen to a run."""

    START = "start"
    """The trainee has read the briefing (and agreed to be recorded, where that is asked)."""
    SPEAK = "speak"
    LEAVE = "leave"
    """The trainee ends the conversation."""
    FINISH = "finish"
    """The conversation is over; the debrief is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a guard may look at: the run with the ledger after the utterance, and what the utterance held."""

    run: Run
    """Before the turn is appended, its ledger already the new one."""
    features: Features


Guard = Callable[[Moment], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out of a state."""

    target: State
    guard: Guard | None = None


def out_of_patience(moment: Moment) -> bool:
    """The last turns, this one among them, held hardening and nothing else, as often as the partner bears it."""
    if not _only_hardens(moment.features):
        return False
    borne = 1
    for turn in reversed(moment.run.turns):
        if not _only_hardens(turn.features):
            break
        borne += 1
    return borne >= PATIENCE[moment.run.level]


def all_settled(moment: Moment) -> bool:
    """Every concern is closed, and a next step or an agreement has been named."""
    closed = all(entry.status is Status.CLOSED for entry in moment.run.ledger)
    held = moment.features.held.union(*(turn.features.held for turn in moment.run.turns))
    return closed and bool(held & _SETTLES)


def takes_leave(moment: Moment) -> bool:
    """The trainee says goodbye, after at least one exchange."""
    return moment.features.parts and len(moment.run.turns) >= 1


def time_is_up(moment: Moment) -> bool:
    """This is the last turn that a dialogue may have."""
    return len(moment.run.turns) + 1 >= MOST_TURNS


def closing_is_over(moment: Moment) -> bool:
    """Enough has been said after the partner began to close."""
    said = sum(turn.state is State.CLOSING for turn in moment.run.turns)
    return said >= MOST_CLOSING_TURNS or (moment.features.parts and said >= 1)


def _only_hardens(features: Features) -> bool:
    return bool(features.hardening) and not features.points


TRANSITIONS: dict[tuple[State, Event], tuple[Way, ...]] = {
    (State.BRIEFING, Event.START): (Way(target=State.OPENING),),
    (State.OPENING, Event.SPEAK): (Way(target=State.DIALOGUE),),
    (State.OPENING, Event.LEAVE): (Way(target=State.CLOSING),),
    (State.DIALOGUE, Event.SPEAK): (
        Way(target=State.CLOSING, guard=out_of_patience),
        Way(target=State.CLOSING, guard=all_settled),
        Way(target=State.CLOSING, guard=takes_leave),
        Way(target=State.CLOSING, guard=time_is_up),
        Way(target=State.DIALOGUE),
    ),
    (State.DIALOGUE, Event.LEAVE): (Way(target=State.CLOSING),),
    (State.CLOSING, Event.SPEAK): (
        Way(target=State.DEBRIEF, guard=closing_is_over),
        Way(target=State.CLOSING),
    ),
    (State.CLOSING, Event.LEAVE): (Way(target=State.DEBRIEF),),
    (State.CLOSING, Event.FINISH): (Way(target=State.DEBRIEF),),
}


def next_state(state: State, event: Event, moment: Moment) -> State:
    """Where `event` leads from `state`.

    Raises:
        UsageError: the table has no such pair; the message names both.
    """
    ways = TRANSITIONS.get((state, event))
    if ways is None:
        hint = prompts.text("roleplay/messages", "hint.state", state=state.value)
        raise UsageError(f"a run in {state.value!r} takes no event {event.value!r}", hint=hint)
    return next(way.target for way in ways if way.guard is None or way.guard(moment))


def diagram() -> str:
    """The table as a Mermaid state diagram, for the documentation: never drawn by hand."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.BRIEFING.value}"]
    for (state, event), ways in TRANSITIONS.items():
        for way in ways:
            condition = f" [{way.guard.__name__}]" if way.guard else ""
            lines.append(f"    {state.value} --> {way.target.value}: {event.value}{condition}")
    return "\n".join([*lines, f"    {State.DEBRIEF.value} --> [*]"])
