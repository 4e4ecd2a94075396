"""The sheet: nothing is changed in place, nothing typed is lost, a new year keeps what was planned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.coach import History, Scene, Step, Worksheet, next_year
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.errors import UnknownYearError
from assistant.coach.training import TrainingStep
from assistant.coach.worksheet import Basics, TrainingPlan

SHEET = Worksheet(municipality="海風市", year=2025)


def test_writing_gives_a_new_sheet_and_leaves_the_old_one() -> None:
    written = SHEET.with_cell(Scene.DAILY, Step.VISION, "家で暮らし続けられる")
    assert written.text(Scene.DAILY, Step.VISION) == "家で暮らし続けられる"
    assert SHEET.text(Scene.DAILY, Step.VISION) == ""
    assert written.text(Scene.TRANSITION, Step.VISION) == ""


def test_cells_stand_in_the_order_of_the_sheet_and_the_last_text_counts() -> None:
    sheet = SHEET.with_cell(Scene.DAILY, Step.GOALS, "目標").with_cell(Scene.DAILY, Step.VISION, "姿")
    sheet = sheet.with_cell(Scene.DAILY, Step.GOALS, "書き直した目標")
    assert [(cell.step, cell.text) for cell in sheet.plan(Scene.DAILY).cells] == [
        (Step.VISION, "姿"),
        (Step.GOALS, "書き直した目標"),
    ]
    assert [plan.scene for plan in sheet.scenes] == list(Scene)


def test_a_blank_text_clears_the_cell() -> None:
    sheet = SHEET.with_cell(Scene.DAILY, Step.VISION, "姿").with_cell(Scene.DAILY, Step.VISION, "  \n")
    assert sheet.plan(Scene.DAILY).cells == ()


def test_the_next_year_starts_from_the_plan_without_what_was_done_or_excused() -> None:
    sheet = SHEET.with_cell(Scene.DAILY, Step.VISION, "姿", kept="医師会と合意した表現のため")
    plan = replace(
        sheet.plan(Scene.DAILY),
        progress=(Progress(measure="連絡票", date="2025-09", note="2病院で開始"),),
        reviews=(Review(measure="連絡票"),),
        decisions=(Decision(text="3病院へ広げる", reason="効果があった"),),
    )
    sheet = replace(sheet.with_plan(plan), training=TrainingPlan(notes=((TrainingStep.OFFICE, "狙い"),)))
    history = History(municipality="海風市").with_sheet(sheet).opened()
    new = history.of(2026)
    assert new.text(Scene.DAILY, Step.VISION) == "姿"
    assert new.plan(Scene.DAILY).cells[0].kept == ""
    assert new.plan(Scene.DAILY).progress == new.plan(Scene.DAILY).reviews == new.plan(Scene.DAILY).decisions == ()
    assert new.training.text(TrainingStep.OFFICE) == ""
    assert history.of(2025) == sheet


def test_a_history_keeps_one_sheet_a_year_in_order() -> None:
    history = History(municipality="海風市").with_sheet(next_year(SHEET)).with_sheet(SHEET)
    again = history.with_sheet(SHEET.with_cell(Scene.DAILY, Step.VISION, "姿"))
    assert [sheet.year for sheet in again.sheets] == [2025, 2026]
    assert again.of(2025).text(Scene.DAILY, Step.VISION) == "姿"


def test_a_year_without_a_plan_is_named() -> None:
    with pytest.raises(UnknownYearError, match="2031"):
        History(municipality="海風市").with_sheet(SHEET).of(2031)
    with pytest.raises(UnknownYearError):
        History(municipality="海風市").opened()


def test_basics_are_known_only_when_all_three_are_there() -> None:
    assert not Basics(population=82_000, ageing_rate=31.4).known
    assert Basics(population=82_000, ageing_rate=31.4, certified=4_900).known


@pytest.mark.parametrize(
    ("review", "complete"),
    [
        (Review(measure="m"), False),
        (
            Review(measure="m", carried_out=Carried.YES, result="r", contributes="c", why="w", verdict=Verdict.KEEP),
            True,
        ),
        (
            Review(measure="m", carried_out=Carried.NO, result="r", contributes="c", why="w", verdict=Verdict.CHANGE),
            False,
        ),
        (
            Review(
                measure="m", carried_out=Carried.NO, result="r", contributes="c", why="w", verdict=Verdict.CHANGE,
                improvement="i",
            ),
            True,
        ),
    ],
)  # fmt: skip
def test_a_review_is_complete_when_all_questions_are_answered(review: Review, complete: bool) -> None:
    assert review.complete is complete
