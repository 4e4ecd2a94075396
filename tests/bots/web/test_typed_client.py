"""The typed client against the real interface, and the interface against the client."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import bots.client
from assistant.app import Assistant
from assistant.settings import Settings
from bots.client import Client, Problem, models
from bots.client.generate import written
from bots.client.values import decode, encode
from bots.web.app import create_app
from bots.web.pool import AskPool
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import CITED, QUOTED, SlowAssistant, caller


def test_client_is_the_one_of_this_interface(app: FastAPI) -> None:
    """Red? `python -m bots.client.generate` writes the client anew."""
    document = app.openapi()
    methods = {operation["operationId"] for item in document["paths"].values() for operation in item.values()}

    assert methods - set(dir(Client)) == set()
    for name, text in written(document).items():
        assert (Path(bots.client.__file__).parent / name).read_text(encoding="utf-8") == text


def test_answer_comes_typed(renkei: Client) -> None:
    answer = renkei.ask(question=CITED)

    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert isinstance(answer.citations[0], models.CitationBody)
    assert QUOTED in answer.citations[0].quote
    kept = renkei.conversation(answer.conversation_id)
    assert isinstance(kept.conversation.created_at, datetime)
    assert kept.turns[0].answer.text == answer.text


def test_stream_is_walked_through_event_by_event(renkei: Client) -> None:
    events = list(renkei.ask_stream(question=CITED))

    assert list(dict.fromkeys(event.name for event in events)) == ["status", "sections", "citations", "done"]
    assert decode(models.AnswerBody, events[-1].data).status == "answered"


def test_refusal_is_a_problem_with_its_document(renkei: Client) -> None:
    for call, status, code in (
        (lambda: renkei.document("nothing"), 404, "not_found"),
        (lambda: renkei.ask(question="  "), 422, "invalid"),
        (lambda: list(renkei.ask_stream(question="a" * 3000)), 422, "invalid"),
    ):
        with pytest.raises(Problem) as refused:
            call()
        assert (refused.value.status, refused.value.code) == (status, code)
        assert refused.value.document
        assert refused.value.document.title_en in str(refused.value)


def test_problem_within_a_stream_ends_it(built_assistant: Assistant, web_settings: Settings) -> None:
    broken = SlowAssistant(built_assistant, ValueError("boom"))
    broken.go.set()
    stream = Client(http=caller(create_app(broken, web_settings))).ask_stream(question=CITED)  # type: ignore[arg-type]

    assert next(stream).name == "status"
    with pytest.raises(Problem) as refused:
        next(stream)
    assert refused.value.status == 500


def test_crowd_is_told_when_to_come_back(built_assistant: Assistant, web_settings: Settings) -> None:
    app = create_app(built_assistant, web_settings, pool=AskPool(workers=1, waiting=-1))

    with pytest.raises(Problem) as refused:
        Client(http=caller(app)).ask(question=CITED)
    assert (refused.value.status, refused.value.code) == (503, "overloaded")
    assert (refused.value.retry_after or 0) > 0


def test_token_opens_and_its_absence_does_not(built_assistant: Assistant, web_settings: Settings) -> None:
    settings = replace(web_settings, auth="token", rate=1000)
    app = create_app(built_assistant, settings)
    _, secret = TokenStore(settings.data / TOKENS).create("program", "user")
    header = Client("http://127.0.0.1", token=secret)._http.headers["authorization"]

    assert Client(http=caller(app, headers={"authorization": header})).notes().notes
    with pytest.raises(Problem) as refused:
        Client(http=caller(app)).notes()
    assert refused.value.status == 401


def test_answer_of_something_else_is_a_problem_too() -> None:
    http = httpx2.Client(base_url="http://x", transport=httpx2.MockTransport(lambda _: httpx2.Response(502, text="<html>")))

    with pytest.raises(Problem) as refused:
        Client(http=http).healthz()
    assert (refused.value.status, refused.value.document, str(refused.value)) == (502, None, "502")


def test_values_keep_their_form_both_ways(client: TestClient) -> None:
    sent = client.post("/api/v1/ask", json={"question": CITED}).json()

    assert encode(decode(models.AnswerBody, {**sent, "new": "a later server's"})) == sent
    with pytest.raises(ValueError, match="AnswerBody"):
        decode(models.AnswerBody, {"id": "1"})
