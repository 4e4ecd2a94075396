"""The table of a run: every pair, and nothing outside it."""

from __future__ import annotations

import pytest

from assistant.errors import UsageError
from assistant.roleplay.machine import (
    MOST_CLOSING_TURNS,
    MOST_TURNS,
    PATIENCE,
    TRANSITIONS,
    Event,
    Moment,
    diagram,
    next_state,
)
from assistant.roleplay.values import Entry, Features, Hit, Run, State, Status, Turn

GOOD = Features(points=(Hit(id="small_next_step", strength=2, quote="まず一例", rule="r"),))
BAD = Features(hardening=(Hit(id="pressing", strength=2, quote="今日中に", rule="r"),))
PLAIN = Features()
LEAVING = Features(parts=True)
PAIRS = [(state, event) for state in State for event in Event]


def moment(
    *, features: Features = PLAIN, before: tuple[Features, ...] = (), state: State = State.DIALOGUE, level: int = 2,
    closed: bool = False,
) -> Moment:  # fmt: skip
    ledger = (Entry(concern="nights", status=Status.CLOSED if closed else Status.OPEN),)
    turns = tuple(
        Turn(utterance="u", features=f, ledger=ledger, mood=0, state=state, line="l", reply="r") for f in before
    )
    return Moment(run=Run(persona="p", level=level, seed=0, state=state, ledger=ledger, turns=turns), features=features)


@pytest.mark.parametrize(("state", "event"), PAIRS)
def test_every_pair_leads_to_a_listed_state_or_is_refused(state: State, event: Event) -> None:
    ways = TRANSITIONS.get((state, event))
    if ways is None:
        with pytest.raises(UsageError):
            next_state(state, event, moment(state=state))
        return
    assert ways[-1].guard is None, "the last way out must always be open"
    assert next_state(state, event, moment(state=state)) in {way.target for way in ways}


@pytest.mark.parametrize(
    ("why", "given", "target"),
    [
        ("goes on", moment(), State.DIALOGUE),
        ("one blow is borne", moment(features=BAD), State.DIALOGUE),
        ("too many blows in a row", moment(features=BAD, before=(BAD,) * (PATIENCE[2] - 1)), State.CLOSING),
        ("a good word between them", moment(features=BAD, before=(BAD, BAD, GOOD, BAD)), State.DIALOGUE),
        ("all settled with a next step", moment(features=GOOD, closed=True), State.CLOSING),
        ("all settled, nothing agreed", moment(closed=True), State.DIALOGUE),
        ("leave is taken", moment(features=LEAVING, before=(PLAIN,)), State.CLOSING),
        ("leave cannot be the first word", moment(features=LEAVING), State.DIALOGUE),
        ("time is up", moment(before=(PLAIN,) * (MOST_TURNS - 1)), State.CLOSING),
    ],
)
def test_the_dialogue_closes_for_a_reason(why: str, given: Moment, target: State) -> None:
    assert next_state(State.DIALOGUE, Event.SPEAK, given) is target, why


def test_a_kind_partner_bears_more_than_a_hard_one() -> None:
    blows = (BAD,) * (PATIENCE[3] - 1)
    assert next_state(State.DIALOGUE, Event.SPEAK, moment(features=BAD, before=blows, level=3)) is State.CLOSING
    assert next_state(State.DIALOGUE, Event.SPEAK, moment(features=BAD, before=blows, level=1)) is State.DIALOGUE


@pytest.mark.parametrize(("said", "target"), [(0, State.CLOSING), (MOST_CLOSING_TURNS, State.DEBRIEF)])
def test_the_closing_ends(said: int, target: State) -> None:
    given = moment(before=(PLAIN,) * said, state=State.CLOSING)
    assert next_state(State.CLOSING, Event.SPEAK, given) is target


def test_the_debrief_is_the_end() -> None:
    assert not [pair for pair in TRANSITIONS if pair[0] is State.DEBRIEF]


def test_every_state_is_reached() -> None:
    reached = {way.target for ways in TRANSITIONS.values() for way in ways}
    assert reached == set(State) - {State.BRIEFING}


def test_the_diagram_shows_every_way_of_the_table() -> None:
    drawn = [line for line in diagram().splitlines() if ": " in line]
    assert len(drawn) == sum(len(ways) for ways in TRANSITIONS.values())
    assert "    dialogue --> closing: speak [out_of_patience]" in drawn
