"""Practice and the coach in threads, on what the page keeps too."""

from __future__ import annotations

import json

import pytest

from assistant.coach import Scene, Step, Worksheet
from assistant.coach.changes import Author
from assistant.sessions.exchange import Asked
from assistant.sessions.practice import Practices, Wanted
from assistant.sessions.worksheets import Worksheets
from bots.slack.coach_talk import START as COACH
from bots.slack.home import CONTINUE as CONVERSATION
from bots.slack.practice_talk import CONTINUE
from bots.slack.practice_talk import START as PRACTICE
from tests.bots.slack.desk import WHY, Office, buttons, shown
from tests.bots.slack.talking import agree, begin, begun, say
from tests.fakes.fake_slack import TEAM


def test_practice_goes_from_the_first_word_to_the_debrief(office: Office) -> None:
    thread = begin(office, "練習", PRACTICE, {"persona": "president-cautious"})
    assert thread[0] == "D1"  # in private
    [opening] = office.workspace.thread(*thread)
    assert "慎重な医師会長" in shown(opening.blocks)
    reply = say(office, thread, "市としては、望む方が住み慣れた所で暮らし続けられる町にしたいと考えています。先生のお考えを伺わせてください。")
    assert "慎重な医師会長" in reply
    assert say(office, thread, "ヒント").startswith("ヒント：")
    debrief = say(office, thread, "終わります。")
    assert "得点" in debrief
    assert "/ 3" in debrief
    assert "この練習は終わっています" in say(office, thread, "もう一つ伺ってもよいですか")

    assert not any(message.history for message in office.workspace.thread(*thread))  # a partner does not "search"
    [kept] = Practices(office.app.stores.records).all(f"slack:{TEAM}:U1")
    assert kept.over
    assert len(kept.run.turns) == 1


def test_a_run_is_removed_by_a_word_of_its_owner(office: Office) -> None:
    thread = begin(office, "練習", PRACTICE, {"persona": "president-cautious"})
    assert "記録を消しました" in say(office, thread, "記録を消す")
    assert list(Practices(office.app.stores.records).all(f"slack:{TEAM}:U1")) == []
    assert "番号 " in say(office, thread, "先生、いかがでしょうか")  # there is nothing left to go on with


def test_a_run_begun_in_slack_goes_on_elsewhere_and_back(office: Office) -> None:
    thread = begin(office, "練習", PRACTICE, {"persona": "president-cautious"})
    practices, owner = Practices(office.app.stores.records), f"slack:{TEAM}:U1"
    [run] = practices.all(owner)
    practices.say(run.head.id, owner, run.head.revision, "夜間の電話は、まず訪問看護が受ける形を考えています。")
    say(office, thread, "先生方の負担を増やさない進め方を、一緒に考えさせてください。")

    assert len(practices.all(owner)[0].run.turns) == 2


@pytest.fixture
def sheet(office: Office) -> str:
    sheets = Worksheets(office.app.stores.records)
    return sheets.create(Worksheet(municipality="海風市", year=2026), Author(id="local", name="local")).head.id


def test_the_coach_asks_points_and_saves_only_what_it_is_told_to(office: Office, sheet: str) -> None:
    thread = begin(office, "コーチ", COACH, {"sheet": sheet, "scene": "daily"})
    [opening] = office.workspace.thread(*thread)
    assert "めざす姿" in shown(opening.blocks)
    sheets = Worksheets(office.app.stores.records)
    flawed = say(office, thread, "研修会を年3回開く")
    assert "手段の目的化" in flawed
    assert sheets.get(sheet).sheet.text(Scene.DAILY, Step.VISION) == ""
    say(office, thread, "医療と介護の両方が必要になっても、住民が望む場所で安心して暮らし続けている。")
    saved = say(office, thread, "保存")

    assert "「めざす姿」の欄に書き込みました" in saved
    assert sheets.get(sheet).changes[-1].author.name == "Slackの利用者（U1）"
    assert "現状把握" in saved
    assert sheets.get(sheet).sheet.text(Scene.DAILY, Step.VISION).startswith("医療と介護の両方が必要に")


