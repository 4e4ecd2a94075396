"""Practice and the coach in threads, on what the page keeps too."""

from __future__ import annotations

import json

import pytest

from assistant.coach import Scene, Step, Worksheet
from assistant.coach.changes import Author
from assistant.sessions.practice import Practices
from assistant.sessions.worksheets import Worksheets
from bots.slack.coach_talk import START as COACH
from bots.slack.practice_talk import START as PRACTICE
from tests.bots.slack.desk import Office, Row, buttons, shown
from tests.fakes.fake_slack import TEAM
from tests.fakes.slack_limits import faults_of_message


def begin(office: Office, command: str, action: str, value: object) -> tuple[str, str]:
    """Start a talk by its command and button; (channel, ts of its thread)."""
    answer = office.command(office.workspace.command(command)).json()
    assert list(faults_of_message(answer["text"], answer["blocks"])) == []
    chosen = next(b for b in buttons(answer["blocks"], action) if json.loads(b["value"]) == value)
    body = office.workspace.click(None, chosen["action_id"], chosen["value"], channel={"id": "C1"},
                                  container={"is_ephemeral": True, "channel_id": "C1"})  # fmt: skip
    office.interact(body)
    office.settle()
    [head] = [m for m in office.workspace.said() if not m.thread_ts]
    return head.channel, head.ts


def say(office: Office, thread: tuple[str, str], text: str) -> str:
    """Write into the thread; what came back."""
    channel, ts = thread
    before = len(office.workspace.thread(channel, ts))
    office.deliver(office.workspace.event(office.workspace.says(channel, "U1", text, ts)))
    office.settle()
    return "\n".join(shown(m.blocks) for m in office.workspace.thread(channel, ts)[before:])


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
    assert "現状把握" in saved
    assert sheets.get(sheet).sheet.text(Scene.DAILY, Step.VISION).startswith("医療と介護の両方が必要に")


def test_the_coach_without_a_sheet_writes_nowhere(office: Office) -> None:
    thread = begin(office, "コーチ", COACH, {"sheet": "", "scene": "end_of_life"})
    say(office, thread, "住民が望む場所で最期まで過ごせている。")

    assert "シートを選ばずに始めた" in say(office, thread, "保存")
    assert "現状把握" in say(office, thread, "次へ")


def test_the_home_tab_shows_sheets_and_runs(office: Office, sheet: str) -> None:
    begin(office, "練習", PRACTICE, {"persona": "president-cautious"})
    event: Row = {"type": "app_home_opened", "user": "U1", "tab": "home", "channel": "D1"}
    office.deliver({"type": "event_callback", "team_id": TEAM, "event": event, "event_id": "E1"})
    office.settle()

    text = shown(office.workspace.homes["U1"]["blocks"])
    assert "海風市" in text
    assert "日常の療養支援のめざす姿" in text
    assert "慎重な医師会長" in text


def test_an_administrators_table_joins_slack_users_and_users_of_the_page(
    tmp_path: object
) -> None:  # fmt: skip
    from pathlib import Path

    from assistant.errors import SettingsError
    from bots.slack.people import People
    from bots.slack.place import Place

    file = Path(str(tmp_path)) / "slack_users.yaml"
    file.write_text("users:\n  U1: tok-1\n", encoding="utf-8")
    people = People(file)
    assert people.owner(Place(team=TEAM, channel="C", user="U1")) == "tok-1"
    assert people.owner(Place(team=TEAM, channel="C", user="U2")) == f"slack:{TEAM}:U2"
    file.write_text("U1: tok-1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="slack_users"):
        People(file)
