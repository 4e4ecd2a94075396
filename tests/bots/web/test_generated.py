"""Answers that a model words, on their way to a reader: sentence by sentence, taken back where the model fails, and
cancelled when the reader leaves. The model is played by a server.
"""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from bots.web.app import create_app
from tests.bots.web.calling import CITED, QUOTED, caller, csrf_of, running
from tests.fakes.openai_server import FakeOpenAI, fake_openai, text

ASK = {"question": CITED, "mode": "generated"}


@pytest.fixture
def model() -> Iterator[FakeOpenAI]:
    with fake_openai() as running_model:
        yield running_model


@pytest.fixture
def app(built_assistant: Assistant, model: FakeOpenAI, tmp_path: Path) -> FastAPI:
    settings = replace(built_assistant.settings, chat_model="openai:fake", chat_base_url=model.base_url,
                       chat_first_token=0.3, database=f"sqlite:///{tmp_path / 'renkei.db'}")  # fmt: skip
    return create_app(Assistant(settings), replace(settings, data=tmp_path / "web"))


def told(client: TestClient, path: str = "/api/v1/ask/stream", **headers: str) -> list[tuple[str, str]]:
    """(name, data) of each event."""
    blocks = client.post(path, json=ASK, headers=headers).text.split("\n\n")
    return [
        (block.split("\n")[0].removeprefix("event: "), block.split("data: ", 1)[1])
        for block in blocks
        if block.startswith("event: ")
    ]


def sentence(model: FakeOpenAI) -> str:
    """A sentence that the evidence bears, cited as the model would."""
    sent = model.requests[-1]["messages"][1]["content"]
    number = next(n for n, body in re.findall(r'番号="(\d+)"[^>]*>\n(.*?)\n</', sent, re.DOTALL) if QUOTED in body)
    said = re.search(rf"{QUOTED}「[^」]+」とあります。", sent)
    assert said
    return f"{said[0]}[{number}]"


def test_sentences_come_before_the_whole_answer(app: FastAPI, model: FakeOpenAI) -> None:
    client = caller(app)
    model.play(text("まだ。"))
    told(client)
    model.play(text(sentence(model)))

    names = [name for name, _ in told(client)]

    assert names[:2] == ["status", "sentence"]
    assert list(dict.fromkeys(names)) == ["status", "sentence", "sections", "citations", "done"]


@pytest.mark.parametrize("failure", [{"status": 401}, {"cut": True}, {"wait": 1.5}])
def test_model_that_fails_leaves_the_quoted_answer(app: FastAPI, model: FakeOpenAI, failure: dict[str, Any]) -> None:
    client = caller(app)
    csrf = csrf_of(client.get("/", headers={"accept": "text/html"}).text)
    model.play(text("まだ。"))
    told(client)
    model.play(text(sentence(model), "次の", **failure))

    events = told(client, "/ask/stream", **{"x-csrf": csrf})

    assert events[-1][0] == "done"
    assert "引用のみ" in events[-1][1]
    assert any(name == "sections" and "数値目標等に用いるべき" in html for name, html in events)


def test_reader_who_leaves_cancels_the_call(app: FastAPI, model: FakeOpenAI) -> None:
    model.play(text("ゆっくり", pause=0.2, endless=True))
    with running(app) as (base, _):
        host, port = base.split("//")[1].split(":")
        body = json.dumps(ASK).encode()
        reader = socket.create_connection((host, int(port)))
        reader.sendall(
            b"POST /api/v1/ask/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
        )  # fmt: skip
        while not model.requests:
            time.sleep(0.02)

        reader.close()

        assert model.left.wait(2.0), "the model went on for nobody"


def test_a_kept_answer_stands_beside_the_one_that_only_quotes(app: FastAPI, model: FakeOpenAI) -> None:
    client = caller(app)
    model.play(text("まだ。"))
    told(client)
    model.play(text(sentence(model)))
    answer = client.post("/api/v1/ask", json=ASK).json()
    assert answer["mode"] == "generated"

    page = client.get(f"/conversations/{answer['conversation_id']}/compare/{answer['id']}",
                      headers={"accept": "text/html"})  # fmt: skip

    assert page.status_code == 200
    assert page.text.index("モデルによる回答") < page.text.index("引用による回答")
    assert page.text.count('<article class="answer"') == 2
    asked_before = len(model.requests)
    assert client.get(f"/conversations/{answer['conversation_id']}/compare/nothing").status_code == 404
    assert len(model.requests) == asked_before  # comparing costs no call
