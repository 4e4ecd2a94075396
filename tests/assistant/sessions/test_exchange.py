"""One exchange: understood in its conversation, answered, written down; a full disk takes no answer away."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.manuscript import Released
from assistant.errors import NotFound, QuestionError, StorageError
from assistant.sessions.audit import AuditEntry
from assistant.sessions.exchange import Asked, Exchange
from assistant.sessions.follow_up import understand
from assistant.settings import Settings
from assistant.stores import Stores
from assistant.types import Answer, Citation, Mode
from tests.assistant.sessions.turns import AT

CITED = Citation(number=1, document_id="plan", title="要綱", edition="", section="1. 夜間", page=3, quote="", address="")


class Answers:
    """Answers every question, and notes what it was asked. Questions about space find nothing."""

    def __init__(self, *, always: str = "") -> None:
        self.asked: list[tuple[str, Mode, str]] = []
        self.always = always

    def __call__(self, question: str, mode: Mode, who: str) -> Generator[Released | Answer, None, None]:
        self.asked.append((question, mode, who))
        if not question:
            raise QuestionError("empty", reason="empty")
        if mode == "generated":
            yield Released("火曜日です。[1]", (CITED,))
        status = "no_evidence" if "宇宙" in question else "answered"
        yield Answer(id="a1", question=question, status=status, mode=mode, text=self.always or f"{question}[1]",
                     citations=(CITED,), elapsed_ms=12.0, suggestions=("費用は誰が払いますか",))  # type: ignore[arg-type] # fmt: skip


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return Stores(Settings(data=tmp_path), lambda: AT)


def exchange(stores: Stores, answers: Answers) -> Exchange:
    return Exchange(ask=answers, understand=understand, title_of=lambda answer: "夜間の当番", model="openai:x",
                    conversations=stores.conversations, audit=stores.audit, gaps=stores.gaps, clock=lambda: AT)  # fmt: skip


def asked(question: str, **more: str) -> Asked:
    return Asked(**{"question": question, "who": "tanaka", "surface": "web", **more})  # type: ignore[arg-type]


def test_a_conversation_begins_goes_on_and_can_be_resumed(stores: Stores) -> None:
    answers = Answers()
    first = exchange(stores, answers).ask(asked("夜間の当番は何曜日に交代しますか"))
    exchange(stores, answers).ask(asked("それはなぜ？", conversation_id=first.conversation_id))
    kept = stores.conversations.get(first.conversation_id, "tanaka")
    assert kept.head.title == "夜間の当番は何曜日に交代しますか"
    assert [(t.question, t.about) for t in kept.turns] == [
        ("夜間の当番は何曜日に交代しますか", "夜間の当番"), ("それはなぜ？", "夜間の当番")
    ]  # fmt: skip
    assert answers.asked[1][0] == kept.turns[1].standalone == "夜間の当番について、その理由は何ですか"


def test_every_exchange_is_audited_with_what_was_written_not_with_the_answer(stores: Stores) -> None:
    first = exchange(stores, Answers()).ask(asked("当番はいつ交代しますか"))
    again = asked("それはなぜ？", conversation_id=first.conversation_id)
    exchange(stores, Answers()).ask(replace(again, mode="generated"))
    entries = list(stores.audit.entries())
    assert entries[0] == AuditEntry(
        at=AT, who="tanaka", surface="web", question="当番はいつ交代しますか", status="answered", mode="extractive",
        citations=("plan 1. 夜間 p.3",), model="", latency_ms=12.0, answer_id="a1", conversation_id=first.conversation_id,
    )  # fmt: skip
    assert (entries[1].question, entries[1].model) == ("それはなぜ？", "openai:x")


def test_a_question_that_found_nothing_goes_into_the_ledger(stores: Stores) -> None:
    exchange(stores, Answers()).ask(asked("宇宙の大きさは"))
    exchange(stores, Answers()).ask(asked("当番はいつ交代しますか"))
    assert [row.question for row in stores.gaps.asked()] == ["宇宙の大きさは"]


def test_a_follow_up_does_not_get_the_same_answer_again(stores: Stores) -> None:
    answers = Answers(always="火曜日です。[1]")
    first = exchange(stores, answers).ask(asked("夜間の当番は誰ですか"))
    second = exchange(stores, answers).ask(asked("具体的には？", conversation_id=first.conversation_id))
    assert second.question == "費用は誰が払いますか"
    assert stores.conversations.get(first.conversation_id, "tanaka").turns[1].standalone == "費用は誰が払いますか"


def test_a_stream_gives_its_sentences_first_and_the_kept_answer_last(stores: Stores) -> None:
    question = replace(asked("当番はいつ交代しますか"), mode="generated")
    released, answer = exchange(stores, Answers()).stream(question)
    assert isinstance(released, Released)
    assert isinstance(answer, Answer)
    assert stores.conversations.get(answer.conversation_id, "tanaka").turns[0].answer.text == answer.text


def test_anothers_conversation_cannot_be_gone_on_with(stores: Stores) -> None:
    first = exchange(stores, Answers()).ask(asked("当番はいつ交代しますか"))
    answers = Answers()
    with pytest.raises(NotFound):
        exchange(stores, answers).ask(asked("それはなぜ？", who="sato", conversation_id=first.conversation_id))
    assert answers.asked == []


def test_a_question_that_cannot_be_used_leaves_nothing(stores: Stores) -> None:
    with pytest.raises(QuestionError):
        exchange(stores, Answers()).ask(asked("  "))
    assert list(stores.audit.entries()) == []
    assert stores.conversations.heads("tanaka") == ()


def test_a_full_disk_takes_no_answer_away(
    stores: Stores, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("full", path="x", reason="SQLITE_FULL")

    monkeypatch.setattr(stores.conversations, "start", full)
    monkeypatch.setattr(stores.audit, "write", full)
    answer = exchange(stores, Answers()).ask(asked("当番はいつ交代しますか"))
    assert (answer.status, answer.conversation_id) == ("answered", "")
    assert "was not audited" in caplog.text
    assert "当番はいつ" not in caplog.text
