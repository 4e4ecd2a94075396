"""The tables: every pair of state and event, every guard, and the pictures made from them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from assistant.coach import STEPS, Scene, Step, Worksheet
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.diagram import names_of, render
from assistant.coach.errors import MoveError
from assistant.coach.facts import plan_facts, training_facts
from assistant.coach.machine import Effect, Facts, explain, step
from assistant.coach.plan_machine import TRANSITIONS, PlanEvent, PlanState
from assistant.coach.training import TrainingStep
from assistant.coach.training_machine import TRAINING_TRANSITIONS, TrainingEvent
from assistant.coach.worksheet import Basics, TrainingPlan

DONE = Facts(
    basics_known=True, written=True, reason="理由", progress_noted=True, reviewed=True, decided=True
)  # fmt: skip
ORDER = list(PlanState)
S, E = PlanState, PlanEvent


def expected(state: PlanState, event: PlanEvent) -> PlanState | None:
    """Where the pair leads when all guards hold, said again in words; None where it is impossible."""
    if event in (E.WRITE, E.ASK_HELP):
        return state
    if event is E.BACK:
        return None if state is S.PREWORK else ORDER[ORDER.index(state) - 1]
    if event is E.NEXT:
        return None if state is S.ACT else ORDER[ORDER.index(state) + 1]
    if event is E.KEEP:
        return ORDER[ORDER.index(state) + 1] if state.sheet_step else None
    return S.PREWORK if state is S.ACT else None


@pytest.mark.parametrize(("state", "event"), list(product(PlanState, PlanEvent)))
def test_every_pair_of_the_plan(state: PlanState, event: PlanEvent) -> None:
    target = expected(state, event)
    if target is None:
        with pytest.raises(MoveError, match=event.value):
            step(TRANSITIONS, state, event, DONE)
        return
    outcome = step(TRANSITIONS, state, event, DONE)
    assert outcome.state is target
    assert outcome.refused == ""
    assert outcome.effects


@pytest.mark.parametrize(("state", "event"), list(product(TrainingStep, TrainingEvent)))
def test_every_pair_of_the_training(state: TrainingStep, event: TrainingEvent) -> None:
    if (state, event) == (TrainingStep.OFFICE, TrainingEvent.BACK):
        with pytest.raises(MoveError):
            step(TRAINING_TRANSITIONS, state, event, DONE)
        return
    order = list(TrainingStep)
    by = {TrainingEvent.NEXT: 1, TrainingEvent.BACK: -1}.get(event, 0)
    outcome = step(TRAINING_TRANSITIONS, state, event, DONE)
    assert outcome.state is order[(order.index(state) + by) % len(order)]


@pytest.mark.parametrize(
    ("state", "event", "facts", "refused"),
    [
        (S.PREWORK, E.NEXT, replace(DONE, basics_known=False), "basics_known"),
        (S.VISION, E.NEXT, replace(DONE, written=False), "written"),
        (S.GOALS, E.NEXT, replace(DONE, open_errors=1), "no_error_open"),
        (S.GOALS, E.KEEP, replace(DONE, open_errors=1, reason=" "), "reason_given"),
        (S.MEASURES, E.KEEP, replace(DONE, written=False), "written"),
        (S.DO, E.NEXT, replace(DONE, progress_noted=False), "progress_noted"),
        (S.CHECK, E.NEXT, replace(DONE, reviewed=False), "reviewed"),
        (S.ACT, E.NEXT_YEAR, replace(DONE, decided=False), "decided"),
    ],
)
def test_a_guard_keeps_the_state_and_says_what_is_missing(
    state: PlanState, event: PlanEvent, facts: Facts, refused: str
) -> None:
    outcome = step(TRANSITIONS, state, event, facts)
    assert (outcome.state, outcome.refused) == (state, refused)
    assert outcome.effects == (Effect.EXPLAIN_REFUSAL,)
    assert explain(refused).endswith("。")


def test_a_text_with_an_error_goes_on_only_with_a_reason() -> None:
    facts = replace(DONE, open_errors=2)
    assert step(TRANSITIONS, S.VISION, E.NEXT, facts).state is S.VISION
    kept = step(TRANSITIONS, S.VISION, E.KEEP, facts)
    assert kept.state is S.SITUATION
    assert Effect.NOTE_REASON in kept.effects


def test_writing_saves_before_it_checks() -> None:
    assert step(TRANSITIONS, S.ISSUES, E.WRITE, Facts()).effects == (Effect.SAVE_TEXT, Effect.RUN_CHECKS)


@given(st.lists(st.sampled_from(list(PlanEvent)), max_size=40))
def test_no_walk_leaves_the_table_or_skips_a_step(events: list[PlanEvent]) -> None:
    state = S.PREWORK
    for event in events:
        if (state, event) not in TRANSITIONS:
            continue
        outcome = step(TRANSITIONS, state, event, DONE)
        distance = abs(ORDER.index(outcome.state) - ORDER.index(state))
        assert distance <= 1 or (state, outcome.state) == (S.ACT, S.PREWORK)
        state = outcome.state


def test_every_state_is_reached_and_left() -> None:
    reached = {move.target for (state, _), move in TRANSITIONS.items() if move.target is not state}
    left = {state for (state, _), move in TRANSITIONS.items() if move.target is not state}
    assert reached == left == set(PlanState)


def test_the_steps_of_the_sheet_are_states() -> None:
    assert [state.sheet_step for state in PlanState if state.sheet_step] == list(STEPS)


def test_facts_are_read_off_the_sheet() -> None:
    sheet = Worksheet(municipality="海風市", year=2025)
    assert plan_facts(sheet, Scene.DAILY, S.VISION) == Facts()
    sheet = replace(sheet, basics=Basics(population=1, ageing_rate=1.0, certified=1))
    sheet = sheet.with_cell(Scene.DAILY, Step.VISION, "研修会を年3回開催する。")
    facts = plan_facts(sheet, Scene.DAILY, S.VISION, reason="仮置き")
    assert (facts.basics_known, facts.written, facts.open_errors, facts.reason) == (True, True, 1, "仮置き")
    done = replace(
        sheet.plan(Scene.DAILY),
        progress=(Progress(measure="m", date="2025-09", note="n"),),
        reviews=(
            Review(measure="m", carried_out=Carried.YES, result="r", contributes="c", why="w", verdict=Verdict.KEEP),
        ),
        decisions=(Decision(text="t", reason="r"),),
    )
    facts = plan_facts(sheet.with_plan(done), Scene.DAILY, S.CHECK)
    assert (facts.progress_noted, facts.reviewed, facts.decided) == (True, True, True)


def test_training_facts_are_read_off_the_sheet() -> None:
    sheet = Worksheet(municipality="海風市", year=2025, training=TrainingPlan(notes=((TrainingStep.HELD, "62名"),)))
    assert training_facts(sheet, TrainingStep.HELD).written
    assert not training_facts(sheet, TrainingStep.SUMMARY).written


def test_the_picture_shows_every_move_of_the_table_and_no_other() -> None:
    for table, group in ((TRANSITIONS, "plan"), (TRAINING_TRANSITIONS, "training")):
        picture = render(table, names_of(group))  # type: ignore[type-var]
        moves = [(state, move.target) for (state, _), move in table.items() if move.target is not state]
        assert picture.startswith("stateDiagram-v2\n")
        assert picture.count(" --> ") == len(moves) + 1
        assert all(f"    {state} --> {target}: " in picture for state, target in moves)
    assert "（1）めざす姿" in render(TRANSITIONS, names_of("plan"))


def test_the_documentation_shows_the_tables_as_they_are() -> None:
    told = (prompts.ROOT.parent / "docs" / "coach.md").read_text(encoding="utf-8")

    assert render(TRANSITIONS, names_of("plan")) in told
    assert render(TRAINING_TRANSITIONS, names_of("training")) in told


def test_every_guard_has_words() -> None:
    guards = {guard.name for move in TRANSITIONS.values() for guard in move.guards}
    assert guards == set(prompts.load("coach/machine")["guards"])
