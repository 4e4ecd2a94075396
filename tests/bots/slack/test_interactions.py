"""Buttons, modals, commands, the shortcut and the home tab."""

from __future__ import annotations

import json

import pytest

from bots.slack.blocks import CITATION, DELETE, FEEDBACK, FOLLOW_UP, SHARE
from bots.slack.modals import FEEDBACK_REASON
from bots.slack.surface import SHORTCUT
from tests.bots.slack.desk import WHY, Office, Row, buttons, shown
from tests.fakes.fake_slack import TEAM


def test_a_citation_opens_the_passage_it_stands_in(office: Office) -> None:
    thread = office.ask("当番を引き受けた事業所にはいくら支払われますか")
    [answer] = office.workspace.thread("C1", thread)
    button = buttons(answer.blocks, CITATION)[0]
    office.interact(office.workspace.click(answer, CITATION, button["value"]))

    [view] = office.workspace.views
    assert view["title"]["text"] == "出典"
    assert "一晩につき8,400円" in shown(view["blocks"])


def test_a_citation_of_a_document_that_is_gone_says_so(office: Office) -> None:
    value = json.dumps({"number": 2, "place": "旧い手引き", "quote": "前にあった文。", "passage": "gone"})
    office.interact(office.workspace.click(office.workspace.says("C1", "U0BOT", "x"), CITATION, value))

    text = shown(office.workspace.views[0]["blocks"])
    assert "前にあった文。" in text
    assert "資料が入れ替わった" in text


def test_feedback_is_kept_and_the_last_word_counts(office: Office) -> None:
    thread = office.ask()
    [answer] = office.workspace.thread("C1", thread)
    [element] = [e for b in answer.blocks if b["type"] == "context_actions" for e in b["elements"] if e["action_id"] == FEEDBACK]
    office.interact(office.workspace.click(answer, FEEDBACK, element["positive_button"]["value"]))
    office.interact(office.workspace.click(answer, FEEDBACK, element["negative_button"]["value"]))
    [view] = office.workspace.views
    state = {"values": {"reason": {"reason": {"selected_option": {"value": "not_asked"}}},
                        "comment": {"comment": {"value": "山田太郎様（090-1234-5678）の件とは違います"}}}}  # fmt: skip
    office.interact({"type": "view_submission", "team": {"id": TEAM}, "user": {"id": "U1"},
                     "view": {**view, "callback_id": FEEDBACK_REASON, "state": state, "id": "V1"}})  # fmt: skip

    office.settle()
    [given] = _stores(office).feedback.given()
    assert (given.verdict, given.reason, given.who) == ("not_helpful", "not_asked", f"slack:{TEAM}:U1")
    assert "090-1234-5678" not in given.comment
    assert given.question == WHY


def test_a_follow_up_button_asks_in_the_same_thread_and_shows_the_question(office: Office) -> None:
    thread = office.ask()
    [answer] = office.workspace.thread("C1", thread)
    button = buttons(answer.blocks, FOLLOW_UP)[0]
    office.interact(office.workspace.click(answer, button["action_id"], button["value"]))
    office.settle()

    second = office.workspace.thread("C1", thread)[1]
    assert shown(second.blocks).startswith("ご質問：")


def test_only_the_asker_deletes_an_answer(office: Office) -> None:
    thread = office.ask()
    [answer] = office.workspace.thread("C1", thread)
    [button] = buttons(answer.blocks, DELETE)
    office.interact(office.workspace.click(answer, DELETE, button["value"], user="U2"))
    office.settle()
    assert len(office.workspace.thread("C1", thread)) == 1
    assert "質問した方だけ" in office.workspace.whispers[0]["text"]

    office.interact(office.workspace.click(answer, DELETE, button["value"], user="U1"))
    office.settle()
    assert office.workspace.thread("C1", thread) == []


def test_a_command_is_answered_to_the_asker_alone_and_can_be_shared(office: Office) -> None:
    acknowledged = office.command(office.workspace.command(WHY)).json()
    office.settle()
    assert acknowledged == {"text": "資料を検索しています…", "response_type": "ephemeral"}
    [private] = office.workspace.private
    assert private["response_type"] == "ephemeral"
    assert "看取り率" in shown(private["blocks"])
    assert office.workspace.said() == []

    [button] = buttons(private["blocks"], SHARE)
    body = office.workspace.click(None, SHARE, button["value"], channel={"id": "C1"},
                                  container={"type": "message", "is_ephemeral": True, "channel_id": "C1"})  # fmt: skip
    office.interact(body)
    office.settle()
    head, answer = office.workspace.said()
    assert head.text == "<@U1>さんが共有した回答です。"
    assert answer.thread_ts == head.ts
    assert shown(answer.blocks).startswith(f"ご質問：{WHY}")


