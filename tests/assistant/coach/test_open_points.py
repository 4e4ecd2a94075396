"""Do, Check and Act ask for one thing after another until nothing is open; each answer finds its place."""

from __future__ import annotations

from dataclasses import replace

from assistant.coach import Scene, Step, Worksheet
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.facts import plan_facts
from assistant.coach.open_points import Slot, measures, open_points, with_answer
from assistant.coach.plan_machine import PlanState
from assistant.coach.worksheet import ScenePlan
from tests.assistant.coach.plans import SHARE

SCENE = Scene.TRANSITION
PLANNED = Worksheet(municipality="海風市", year=2026).with_cell(SCENE, Step.MEASURES, "・様式をそろえる\n・電話で伝える")


def answered(sheet: Worksheet, state: PlanState, *said: str) -> Worksheet:
    for words in said:
        point = next(open_points(sheet, SCENE, state))
        plan = with_answer(sheet.plan(SCENE), point, words, date="2026-09-01")
        assert plan is not None, point
        sheet = sheet.with_plan(plan)
    return sheet


def test_measures_are_those_that_are_spoken_of_or_else_the_points_of_the_cell() -> None:
    assert measures(PLANNED.plan(SCENE)) == ("様式をそろえる", "電話で伝える")
    reviewed = replace(PLANNED.plan(SCENE), reviews=(Review(measure="様式"),))
    assert measures(reviewed) == ("様式",)


def test_do_asks_for_each_measure_and_is_done() -> None:
    after = answered(PLANNED, PlanState.DO, "9月に案を確かめた")

    assert [(row.measure, row.date, row.note) for row in after.plan(SCENE).progress] == [
        ("様式をそろえる", "2026-09-01", "9月に案を確かめた"),
    ]  # fmt: skip
    assert list(open_points(after, SCENE, PlanState.DO)) == []


def test_do_without_measures_points_at_the_cell() -> None:
    (point,) = open_points(Worksheet(municipality="海風市", year=2026), SCENE, PlanState.DO)

    assert point.slot is Slot.NOWHERE
    assert with_answer(ScenePlan(scene=SCENE), point, "進んだ", date="") is None


def test_check_goes_through_figure_16_and_asks_how_to_change() -> None:
    one = replace(PLANNED, scenes=()).with_cell(SCENE, Step.MEASURES, "様式をそろえる")
    after = answered(one, PlanState.CHECK, "一部", "3日が1日になった", "支えがそろう", "病棟が加わった", "変えて続ける", "夜は電話")

    assert after.plan(SCENE).reviews == (
        Review(measure="様式をそろえる", carried_out=Carried.PARTLY, result="3日が1日になった", contributes="支えがそろう",
               why="病棟が加わった", verdict=Verdict.CHANGE, improvement="夜は電話"),
    )  # fmt: skip
    assert after.plan(SCENE).reviews[0].complete
    assert list(open_points(after, SCENE, PlanState.CHECK)) == []


def test_a_choice_in_other_words_is_not_guessed() -> None:
    point = next(open_points(PLANNED, SCENE, PlanState.CHECK))

    assert with_answer(PLANNED.plan(SCENE), point, "だいたい", date="") is None


def test_check_asks_for_the_value_of_the_year() -> None:
    plan = replace(PLANNED.plan(SCENE), indicators=(SHARE,), cells=())
    questions = [point.question for point in open_points(PLANNED.with_plan(plan), SCENE, PlanState.CHECK)]

    assert any("2026年度の値" in question and SHARE.name in question for question in questions)


def test_act_asks_about_what_changes_and_for_the_reason() -> None:
    reviews = (Review(measure="様式", verdict=Verdict.CHANGE),)
    sheet = PLANNED.with_plan(replace(PLANNED.plan(SCENE), reviews=reviews))

    assert "「様式」は「変えて続ける」" in next(open_points(sheet, SCENE, PlanState.ACT)).question
    after = answered(sheet, PlanState.ACT, "夜は電話で伝える", "夜だけ遅れたため")
    assert after.plan(SCENE).decisions == (Decision(text="夜は電話で伝える", reason="夜だけ遅れたため"),)
    assert list(open_points(after, SCENE, PlanState.ACT)) == []


def test_a_row_that_only_names_its_measure_waits_for_its_progress() -> None:
    rows = (Progress(measure="様式をそろえる", date="", note=""), Progress(measure="電話で伝える", date="2026-08", note="始めた"))
    named = PLANNED.with_plan(replace(PLANNED.plan(SCENE), progress=rows))
    assert [point.about for point in open_points(named, SCENE, PlanState.DO)] == ["様式をそろえる"]
    assert not plan_facts(named.with_plan(replace(named.plan(SCENE), progress=rows[:1])), SCENE, PlanState.DO).progress_noted

    after = answered(named, PlanState.DO, "9月に案を確かめた")

    assert [(row.measure, row.note) for row in after.plan(SCENE).progress] == [
        ("様式をそろえる", "9月に案を確かめた"), ("電話で伝える", "始めた"),
    ]  # fmt: skip
