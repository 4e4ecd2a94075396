"""The dialogue behind the eight steps: it asks, helps and points, and writes nothing."""

from __future__ import annotations

import pytest

from assistant.coach import Code, Scene, Worksheet
from assistant.coach.cycle_dialogue import cycle_reply, training_reply
from assistant.coach.dialogue import Kind
from assistant.coach.errors import TextTooLongError, UnknownStepError
from assistant.coach.plan_machine import PlanState
from assistant.coach.steps import Step
from assistant.coach.talking import parse_place, turn_at
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from tests.assistant.coach.plans import full_plan

EMPTY = Worksheet(municipality="海風市", year=2026)


def test_the_next_open_question_is_asked() -> None:
    turn = cycle_reply(full_plan(), Scene.TRANSITION, PlanState.CHECK)

    assert turn.kind is Kind.ASK
    assert "入退院支援" in turn.text
    assert "「様式の統一」を行って" in turn.question
    assert turn.sources


@pytest.mark.parametrize(("said", "kind"), [("ヒント", Kind.HELP), ("なぜ", Kind.WHY), ("例", Kind.EXAMPLE)])
@pytest.mark.parametrize("place", [PlanState.DO, PlanState.CHECK, PlanState.ACT, *TRAINING_STEPS])
def test_help_why_and_examples_everywhere(place: PlanState | TrainingStep, said: str, kind: Kind) -> None:
    turn = turn_at(EMPTY, Scene.DAILY, place, said)

    assert turn.kind is kind
    assert turn.question.endswith(("か。", "ます。"))


@pytest.mark.parametrize(
    ("state", "said", "code"),
    [
        (PlanState.CHECK, "在宅看取り率は全国平均より低いので悪い。", Code.NATIONAL_AVERAGE_ONLY),
        (PlanState.ACT, "来年は在宅看取り率を30％に引き上げる。", Code.HOME_DEATH_RATE_TARGET),
    ],
)
def test_what_is_said_is_checked_where_a_check_fits(state: PlanState, said: str, code: Code) -> None:
    turn = cycle_reply(EMPTY, Scene.END_OF_LIFE, state, said)

    assert turn.kind is Kind.FINDING
    assert turn.finding is not None
    assert turn.finding.code is code


def test_what_is_done_is_told() -> None:
    assert cycle_reply(full_plan(), Scene.TRANSITION, PlanState.DO).kind is Kind.FINE
    told = training_reply(full_plan(), TrainingStep.OFFICE)
    assert "次は「ワーキングチーム」です。" in told.text


def test_too_much_is_refused() -> None:
    with pytest.raises(TextTooLongError):
        cycle_reply(EMPTY, Scene.DAILY, PlanState.DO, "あ" * 4001)


@pytest.mark.parametrize(
    ("name", "place"),
    [("目標設定", Step.GOALS), ("5", Step.GOALS), ("評価", Step.EVALUATION), ("評価（Check）", PlanState.CHECK),
     ("do", PlanState.DO), ("改善", PlanState.ACT), ("実施", TrainingStep.HELD), ("総括", TrainingStep.SUMMARY)],
)  # fmt: skip
def test_every_place_has_names_of_its_own(name: str, place: object) -> None:
    assert parse_place(name) is place


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UnknownStepError):
        parse_place("予算")
