"""Channels with settings of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from assistant.sessions.clock import JAPAN
from assistant.sessions.conversation import ConversationHead
from assistant.types import Document
from bots.slack.blocks import SHARE
from bots.slack.channels import ChannelRules, Channels, asks, settings_modal
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


def test_private_answers_in_one_thread_are_each_persons_own(office: Office) -> None:
    set_rules(office, who="asker")
    chat = office.workspace
    body = chat.mention("C1", "U1", WHY)
    thread = body["event"]["ts"]
    for said in (body, chat.mention("C1", "U2", "それはなぜですか", thread), chat.mention("C1", "U1", "もっと詳しく", thread)):
        office.deliver(said)
        office.settle()

    conversations = office.app.stores.conversations
    heads = {user: conversations.heads(f"slack:{TEAM}:{user}") for user in ("U1", "U2")}
    assert {user: [head.turns for head in found] for user, found in heads.items()} == {"U1": [2], "U2": [1]}


@pytest.mark.parametrize(("user", "allowed"), [("UADMIN", True), ("UMAKER", True), ("U1", False)])
def test_only_the_channels_creator_and_administrators_set_it(office: Office, user: str, allowed: bool) -> None:
    said = office.command(office.workspace.command("設定", user=user)).json()["text"]

    assert ("開きました" in said) is allowed
    assert len(office.workspace.views) == int(allowed)


def choose(office: Office, documents: list[str], **rules: str) -> None:
    """Fill in the modal as it is shown to an administrator."""
    office.command(office.workspace.command("設定", user="UADMIN"))
    values: Row = {name: {"selected_option": {"value": value}}
                   for name, value in {"when": "mention", "who": "all", "quiet": "none", **rules}.items()}  # fmt: skip
    values["documents"] = {"selected_options": [{"value": one} for one in documents]}
    office.submit(office.workspace.views[-1], values, user="UADMIN")
    office.settle()


def test_what_was_set_is_kept_and_shown_again(office: Office) -> None:
    [document] = office.app.assistant.generation.documents
    choose(office, [document], when="every", who="asker", quiet="night")
    assert "変えました" in office.workspace.whispers[0]["text"]
    rules = Channels(office.app.stores.records).rules(TEAM, "C1")
    assert rules == ChannelRules(when="every", who="asker", quiet="night", documents=(document,))

    office.command(office.workspace.command("設定", user="UADMIN"))
    shown_again = {block["block_id"]: block["element"] for block in office.workspace.views[-1]["blocks"]}
    assert shown_again["quiet"]["initial_option"]["value"] == "night"
    assert [one["value"] for one in shown_again["documents"]["initial_options"]] == [document]


def test_an_answer_stands_on_the_documents_that_the_channel_chose(office: Office) -> None:
    [document] = office.app.assistant.generation.documents
    fee = "当番を引き受けた事業所にはいくら支払われますか"  # only the installed document knows
    choose(office, [document])
    assert "8,400円" in _answered(office, fee, "C1")
    choose(office, ["another-one"])
    assert "使うことになっている資料の中には" in _answered(office, fee, "C1")
    assert "8,400円" in _answered(office, fee, "C2")  # the choice is the channel's

    [private] = _command(office, fee)
    assert "8,400円" not in shown(private["blocks"])
    turns = [office.app.stores.conversations.get(h.id, h.owner).turns for h in _conversations(office)]
    assert sum("8,400円" in turn.answer.text for turn in turns[0]) == 0  # nor can it be shared from there


def test_a_chosen_document_that_was_taken_away_stays_to_be_seen(office: Office) -> None:
    Channels(office.app.stores.records).keep(TEAM, "C1", ChannelRules(documents=("gone",)))
    office.command(office.workspace.command("設定", user="UADMIN"))

    element = office.workspace.views[-1]["blocks"][-1]["element"]
    assert [one["value"] for one in element["initial_options"]] == ["gone"]


def test_many_documents_make_groups() -> None:
    documents = [Document(id=f"d{number}", title=f"長い題名の資料{number}" * 9) for number in range(250)]
    view = settings_modal(ChannelRules(documents=("d120",)), "C1", documents)

    assert faults_of_view(view) == []
    assert len(view["blocks"][-1]["element"]["option_groups"]) == 3


def _answered(office: Office, question: str, channel: str) -> str:
    thread = office.ask(question, channel=channel)
    return shown(office.workspace.thread(channel, thread)[-1].blocks)


def _command(office: Office, question: str) -> list[Row]:
    office.command(office.workspace.command(question))
    office.settle()
    return office.workspace.private


def _conversations(office: Office) -> Sequence[ConversationHead]:
    return office.app.stores.conversations.heads(f"slack:{TEAM}:U1")
