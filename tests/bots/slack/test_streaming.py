"""Generated answers: sentences as they come, streamed or not; and what happens where a stream or the model breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.settings import Settings
from tests.bots.slack.conftest import Opened
from tests.bots.slack.desk import Office, shown
from tests.fakes.openai_server import FakeOpenAI, fake_openai, text

QUESTION = "海風市の夜間の電話は誰が最初に受けますか"
FIRST = "海風市では、夜間の電話は当番の訪問看護ステーションが最初に受けます。"
SECOND = "当番は火曜日に交代します。"


@pytest.fixture
def model() -> Iterator[FakeOpenAI]:
    with fake_openai() as server:
        yield server


@pytest.fixture
def slack_settings(slack_settings: Settings, model: FakeOpenAI) -> Settings:
    return replace(slack_settings, chat_model="openai:fake", chat_base_url=model.base_url)


def ready(office: Office, model: FakeOpenAI) -> str:
    """The number under which the model is shown the passage; what it said then is forgotten."""
    model.play(text("まだ。"))
    office.ask(QUESTION, channel="C0")
    sent = model.requests[-1]["messages"][1]["content"]
    frames = re.findall(r'<資料 番号="(\d+)"[^>]*>\n(.*?)\n</資料>', sent, re.DOTALL)
    return next(number for number, body in frames if "訪問看護ステーション" in body)


def test_sentences_are_streamed_where_the_plan_has_it(opened: Opened, model: FakeOpenAI) -> None:
    office = opened()
    office.workspace.streaming = True
    number = ready(office, model)
    model.play(text(f"{FIRST}[{number}]", f"{SECOND}[{number}]"))
    thread = office.ask(QUESTION)

    [answer] = office.workspace.thread("C1", thread)
    assert answer.history[0].startswith(FIRST)
    assert office.workspace.count("chat.appendStream") == 1
    assert office.workspace.count("chat.stopStream") == 1
    assert FIRST in shown(answer.blocks)
    assert office.workspace.statuses[-3:] == ["資料を検索しています…", "引用を資料と照合しています…", "回答をまとめています…"]


def test_elsewhere_the_placeholder_is_brought_up_to_date(opened: Opened, model: FakeOpenAI) -> None:
    office = opened()
    number = ready(office, model)
    model.play(text(f"{FIRST}[{number}]", f"{SECOND}[{number}]"))
    thread = office.ask(QUESTION)

    [answer] = office.workspace.thread("C1", thread)
    assert answer.history[0].startswith(FIRST)
    assert SECOND in shown(answer.blocks)


def test_a_stream_that_slack_ended_is_finished_by_an_update(opened: Opened, model: FakeOpenAI) -> None:
    office = opened()
    office.workspace.streaming = True
    number = ready(office, model)
    office.workspace.streams_end_at_once = True
    model.play(text(f"{FIRST}[{number}]", f"{SECOND}[{number}]"))
    thread = office.ask(QUESTION)

    [answer] = office.workspace.thread("C1", thread)
    assert SECOND in shown(answer.blocks)


def test_a_model_that_dies_in_mid_stream_leaves_no_half_sentence(opened: Opened, model: FakeOpenAI) -> None:
    office = opened()
    office.workspace.streaming = True
    number = ready(office, model)
    model.play(text(f"{FIRST}[{number}]", "そして、だれも書いていない", cut=True))
    thread = office.ask(QUESTION)

    [answer] = office.workspace.thread("C1", thread)
    body = shown(answer.blocks)
    assert "だれも書いていない" not in body
    assert "引用のみ" in body
    assert office.workspace.refused == []