def test_the_coach_without_a_sheet_writes_nowhere(office: Office) -> None:
    thread = begin(office, "コーチ", COACH, {"sheet": "", "scene": "end_of_life"})
    say(office, thread, "住民が望む場所で最期まで過ごせている。")

    assert "シートを選ばずに始めた" in say(office, thread, "保存")
    assert "現状把握" in say(office, thread, "次へ")


def test_a_run_begins_only_after_what_is_kept_of_it_was_agreed_to(office: Office) -> None:
    answer = office.command(office.workspace.command("練習")).json()
    first = buttons(answer["blocks"], PRACTICE)[0]
    office.click(first, channel={"id": "C1"}, container={"is_ephemeral": True, "channel_id": "C1"})
    practices, owner = Practices(office.app.stores.records), f"slack:{TEAM}:U1"
    [view] = office.workspace.views
    assert "見ることができるのは、あなただけです" in shown(view["blocks"])
    assert list(practices.all(owner)) == []

    agree(office, level="3")
    assert [run.run.level for run in practices.all(owner)] == [3]


def test_the_home_tab_shows_sheets_and_runs_and_goes_on_with_them(office: Office, sheet: str) -> None:
    practices, owner = Practices(office.app.stores.records), f"slack:{TEAM}:U1"
    run = practices.start(owner, Wanted(persona="president-cautious", consent=True))  # as the page does
    practices.say(run.head.id, owner, run.head.revision, "夜間の電話は、まず訪問看護が受ける形を考えています。")
    blocks = office.home()["blocks"]
    assert "海風市" in shown(blocks)
    assert "日常の療養支援のめざす姿" in shown(blocks)
    assert "慎重な医師会長　続きがあります" in shown(blocks)

    office.click(buttons(blocks, CONTINUE)[0])
    thread = begun(office)
    assert "まず訪問看護が受ける形" in shown(office.workspace.thread(*thread)[0].blocks)
    say(office, thread, "先生方の負担を増やさない進め方を、一緒に考えさせてください。")
    assert len(practices.all(owner)[0].run.turns) == 2
    say(office, thread, "終わります")
    office.click(buttons(office.home()["blocks"], CONTINUE)[0])
    assert "/ 100" in shown(office.workspace.thread(*begun(office))[0].blocks)

    office.click(buttons(blocks, COACH)[0])
    assert "めざす姿" in shown(office.workspace.thread(*begun(office))[0].blocks)
    assert office.workspace.titles[begun(office)[1]].startswith("コーチ：日常の療養支援")


def test_a_run_of_another_is_not_gone_on_with(office: Office) -> None:
    run = Practices(office.app.stores.records).start("somebody", Wanted(persona="care-manager-group", consent=True))
    office.click({"action_id": CONTINUE, "value": json.dumps({"run": run.head.id})})

    [refusal] = office.workspace.said()
    assert "見つかりません" in refusal.text
    assert "ケアマネ" not in refusal.text


def test_a_conversation_of_the_page_goes_on_in_direct_messages(office: Office) -> None:
    owner = f"slack:{TEAM}:U1"
    page = office.app.assistant.dialogue.exchange
    begun_there = page.ask(Asked(question=WHY, who=owner, surface="web"))
    office.click(buttons(office.home()["blocks"], CONVERSATION)[0])
    thread = begun(office)
    assert WHY in shown(office.workspace.thread(*thread)[0].blocks)
    say(office, thread, "もっと詳しく教えてください")

    kept = office.app.stores.conversations.get(begun_there.conversation_id, owner)
    assert [turn.question for turn in kept.turns] == [WHY, "もっと詳しく教えてください"]
    office.app.stores.conversations.delete(begun_there.conversation_id, owner)
    assert "看取り率" in say(office, thread, WHY)  # removed on the page: the thread begins anew