def test_nobody_shares_what_another_asked(office: Office) -> None:
    office.command(office.workspace.command(WHY, user="U1"))
    office.settle()
    [button] = buttons(office.workspace.private[0]["blocks"], SHARE)
    body = office.workspace.click(None, SHARE, button["value"], user="U2", channel={"id": "C1"},
                                  container={"is_ephemeral": True, "channel_id": "C1"})  # fmt: skip
    office.interact(body)
    office.settle()

    assert office.workspace.said() == []


def test_who_shares_where_the_app_may_not_post_is_told_why(office: Office) -> None:
    office.command(office.workspace.command(WHY, channel="C404"))
    office.settle()
    [button] = buttons(office.workspace.private[0]["blocks"], SHARE)
    office.click(button, channel={"id": "C404"}, container={"is_ephemeral": True, "channel_id": "C404"})

    told = office.workspace.private[1]
    assert told["response_type"] == "ephemeral"
    assert "/invite" in told["text"]
    assert "番号 " in told["text"]


def test_the_role_command(office: Office) -> None:
    office.command(office.workspace.command("役割 コーディネーター"))
    office.settle()

    [private] = office.workspace.private
    assert "コーディネーター" in shown(private["blocks"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [("ヘルプ", "使い方"), ("", "使い方"), ("資料", "回答のもとになる資料"), ("役割", "職種や機関を続けて")],
)
def test_commands_that_ask_nothing_answer_at_once(office: Office, typed: str, said: str) -> None:
    answer = office.command(office.workspace.command(typed)).json()

    assert said in answer["text"]
    assert answer["response_type"] == "ephemeral"
    assert office.workspace.private == []


def test_the_shortcut_asks_about_a_message(office: Office) -> None:
    message = office.workspace.says("C1", "U2", WHY)
    body: Row = {"type": "message_action", "callback_id": SHORTCUT, "team": {"id": TEAM}, "user": {"id": "U1"},
                 "channel": {"id": "C1"}, "message": message.row(), "trigger_id": "t1",
                 "response_url": office.workspace.response_url}  # fmt: skip
    office.interact(body)
    office.settle()

    assert "看取り率" in shown(office.workspace.private[0]["blocks"])


def test_the_home_tab_shows_recent_questions_and_a_click_asks_in_direct_messages(office: Office) -> None:
    office.ask()
    for tab in ("messages", "home"):
        event = {"type": "app_home_opened", "user": "U1", "tab": tab, "channel": "D1", "event_ts": "1"}
        office.deliver({"type": "event_callback", "team_id": TEAM, "event": event, "event_id": f"E{tab}"})
    office.settle()
    home = office.workspace.homes["U1"]
    assert shown(home["blocks"]).count(WHY) == 2  # suggested, and asked before
    assert office.workspace.count("views.publish") == 1

    button = buttons(home["blocks"], FOLLOW_UP)[0]
    office.interact(office.workspace.click(None, button["action_id"], button["value"]))
    office.settle()
    question, answer = [m for m in office.workspace.said() if m.channel == "D1"]
    assert question.text == f"ご質問：{WHY}"
    assert answer.thread_ts == question.ts


def test_personal_information_is_masked_before_anything_is_kept(office: Office) -> None:
    office.ask("山田太郎様（電話 090-1234-5678）の看取り率の考え方を教えてください")
    stores = _stores(office)

    [entry] = stores.audit.entries()
    assert entry.who == f"slack:{TEAM}:U1"
    assert entry.surface == "slack"
    assert "090-1234-5678" not in entry.question
    kept = json.dumps([office.workspace.thread("C1", m.thread_ts)[0].blocks for m in office.workspace.said()], ensure_ascii=False)
    assert "090-1234-5678" not in kept


def test_what_a_listener_cannot_do_is_told_to_the_user(office: Office) -> None:
    from tests.fakes.fake_slack import Fault

    thread = office.ask()
    [answer] = office.workspace.thread("C1", thread)
    office.workspace.faults["views.open"].append(Fault("error", error="expired_trigger_id"))
    office.interact(office.workspace.click(answer, CITATION, buttons(answer.blocks, CITATION)[0]["value"]))
    office.settle()

    assert "番号 " in office.workspace.whispers[0]["text"]


def _stores(office: Office):  # type: ignore[no-untyped-def]
    return office.app.stores
