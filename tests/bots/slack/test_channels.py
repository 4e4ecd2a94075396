"""Channels with settings of their own."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant.sessions.clock import JAPAN
from bots.slack.blocks import SHARE
from bots.slack.channels import SAVE, ChannelRules, Channels, asks, settings_modal
from tests.bots.slack.desk import WHY, Office, Row, buttons, shown
from tests.fakes.fake_slack import TEAM
from tests.fakes.slack_limits import faults_of_message, faults_of_view

NOON = datetime(2026, 4, 1, 12, tzinfo=JAPAN)


def set_rules(office: Office, **rules: str) -> None:
    Channels(office.app.stores.records).keep(TEAM, "C1", ChannelRules(**rules))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (WHY, True),
        ("コーディネーターの役割を教えてください。", True),
        ("退院支援の指標は何を見ればよいでしょうか？", True),
        ("どうして医師会から始めるの", True),
        ("本日の会議は15時からに変わりました。", False),
        ("承知しました！", False),
        ("え？", False),
    ],
)
def test_what_is_a_question(text: str, question: bool) -> None:
    assert asks(text) is question


@pytest.mark.parametrize(("quiet", "hour", "answered"), [
    ("none", 3, True), ("evening", 17, True), ("evening", 18, False), ("evening", 7, False), ("evening", 8, True),
    ("night", 21, True), ("night", 22, False), ("night", 6, True),
])  # fmt: skip
def test_quiet_hours_are_those_of_japan(quiet: str, hour: int, answered: bool) -> None:
    rules = ChannelRules(when="every", quiet=quiet)  # type: ignore[arg-type]

    assert rules.answers(WHY, NOON.replace(hour=hour)) is answered


def test_in_a_help_channel_questions_need_no_mention(office: Office) -> None:
    set_rules(office, when="every")
    chat = office.workspace
    question, remark = chat.says("C1", "U1", WHY), chat.says("C1", "U1", "会議は15時からです")
    elsewhere = chat.says("C2", "U1", WHY)
    for said in (question, remark, elsewhere):
        office.deliver(chat.event(said))
    office.settle()

    [answer] = chat.said()
    assert answer.thread_ts == question.ts


def test_a_channel_can_keep_answers_to_the_asker_who_may_share_them(office: Office) -> None:
    set_rules(office, who="asker")
    chat = office.workspace
    body = chat.mention("C1", "U1", WHY)
    office.deliver(body)
    office.settle()
    assert chat.said() == []
    [private] = chat.whispers
    assert private["user"] == "U1"
    assert private["thread_ts"] == body["event"]["ts"]
    assert list(faults_of_message(private["text"], private["blocks"])) == []

    [button] = buttons(private["blocks"], SHARE)
    click = chat.click(None, SHARE, button["value"], channel={"id": "C1"}, container={
        "type": "message", "is_ephemeral": True, "channel_id": "C1", "thread_ts": body["event"]["ts"]})  # fmt: skip
    office.interact(click)
    office.settle()
    head, answer = chat.thread("C1", body["event"]["ts"])
    assert "共有した回答" in head.text
    assert shown(answer.blocks).startswith("ご質問：")


@pytest.mark.parametrize(("user", "allowed"), [("UADMIN", True), ("UMAKER", True), ("U1", False)])
def test_only_the_channels_creator_and_administrators_set_it(office: Office, user: str, allowed: bool) -> None:
    said = office.command(office.workspace.command("設定", user=user)).json()["text"]

    assert ("開きました" in said) is allowed
    assert len(office.workspace.views) == int(allowed)


def test_what_was_set_is_kept_and_shown_again(office: Office) -> None:
    office.command(office.workspace.command("設定", user="UADMIN"))
    [view] = office.workspace.views
    state: Row = {"values": {name: {name: {"selected_option": {"value": value}}} for name, value in
                             (("when", "every"), ("who", "asker"), ("quiet", "night"))}}  # fmt: skip
    office.interact({"type": "view_submission", "team": {"id": TEAM}, "user": {"id": "UADMIN"},
                     "view": {**view, "callback_id": SAVE, "state": state, "id": "V1"}})  # fmt: skip
    office.settle()

    rules = Channels(office.app.stores.records).rules(TEAM, "C1")
    assert rules == ChannelRules(when="every", who="asker", quiet="night")
    assert list(faults_of_view(settings_modal(rules, "C1"))) == []
    assert "変えました" in office.workspace.whispers[0]["text"]
