"""How tests call the application: in process, and on a real socket; and assistants that are slow or broken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.sessions.exchange import Asked
from assistant.settings import Settings
from bots.commands.serve import listen

BASE = "http://127.0.0.1:8000"
CITED = "なぜ看取り率を数値目標にしないのですか"
"""Answered from the guide; the place it stands on is installed, with a quote."""
QUOTED = "海風市の写しには"
"""How every sentence of that place begins."""
UNINSTALLED = "「公開名刺」とは何ですか"
"""Answered from the guide; the document it stands on is not installed."""


class SlowAssistant:
    """An assistant whose answers wait until the test lets them go. `fault` is raised instead of an answer."""

    def __init__(self, assistant: Assistant, fault: Exception | None = None) -> None:
        self._assistant = assistant
        self._fault = fault
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()
        self.dialogue = self
        self.exchange = self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def stream(self, asked: Asked) -> Iterator[Any]:
        """As `Exchange.stream`, slowly."""
        self.begun.release()
        assert self.go.wait(30), "the test never let the answer go"
        if self._fault:
            raise self._fault
        yield from self._assistant.dialogue.exchange.stream(asked)


def no_ingest(settings: Settings, corpus: Path | None) -> Iterator[dict[str, Any]]:
    """An ingest that finds nothing new, for `Background(lines=…)`."""
    yield {"report": {"changed": False, "left_out": []}}


def caller(app: FastAPI, **options: Any) -> TestClient:
    """A caller on the loopback address; redirects are looked at, not followed."""
    return TestClient(app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False, **options)


def csrf_of(page: str) -> str:
    """The token that the forms of `page` carry."""
    return page.split('name="csrf" content="')[1].split('"')[0]



@contextmanager
def running(app: FastAPI, port: int = 0) -> Iterator[tuple[str, uvicorn.Server]]:
    """`app` on `port` of the loopback address, or on a free one: its address and its server."""
    listening = listen("127.0.0.1", port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=10))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", server
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
    assert not thread.is_alive()
