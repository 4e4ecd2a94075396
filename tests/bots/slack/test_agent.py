"""What the agent view shows around an answer, and the button that stops one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.settings import Settings
from tests.bots.slack.conftest import Opened
from tests.bots.slack.desk import WHY, Office, Row, shown
from tests.fakes.fake_slack import BOT, TEAM
from tests.fakes.openai_server import FakeOpenAI, fake_openai, text

SEARCHING, CHECKING, WRITING = "資料を検索しています…", "引用を資料と照合しています…", "回答をまとめています…"


def event(office: Office, **fields: object) -> int:
    """An event that is no message."""
    body: Row = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0", "event": fields,
                 "event_id": f"E{office.workspace.new_ts()}",
                 "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}]}  # fmt: skip
    return office.deliver(body).status_code


def direct(office: Office, question: str) -> str:
    """A direct message, answered; returns the `ts` of its thread."""
    said = office.workspace.says("D1", "U1", question)
    office.deliver(office.workspace.event(said))
    office.settle()
    return said.ts


def test_the_agent_view_offers_questions(office: Office) -> None:
    office.home(tab="messages")
    offered = office.workspace.suggestions["D1"]
    assert len(offered) == 4
    assert {row["message"] for row in offered} >= {WHY}
    assert office.workspace.homes == {}

    office.workspace.suggestions.clear()
    assert event(office, type="app_context_changed", user="U1", channel="D1", context={"entities": []}) == 200
    office.settle()
    assert len(office.workspace.suggestions["D1"]) == 4


def test_a_thread_of_direct_messages_gets_a_title_without_personal_information(office: Office) -> None:
    question = "山田太郎様（電話 090-1234-5678）の看取り率の考え方を教えてください"
    thread = direct(office, question)
    title = office.workspace.titles[thread]
    assert "看取り率" in title
    assert "090-1234-5678" not in title

    follow_up = office.workspace.says("D1", "U1", "それはなぜですか", thread)
    office.deliver(office.workspace.event(follow_up))
    office.settle()
    assert office.workspace.count("assistant.threads.setTitle") == 1
    office.ask()
    assert office.workspace.count("assistant.threads.setTitle") == 1  # a channel's thread has none


def test_the_status_goes_from_searching_over_checking_to_the_answer(office: Office) -> None:
    office.ask()

    assert office.workspace.statuses == [SEARCHING]
    assert office.workspace.phases == [[SEARCHING, CHECKING, WRITING]]


def test_what_a_workspace_lacks_is_not_tried_again_and_takes_no_answer_away(office: Office) -> None:
    office.workspace.agents = False
    for _ in range(3):
        thread = direct(office, WHY)
        assert "看取り率" in shown(office.workspace.thread("D1", thread)[0].blocks)

    assert office.workspace.count("assistant.threads.setStatus") == 1
    assert office.workspace.count("assistant.threads.setTitle") == 1


def test_a_stop_where_nothing_is_being_answered_ends_the_session_all_the_same(office: Office) -> None:
    assert event(office, type="agent_session_stopped", channel="C1", thread_ts="1.2", user="U1", streaming_message_ts=[]) == 200
    office.settle()

    assert office.workspace.sessions["1.2"] == ["active"]


class TestWithModel:
    @pytest.fixture
    def model(self) -> Iterator[FakeOpenAI]:
        with fake_openai() as server:
            yield server

    @pytest.fixture
    def slack_settings(self, slack_settings: Settings, model: FakeOpenAI) -> Settings:
        return replace(slack_settings, chat_model="openai:fake", chat_base_url=model.base_url)

    def test_an_answer_under_way_is_a_session_that_ends(self, opened: Opened, model: FakeOpenAI) -> None:
        office = opened()
        model.play(text("まだ。"))
        thread = office.ask()

        assert office.workspace.sessions[thread] == ["processing", "active"]
        assert office.workspace.titles[thread] == WHY

    def test_the_stop_button_ends_the_answer_and_says_so(self, opened: Opened, model: FakeOpenAI) -> None:
        office = opened()
        model.play(text("看取り率は、", endless=True, pause=0.05))
        body = office.workspace.mention("C1", "U1", WHY)
        office.deliver(body)
        thread = body["event"]["ts"]
        _until(lambda: bool(model.requests))
        event(office, type="agent_session_stopped", channel="C1", thread_ts=thread, user="U1", streaming_message_ts=[])
        office.settle()

        [word] = office.workspace.thread("C1", thread)
        assert "途中で止めました" in word.text
        assert model.left.wait(5)  # the model's call was ended too
        assert office.workspace.sessions[thread][-1] == "active"

    def test_a_stop_that_reaches_another_process_ends_the_answer_too(self, opened: Opened, model: FakeOpenAI) -> None:
        answering, told = opened(), opened()
        model.play(text("看取り率は、", endless=True, pause=0.05))
        body = answering.workspace.mention("C1", "U1", WHY)
        answering.deliver(body)
        _until(lambda: bool(model.requests))
        event(told, type="agent_session_stopped", channel="C1", thread_ts=body["event"]["ts"], user="U1")
        told.settle()
        answering.app.desk.look_for_stops()
        answering.settle()

        [word] = answering.workspace.thread("C1", body["event"]["ts"])
        assert "途中で止めました" in word.text

    def test_another_thread_goes_on(self, opened: Opened, model: FakeOpenAI) -> None:
        office = opened()
        model.play(text("看取り率は、", endless=True, pause=0.05), text("まだ。"))
        stopped, other = (office.workspace.mention("C1", "U1", WHY) for _ in range(2))
        office.deliver(stopped)
        _until(lambda: bool(model.requests))
        office.deliver(other)
        event(office, type="agent_session_stopped", channel="C1", thread_ts=stopped["event"]["ts"], user="U1")
        office.settle()

        [answer] = office.workspace.thread("C1", other["event"]["ts"])
        assert "看取り率" in shown(answer.blocks)
        assert "途中で止めました" not in answer.text


def _until(condition: object, timeout: float = 30) -> None:
    done = threading.Event()
    for _ in range(int(timeout / 0.05)):
        if condition():  # type: ignore[operator]
            return
        done.wait(0.05)
    raise AssertionError("it did not happen")
