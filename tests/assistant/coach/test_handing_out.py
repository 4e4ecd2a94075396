"""What stays in the office when a plan is put before a doctors' association."""

from __future__ import annotations

import pytest

from assistant.coach.findings import Code
from assistant.coach.handing_out import for_others
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import Worksheet

RATE = "看取り率を30％にする。"


def sheet(step: Step, text: str) -> Worksheet:
    return Worksheet(municipality="海風市", year=2031).with_cell(Scene.DAILY, step, text)


def test_only_the_sentence_at_fault_is_left_out_and_the_plan_keeps_it() -> None:
    plan = sheet(Step.VISION, f"望む人が家で最期まで暮らせる。{RATE}")
    shown, held = for_others(plan)

    assert shown.text(Scene.DAILY, Step.VISION) == "望む人が家で最期まで暮らせる。"
    assert [(one.scene, one.step, one.code, one.text) for one in held] == [
        (Scene.DAILY, Step.VISION, Code.HOME_DEATH_RATE_TARGET, RATE)
    ]
    assert "日常の療養支援" in held[0].told and RATE in held[0].told and "数値目標" in held[0].told
    assert RATE in plan.text(Scene.DAILY, Step.VISION)


def test_items_with_circled_numbers_are_told_apart() -> None:
    shown, held = for_others(sheet(Step.MEASURES, "①退院前に顔を合わせる。②様式をそろえる。③在宅看取り率を30％に上げる。"))

    assert shown.text(Scene.DAILY, Step.MEASURES) == "①退院前に顔を合わせる。②様式をそろえる。"
    assert [one.text for one in held] == ["③在宅看取り率を30％に上げる。"]


def test_an_event_as_an_end_is_held_back_whole() -> None:
    shown, held = for_others(sheet(Step.VISION, "研修会を年3回開催する。"))

    assert shown.text(Scene.DAILY, Step.VISION) == ""
    assert [one.code for one in held] == [Code.MEANS_AS_END]


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step.VISION, "望む人が住み慣れた家で安心して暮らし続けられる。"),
        (Step.VISION, "望む人が家で暮らせる。看取り率は目標にしない。"),
        (Step.MEASURES, "研修をする。"),
    ],
)
def test_what_is_only_thin_or_said_rightly_is_handed_out(step: Step, text: str) -> None:
    assert for_others(sheet(step, text)) == (sheet(step, text), ())
