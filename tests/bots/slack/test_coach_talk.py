"""The coach in a thread, behind the eight steps too: on a sheet that the page writes in as well."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.coach import STEPS, Scene, Step, Worksheet
from assistant.coach.changes import Author
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.parts import cell, cycle
from assistant.coach.plan_machine import PlanState
from assistant.coach.position import position
from assistant.coach.training import TrainingStep
from assistant.coach.worksheet import Basics, ScenePlan
from assistant.sessions.worksheets import KeptSheet, Worksheets
from bots.slack.coach_talk import START as COACH
from tests.bots.slack.desk import Office, buttons, shown
from tests.bots.slack.talking import begin, begun, say

Thread = tuple[str, str]
SCENE = Scene.END_OF_LIFE
PAGE = Author(id="local", name="佐藤")
BASICS = Basics(population=48210, ageing_rate=33.4, certified=3105)


@pytest.fixture
def sheets(office: Office) -> Worksheets:
    return Worksheets(office.app.stores.records)


@pytest.fixture
def kept(sheets: Worksheets) -> KeptSheet:
    """A plan whose eight steps were written on the page, with two measures, but for the last step."""
    sheet = Worksheet(municipality="海風市", year=2026, basics=BASICS)
    for step in STEPS[:-1]:
        sheet = sheet.with_cell(SCENE, step, "連携を強化する。", kept="庁内でそろえるため")
    return sheets.create(sheet.with_cell(SCENE, Step.MEASURES, "・手順をそろえる\n・家族に説明する", kept="様式のため"), PAGE)


def on_page(sheets: Worksheets, kept: KeptSheet, **values: object) -> None:
    """What somebody saves on the page of Do, Check and Act."""
    part, now = cycle(SCENE), sheets.get(kept.head.id)
    sheets.save(kept.head.id, PAGE, part, lambda sheet: sheet.with_plan(replace(sheet.plan(SCENE), **values)),  # type: ignore[arg-type]
                seen=now.revision(part))  # fmt: skip


def plan(sheets: Worksheets, kept: KeptSheet) -> ScenePlan:
    return sheets.get(kept.head.id).sheet.plan(SCENE)


def coach(office: Office, kept: KeptSheet | None, scene: str = SCENE.value) -> Thread:
    return begin(office, "コーチ", COACH, {"sheet": kept.head.id if kept else "", "scene": scene})


def opening(office: Office, thread: Thread) -> str:
    return shown(office.workspace.thread(*thread)[0].blocks)


def test_a_scene_goes_on_from_the_eighth_step_to_act(office: Office, sheets: Worksheets, kept: KeptSheet) -> None:
    thread = coach(office, kept)
    assert "8．共有・合意" in opening(office, thread)
    told = say(office, thread, "保存：医師会と訪問看護に、6月の会議で示して合意した。")
    assert told.index("「共有・合意」の欄に書き込みました") < told.index("実施（Do）") < told.index("「手順をそろえる」は、いまどこまで")

    assert "「保存」、書き直すなら" in say(office, thread, "9月に3か所で確かめた")
    assert plan(sheets, kept).progress == ()  # what is said is not written
    assert "「家族に説明する」は、いまどこまで" in say(office, thread, "保存")
    assert [(row.measure, row.note) for row in plan(sheets, kept).progress] == [("手順をそろえる", "9月に3か所で確かめた")]

    assert "予定どおりに行えましたか" in say(office, thread, "次へ")
    for said in ("一部", "家族の声が増えた", "家で見送れた", "看護師が加わった", "やめる"):
        assert "評価（Check）」の欄に書き込みました" in say(office, thread, f"保存：{said}")
    assert "「家族に説明する」は、当初の予定どおり" in say(office, thread, "例")
    for said in ("予定どおり", "安心の声", "近づいた", "職員の協力", "同じように続ける"):
        say(office, thread, f"保存：{said}")
    assert [review.complete for review in plan(sheets, kept).reviews] == [True, True]

    assert "次の年の計画では、何をどう書き換えますか" in say(office, thread, "次へ")
    assert "と決めたのは、なぜですか" in say(office, thread, "保存：別の手順にする")
    say(office, thread, "保存：手間が多いため")
    assert plan(sheets, kept).decisions == (Decision(text="別の手順にする", reason="手間が多いため"),)
    assert position(sheets.get(kept.head.id).sheet, SCENE).refused == ""
    assert sheets.get(kept.head.id).changes[-1].author.name == "Slackの利用者（U1）"

    assert "「翌年度」" in say(office, thread, "次へ")
    assert "「海風市 2027年度」の計画を始めました" in say(office, thread, "翌年度")
    say(office, thread, "保存：望む所で過ごせている。")
    [head] = [head for head in sheets.heads() if "2027" in head.title]
    assert sheets.get(head.id).sheet.text(SCENE, Step.VISION) == "望む所で過ごせている。"
    assert plan(sheets, kept).text(Step.VISION) == "連携を強化する。"  # the year before is left alone


def test_a_refused_move_says_what_is_missing(office: Office, sheets: Worksheets, kept: KeptSheet) -> None:
    thread = coach(office, kept)
    refused = say(office, thread, "次へ")
    assert "この欄はまだ空です" in refused
    assert "「保存」で" not in refused
    say(office, thread, "医師会と合意した。")
    assert "「保存」で、最後に書いた文を書き込めます" in say(office, thread, "次へ")

    assert "実施（Do）" in say(office, thread, "実施へ")  # every place can be opened at any time
    assert "進み具合を、一つ以上記録してください" in say(office, thread, "次へ")
    say(office, thread, "評価へ")
    assert "対応策ごとに答えてください" in say(office, thread, "次へ")
    say(office, thread, "改善へ")
    assert "持ち越すことと、その理由" in say(office, thread, "翌年度")
    assert "評価（Check）" in say(office, thread, "戻る")
    say(office, thread, "1へ")
    assert "ここが最初の欄です" in say(office, thread, "戻る")
    assert "その操作はできません" in say(office, thread, "翌年度")


def test_a_reason_lets_one_go_on_and_stays_in_the_sheet(office: Office, sheets: Worksheets, kept: KeptSheet) -> None:
    thread = coach(office, kept, Scene.DAILY.value)
    told = say(office, thread, "保存：令和8年度末までに看取り率を25％に上げる。")
    assert told.index("看取り率を数値目標") < told.index("書き込みました") < told.index("「このまま：（理由）」")
    assert "現状把握" not in told
    assert "300文字以内" in say(office, thread, f"このまま：{'あ' * 301}")
    assert "現状把握" in say(office, thread, "このまま：上位計画の文のため")

    [written] = sheets.get(kept.head.id).sheet.plan(Scene.DAILY).cells
    assert written.kept == "上位計画の文のため"


def test_an_answer_stays_with_its_question_while_the_page_writes(
    office: Office, sheets: Worksheets, kept: KeptSheet
) -> None:
    thread = coach(office, kept)
    say(office, thread, "実施へ")
    say(office, thread, "会議録の様式を直した")  # of the first measure
    on_page(sheets, kept, progress=(Progress(measure="手順をそろえる", date="2026-09", note="案ができた"),
                                    Progress(measure="家族に説明する", date="", note="")))  # fmt: skip

    told = say(office, thread, "保存")
    assert "書き込んでいません" in told
    assert "「家族に説明する」は、いまどこまで" in told
    assert "会議録" not in str(plan(sheets, kept))  # not under another measure, and not over what stands there
    say(office, thread, "冊子を配った")
    on_page(sheets, kept, reviews=(Review(measure="手順をそろえる", carried_out=Carried.YES),))
    say(office, thread, "保存")  # something else was saved: no reason to refuse this
    assert [row.note for row in plan(sheets, kept).progress] == ["案ができた", "冊子を配った"]
    assert plan(sheets, kept).reviews


def test_a_cell_that_was_saved_on_the_page_is_shown_before_it_is_written_over(
    office: Office, sheets: Worksheets, kept: KeptSheet
) -> None:
    thread = coach(office, kept)
    say(office, thread, "医師会と合意した。")
    part = cell(SCENE, Step.SHARING)
    sheets.save(kept.head.id, PAGE, part, lambda sheet: sheet.with_cell(SCENE, Step.SHARING, "6月の会議で示した。"), seen=0)

    told = say(office, thread, "保存")
    assert "佐藤さんが先に保存しています" in told
    assert "6月の会議で示した。" in told
    assert plan(sheets, kept).text(Step.SHARING) == "6月の会議で示した。"
    assert "書き込みました" in say(office, thread, "保存")
    assert plan(sheets, kept).text(Step.SHARING) == "医師会と合意した。"


def test_questions_can_be_taken_in_another_order_and_answered_again(
    office: Office, sheets: Worksheets, kept: KeptSheet
) -> None:
    thread = coach(office, kept)
    say(office, thread, "実施へ")
    assert "「家族に説明する」は" in say(office, thread, "ほかの問い")
    say(office, thread, "保存：冊子を配った")
    assert "「家族に説明する」に、その後の動きは" in say(office, thread, "保存：様式を直した")
    say(office, thread, "保存：説明会を開いた")
    assert "「手順をそろえる」に、その後の動きは" in say(office, thread, "ほかの問い")

    rows = [(row.measure, row.note) for row in plan(sheets, kept).progress]
    assert rows == [("家族に説明する", "冊子を配った"), ("手順をそろえる", "様式を直した"), ("家族に説明する", "説明会を開いた")]


def test_only_offered_words_answer_a_choice(office: Office, sheets: Worksheets, kept: KeptSheet) -> None:
    thread = coach(office, kept)
    say(office, thread, "評価へ")
    assert "（　）の中の言葉" in say(office, thread, "だいたい")
    assert "まだ書き込む文がありません" in say(office, thread, "保存")
    say(office, thread, "一部")
    say(office, thread, "保存")

    [review] = plan(sheets, kept).reviews
    assert (review.measure, review.carried_out, review.verdict) == ("手順をそろえる", Carried.PARTLY, None)


def test_without_measures_the_coach_says_where_they_are_written(office: Office, sheets: Worksheets) -> None:
    bare = sheets.create(Worksheet(municipality="山里町", year=2026), PAGE)
    thread = coach(office, bare)
    assert "対応策がまだ書かれていません" in say(office, thread, "実施へ")

    assert "対応策は「6へ」" in say(office, thread, "保存：順調です")
    assert plan(sheets, bare).progress == ()


def test_a_plan_of_the_page_goes_on_in_slack_where_it_stands(
    office: Office, sheets: Worksheets, kept: KeptSheet
) -> None:
    done = {step: Review(measure=name, carried_out=Carried.YES, result="出た", contributes="近づいた", why="協力", verdict=Verdict.KEEP)
            for step, name in ((1, "手順をそろえる"), (2, "家族に説明する"))}  # fmt: skip
    part = cell(SCENE, Step.SHARING)
    sheets.save(kept.head.id, PAGE, part, lambda s: s.with_cell(SCENE, Step.SHARING, "合意", kept="様式"), seen=0)
    on_page(sheets, kept, progress=(Progress(measure="手順をそろえる", date="2026-09", note="案ができた"),))
    first = opening(office, coach(office, kept))
    assert "評価（Check）" in first
    assert "案ができた" in first

    on_page(sheets, kept, reviews=tuple(done.values()))
    thread = coach(office, kept)
    assert "改善（Act）" in opening(office, thread)
    assert position(sheets.get(kept.head.id).sheet, SCENE).state is PlanState.ACT
    standing = say(office, thread, "いまどこ")
    assert "看取り　いまの段：改善（Act）　次の年度に持ち越すこと" in standing
    assert "日常の療養支援　いまの段：（1）めざす姿" in standing
    assert "このスレッドでは「看取り　改善（Act）」" in standing


def test_the_home_tab_goes_on_behind_the_eight_steps(office: Office, sheets: Worksheets) -> None:
    sheet = Worksheet(municipality="海風市", year=2026)
    for scene in Scene:
        for step in STEPS:
            sheet = sheet.with_cell(scene, step, "連携を強化する。", kept="庁内でそろえるため")
    sheets.create(sheet, PAGE)
    blocks = office.home()["blocks"]
    assert "（次：日常の療養支援の実施（Do））" in shown(blocks)
    office.click(buttons(blocks, COACH)[0])

    assert "「連携を強化する。」は、いまどこまで" in opening(office, begun(office))


def test_the_training_is_talked_through_and_saved(office: Office, sheets: Worksheets, kept: KeptSheet) -> None:
    thread = coach(office, kept, "training")
    assert office.workspace.titles[thread[1]].startswith("コーチ：多職種研修（海風市")
    assert "1．担当課の検討" in opening(office, thread)
    assert "この欄はまだ空です" in say(office, thread, "次へ")
    assert "最初の段" in say(office, thread, "戻る")
    say(office, thread, "医師と訪問看護が話せる場をつくる")
    assert "2．ワーキングチーム" in say(office, thread, "保存")
    say(office, thread, "5へ")  # a step of the training, in a thread about the training
    assert "最後です" in say(office, thread, "保存：課題をシートに加えた")

    training = sheets.get(kept.head.id).sheet.training
    assert training.notes == (
        (TrainingStep.OFFICE, "医師と訪問看護が話せる場をつくる"), (TrainingStep.SUMMARY, "課題をシートに加えた")
    )  # fmt: skip
    assert "2．ワーキングチーム" in opening(office, coach(office, kept, "training"))
    assert "2．ワーキングチーム" in say(office, coach(office, kept), "研修へ")


def test_a_text_that_was_left_behind_is_not_lost_without_a_word(
    office: Office, sheets: Worksheets, kept: KeptSheet
) -> None:
    thread = coach(office, kept)
    say(office, thread, "医師会と合意した。")

    assert "書き込んでいません" in say(office, thread, "実施へ")
    assert "まだ書き込む文がありません" in say(office, thread, "保存")


def test_a_draft_that_only_ends_like_a_move_is_a_draft(office: Office, sheets: Worksheets, kept: KeptSheet) -> None:
    thread = coach(office, kept)
    say(office, thread, "病院から在宅へ")
    say(office, thread, "保存")

    assert plan(sheets, kept).text(Step.SHARING) == "病院から在宅へ"


def test_a_thread_begun_with_an_earlier_version_goes_on(office: Office, sheets: Worksheets, kept: KeptSheet) -> None:
    thread = coach(office, kept)
    records = office.app.stores.records
    [head] = [h for h in records.heads("slack_thread", owner=None, limit=9) if thread[1] in h.owner]
    record = records.get("slack_thread", head.id, owner=None)
    old = {name: value for name, value in record.body.items() if name not in ("asked", "seen")}
    records.save(record, body=json.loads(json.dumps(old)))

    say(office, thread, "医師会と合意した。")
    assert "「共有・合意」の欄に書き込みました" in say(office, thread, "保存")
