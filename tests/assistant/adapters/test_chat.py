"""The chat model against a real server: time limits, retries, cancelling, and one kind of error for whatever happens."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from assistant.adapters.chat import ChatOptions, LangChainChat
from assistant.adapters.chat_errors import failure_of, retry_after
from assistant.answering.chat_model import Message
from assistant.errors import ModelError
from tests.fakes.openai_server import FakeOpenAI, Play, fake_openai, text

ASKED = [Message("system", "規則"), Message("user", "質問")]


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with fake_openai() as running:
        yield running


def chat(server: FakeOpenAI, **changed: object) -> LangChainChat:
    options: dict[str, object] = {"model": "openai:fake", "base_url": server.base_url, "first_token": 0.5, "whole": 3.0,
                                  "max_tokens": 100}  # fmt: skip
    return LangChainChat(ChatOptions(**{**options, **changed}))  # type: ignore[arg-type]


def reply(model: LangChainChat) -> str:
    return "".join(piece.text for piece in model.stream(ASKED))


def failure(model: LangChainChat) -> str:
    with pytest.raises(ModelError) as caught:
        reply(model)
    assert caught.value.details["model"] == model.name
    return str(caught.value.details["reason"])


def test_a_reply_comes_piece_by_piece_for_the_messages_sent(server: FakeOpenAI) -> None:
    server.play(text("当番は", "火曜日です。"))
    assert reply(chat(server)) == "当番は火曜日です。"
    sent = server.requests[0]
    assert [(m["role"], m["content"]) for m in sent["messages"]] == [("system", "規則"), ("user", "質問")]
    assert (sent["model"], sent["stream"], sent["max_completion_tokens"]) == ("fake", True, 100)


@pytest.mark.parametrize("name", ["fake", "qwen2.5:7b", "openai:fake"])
def test_any_name_goes_to_an_openai_compatible_address(server: FakeOpenAI, name: str) -> None:
    server.play(text("はい。"))
    reply(chat(server, model=name))
    assert server.requests[0]["model"] == name.removeprefix("openai:")


@pytest.mark.parametrize(
    ("play", "reason", "attempts"),
    [
        (Play(status=401), "key", 1),
        (Play(status=403), "key", 1),
        (Play(status=404), "unknown", 1),
        (Play(status=400), "request", 1),
        (text("途中", "まで", cut=True), "broken", 1),
        (text("途中まで", finish=None), "broken", 1),
        (Play(raw="data: {broken\n\n"), "broken", 1),
        (Play(raw="<html>503</html>"), "broken", 1),
        (text("長い", finish="length"), "over_budget", 1),
        (text("あ" * 50, endless=True), "over_budget", 1),
        (text("だめ", finish="content_filter"), "refused", 1),
        (text("遅い", wait=1.5), "timeout", 1),
    ],
)
def test_each_failure_has_its_name_and_is_not_tried_again_in_vain(
    server: FakeOpenAI, play: Play, reason: str, attempts: int
) -> None:
    server.play(play)
    assert failure(chat(server)) == reason
    assert len(server.requests) == attempts


def test_a_reply_that_drips_on_ends_with_the_whole_time(server: FakeOpenAI) -> None:
    server.play(text("あ", pause=0.1, endless=True))
    assert failure(chat(server, whole=0.6)) == "timeout"
    assert server.left.wait(5), "the call was cancelled"


def test_a_fault_of_the_server_is_tried_again(server: FakeOpenAI) -> None:
    server.play(Play(status=500), Play(status=503), text("はい。"))
    assert reply(chat(server, whole=10.0)) == "はい。"
    assert len(server.requests) == 3


def test_after_the_last_attempt_the_fault_is_told(server: FakeOpenAI) -> None:
    server.play(Play(status=500))
    assert failure(chat(server, retries=1)) == "server"
    assert len(server.requests) == 2


def test_a_busy_server_is_given_the_time_it_asks_for(server: FakeOpenAI) -> None:
    server.play(Play(status=429, headers={"Retry-After": "1"}), text("はい。"))
    assert reply(chat(server)) == "はい。"
    assert server.arrived[1] - server.arrived[0] >= 1.0


def test_a_server_that_asks_for_more_time_than_there_is_gets_no_second_call(server: FakeOpenAI) -> None:
    server.play(Play(status=429, headers={"Retry-After": "3600"}), text("はい。"))
    assert failure(chat(server)) == "busy"
    assert len(server.requests) == 1


def test_nothing_listens(server: FakeOpenAI) -> None:
    assert failure(chat(server, base_url="http://127.0.0.1:9/v1", retries=0)) == "unreachable"


def test_who_leaves_takes_the_call_with_them(server: FakeOpenAI) -> None:
    server.play(text("あ", pause=0.05, endless=True))
    stream = chat(server, whole=30.0, max_tokens=10_000).stream(ASKED)
    next(stream)
    stream.close()
    assert server.left.wait(2), "reliability: cancelled within two seconds"


@pytest.mark.parametrize(
    ("name", "reason"), [("anthropic:some-model", "package"), ("nobody:some-model", "request"), ("openai:x", "key")]
)
def test_a_model_that_cannot_be_made(name: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    if name.startswith("anthropic"):
        monkeypatch.setitem(__import__("sys").modules, "langchain_anthropic", None)
    assert failure(LangChainChat(ChatOptions(model=name))) == reason


def test_the_key_shows_nowhere() -> None:
    options = ChatOptions(model="openai:x", api_key="sk-secret")
    assert "sk-secret" not in repr(options)


class Answered(Exception):
    """What an SDK raises that does not know langchain-core's errors."""

    def __init__(self, status: int, after: str | None = None) -> None:
        self.status_code = status
        self.response = type("R", (), {"headers": {} if after is None else {"retry-after": after}})()


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "key"), (404, "unknown"), (408, "timeout"), (422, "request"), (429, "busy"), (529, "server")]
)
def test_other_vendors_errors_are_known_by_their_status(status: int, reason: str) -> None:
    assert failure_of(Answered(status)) == reason


def test_retry_after_in_seconds_as_a_date_and_as_nonsense() -> None:
    assert retry_after(Answered(429, "2.5")) == 2.5
    soon = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 60))
    assert 50 < (retry_after(Answered(429, soon)) or 0) <= 60
    assert retry_after(Answered(429, "soon")) is None
    assert retry_after(Answered(429)) is None
    assert retry_after(ValueError()) is None
