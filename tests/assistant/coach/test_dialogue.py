"""What the coach says: a question first, then one finding at a time, and never the cell itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.coach import STEPS, Code, Scene, Step, Worksheet, check, reply
from assistant.coach.cards import step_card
from assistant.coach.dialogue import Kind
from assistant.coach.stages import Stage

SHEET = Worksheet(municipality="海風市", year=2025)
TWO_FLAWS = "研修会の開催回数"


@pytest.mark.parametrize("step", STEPS)
def test_an_empty_cell_is_asked_for_with_the_scene_and_the_reason(step: Step) -> None:
    turn = reply(SHEET, Scene.EMERGENCY, step)
    assert turn.kind is Kind.ASK
    assert "{" not in turn.text
    assert turn.sources == step_card(step).sources


def test_the_stage_adds_its_own_question_where_it_stresses_the_step() -> None:
    young = replace(SHEET, stage=Stage.PREPARATION)
    assert "整備期" in reply(young, Scene.DAILY, Step.SITUATION).text
    assert "整備期" not in reply(young, Scene.DAILY, Step.VISION).text


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("分からない", Kind.HELP), ("わかりません。", Kind.HELP), ("ヒントをください", Kind.HELP), ("なぜですか", Kind.WHY),
        ("どう書けばいいのか分からなくて困っています", Kind.HELP), ("何から書けばいいですか", Kind.HELP),
        ("医師会が協力してくれません", Kind.HELP), ("研修会をやればいいですか", Kind.HELP),
        ("例を見せて", Kind.EXAMPLE), ("例", Kind.EXAMPLE),
    ],
)  # fmt: skip
def test_help_reasons_and_examples_are_given_when_asked_for(said: str, kind: Kind) -> None:
    turn = reply(SHEET, Scene.DAILY, Step.ISSUES, said)
    assert turn.kind is kind
    assert turn.question


def test_the_same_words_inside_a_draft_are_a_draft() -> None:
    said = "夜間に誰へ電話すればよいか家族が分からないことが原因である。"
    assert reply(SHEET, Scene.EMERGENCY, Step.ISSUES, said).kind is Kind.FINE
    assert reply(SHEET, Scene.EMERGENCY, Step.ISSUES, "夜間に誰へ電話すればよいか分からない。").kind is not Kind.HELP


def test_one_finding_at_a_time_gravest_first_and_the_next_one_after_it() -> None:
    codes = [finding.code for finding in check(Step.EVALUATION, Scene.DAILY, TWO_FLAWS).findings]
    assert codes == [Code.ACTIVITY_ONLY_INDICATOR, Code.NO_BASELINE]
    first = reply(SHEET, Scene.DAILY, Step.EVALUATION, TWO_FLAWS)
    second = reply(SHEET, Scene.DAILY, Step.EVALUATION, TWO_FLAWS, raised=[codes[0]])
    again = reply(SHEET, Scene.DAILY, Step.EVALUATION, TWO_FLAWS, raised=codes)
    spoken = [turn.finding.code for turn in (first, second, again) if turn.finding]
    assert spoken == [codes[0], codes[1], codes[0]]
    assert first.kind is Kind.FINDING
    assert first.sources
    assert "考えてみましょう" in first.question


def test_a_finding_quotes_what_it_is_about() -> None:
    turn = reply(SHEET, Scene.TRANSITION, Step.VISION, "研修会を年3回開く")
    assert "手段の目的化" in turn.text
    assert "「研修会を年3回開く」" in turn.text
    assert "入退院支援" in turn.question


def test_a_good_draft_leads_on_to_the_next_step_and_is_not_written() -> None:
    said = "退院後も住み慣れた家で、痛みや不安が少なく暮らせている"
    turn = reply(SHEET, Scene.TRANSITION, Step.VISION, said)
    assert (turn.kind, turn.next_step) == (Kind.FINE, Step.SITUATION)
    assert SHEET.text(Scene.TRANSITION, Step.VISION) == ""
    last = reply(SHEET, Scene.DAILY, Step.SHARING, "協議会で医師会と訪問看護に説明し、8月から始めることで合意した。")
    assert (last.kind, last.next_step) == (Kind.FINE, None)


def test_a_hint_does_not_hold_anybody_up() -> None:
    said = "困ったときに相談できる先があると答えた家族の割合（在宅介護実態調査）"
    turn = reply(SHEET, Scene.DAILY, Step.EVALUATION, said)
    assert (turn.kind, turn.next_step) == (Kind.HINT, Step.SHARING)


def test_with_nothing_said_the_cell_as_it_stands_is_spoken_of() -> None:
    sheet = SHEET.with_cell(Scene.DAILY, Step.VISION, "研修会を年3回開く")
    turn = reply(sheet, Scene.DAILY, Step.VISION)
    assert turn.finding is not None
    assert turn.finding.code is Code.MEANS_AS_END


def test_an_aim_as_a_cause_holds_one_up_in_the_talk_as_in_the_sheet() -> None:
    turn = reply(SHEET, Scene.TRANSITION, Step.ISSUES, "困らないようにする")
    assert turn.finding is not None
    assert (turn.kind, turn.finding.code, turn.next_step) == (Kind.FINDING, Code.SOLUTION_AS_ISSUE, None)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("長期（令和9年度末）：退院した人が自宅で困らずに暮らせている。", Kind.HINT),
        ("令和9年度末までに、退院した人が自宅で困らずに暮らせている。", Kind.HINT),
        (
            "短期（令和7年度末）：病棟の看護師が退院の3日前に電話できている。"
            "長期（令和9年度末）：退院した人が自宅で困らずに暮らせている。",
            Kind.FINE,
        ),
    ],
)
def test_a_goal_without_a_near_one_is_asked_about_once(said: str, kind: Kind) -> None:
    turn = reply(SHEET, Scene.TRANSITION, Step.GOALS, said)
    assert turn.kind is kind
    assert ("今年度の終わり" in turn.question) is (kind is Kind.HINT)
    again = reply(SHEET, Scene.TRANSITION, Step.GOALS, said, raised=[Code.NO_DEADLINE])
    assert again.kind is Kind.FINE
