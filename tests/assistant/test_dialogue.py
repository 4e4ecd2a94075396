"""Generated answers and conversations on the real index, the model played by a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.sessions.exchange import Asked
from assistant.settings import Settings
from bots.cli import main
from ingest.pipeline import IngestReport
from tests.fakes.openai_server import FakeOpenAI, fake_openai, text

QUESTION = "海風市の夜間の電話は誰が最初に受けますか"
TRUE = "海風市では、夜間の電話は当番の訪問看護ステーションが最初に受けます。"


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as running:
        yield running


@pytest.fixture
def assistant(built: tuple[Settings, IngestReport], server: FakeOpenAI, tmp_path: Path) -> Assistant:
    settings = replace(built[0], chat_model="openai:fake", chat_base_url=server.base_url, chat_daily=3,
                       database=f"sqlite:///{tmp_path / 'renkei.db'}")  # fmt: skip
    return Assistant(settings)


def number_of(server: FakeOpenAI, words: str) -> str:
    """The number under which the passage with `words` was shown to the model."""
    sent = server.requests[-1]["messages"][1]["content"]
    frames = re.findall(r'<資料 番号="(\d+)"[^>]*>\n(.*?)\n</資料>', sent, re.DOTALL)
    return next(number for number, body in frames if words in body)


def test_a_generated_answer_cites_the_document(assistant: Assistant, server: FakeOpenAI) -> None:
    server.play(text("まだ。"))
    assistant.ask(QUESTION, mode="generated")
    server.play(text(f"{TRUE}[{number_of(server, '訪問看護ステーション')}]当番表は毎月25日までに送ります。[1]"))
    answer = assistant.ask(QUESTION, mode="generated")
    assert (answer.mode, answer.text) == ("generated", f"{TRUE}[1]")
    assert answer.citations[0].quote == "海風市では、夜間の電話は当番の訪問看護ステーションが最初に受けます。"
    assert "1文" in answer.warnings[-1]


def test_without_a_model_the_answer_is_quoted_and_says_why(built_assistant: Assistant) -> None:
    answer = built_assistant.ask(QUESTION, mode="generated")
    assert (answer.mode, answer.text) == ("extractive", built_assistant.ask(QUESTION).text)
    assert answer.warnings[0].startswith("引用のみ：文章を作るモデルが設定されていない")


def test_the_daily_limit_is_kept_in_the_database(assistant: Assistant, server: FakeOpenAI) -> None:
    server.play(text("まだ。"))
    for _ in range(4):
        answer = assistant.ask(QUESTION, mode="generated", who="tanaka")
    assert len(server.requests) == 3
    assert "上限" in answer.warnings[0]
    again = Assistant(assistant.settings).ask(QUESTION, mode="generated", who="tanaka")
    assert "上限" in again.warnings[0]


def test_both_answers_can_be_compared(assistant: Assistant, server: FakeOpenAI) -> None:
    server.play(text("まだ。"))
    both = assistant.dialogue.compare(QUESTION)
    assert both.generated.warnings[0].startswith("引用のみ")
    assert both.extractive.text == assistant.ask(QUESTION).text


def test_compare_prints_both_side_by_side(
    assistant: Assistant, server: FakeOpenAI, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(assistant.settings.data))
    monkeypatch.setenv("RENKEI_DOCUMENTS", str(assistant.settings.documents[0]))
    monkeypatch.setenv("RENKEI_CHAT_MODEL", "openai:fake")
    monkeypatch.setenv("RENKEI_CHAT_BASE_URL", server.base_url)
    monkeypatch.setenv("RENKEI_DATABASE", assistant.settings.database)
    server.play(text("まだ。"))
    assert main(["compare", QUESTION]) == 0
    out = capsys.readouterr().out
    assert "モデルによる回答" in out
    assert "引用による回答" in out


def test_a_conversation_over_the_guide(built_assistant: Assistant, tmp_path: Path) -> None:
    settings = replace(built_assistant.settings, database=f"sqlite:///{tmp_path / 'renkei.db'}")
    exchange = Assistant(settings).dialogue.exchange
    first = exchange.ask(Asked(question="なぜ看取り率を数値目標にしないのですか", who="tanaka", surface="web"))
    again = Asked(question="県の場合は？", who="tanaka", surface="web", conversation_id=first.conversation_id)
    second = exchange.ask(again)
    assert second.question == "都道府県では、なぜ看取り率を数値目標にしないのですか"
    assert second.status == "answered"
    assert second.conversation_id == first.conversation_id
