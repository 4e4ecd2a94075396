"""A real HTTP server on loopback that speaks the OpenAI chat protocol and plays what a test tells it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """What one request gets."""

    pieces: Sequence[str] = ()
    """Text, in the pieces in which it is streamed."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    finish: str | None = "stop"
    """Reason of the end; None: the stream ends in order, but without one."""
    wait: float = 0.0
    """Seconds before the first piece (the headers come at once)."""
    pause: float = 0.0
    """Seconds between pieces."""
    cut: bool = False
    """The connection breaks after the last piece."""
    endless: bool = False
    """The pieces come again and again until the client leaves."""
    raw: str | None = None
    """Sent as it is, in place of pieces."""


def text(*pieces: str, **more: Any) -> Play:
    """A reply of `pieces`."""
    return Play(pieces=pieces, **more)


class FakeOpenAI:
    """The running server. `plays` are used up one by one; the last one stays."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        self.plays: list[Play] = []
        self.requests: list[dict[str, Any]] = []
        self.arrived: list[float] = []
        self.left = threading.Event()
        """Set when a client went before the reply was at its end."""

    def play(self, *plays: Play) -> None:
        """What the coming requests get."""
        self.plays = list(plays)

    def next(self) -> Play:
        """The play of this request."""
        return self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]


@contextmanager
def fake_openai() -> Iterator[FakeOpenAI]:
    """A running server, stopped at the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    fake = FakeOpenAI(server)
    server.fake = fake  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        fake: FakeOpenAI = self.server.fake  # type: ignore[attr-defined]
        fake.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        fake.arrived.append(time.monotonic())
        play = fake.next()
        if play.status != 200:
            self._refuse(play)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            self._stream(play)
        except OSError:
            fake.left.set()
            self.close_connection = True

    def _refuse(self, play: Play) -> None:
        body = json.dumps({"error": {"message": "no", "type": "fake", "code": None}}).encode()
        self.send_response(play.status)
        for name, value in play.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, play: Play) -> None:
        if play.raw is not None:
            self._chunk(play.raw)
            self._chunk("")
            return
        self._event({"role": "assistant", "content": ""})
        time.sleep(play.wait)
        while True:
            for piece in play.pieces:
                self._event({"content": piece})
                time.sleep(play.pause)
            if not play.endless:
                break
        if play.cut:
            self.close_connection = True
            self.connection.close()
            return
        if play.finish is not None:
            self._event({}, play.finish)
        self._chunk("data: [DONE]\n\n")
        self._chunk("")

    def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
        row = {
            "id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "fake",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }  # fmt: skip
        self._chunk(f"data: {json.dumps(row, ensure_ascii=False)}\n\n")

    def _chunk(self, text: str) -> None:
        body = text.encode()
        self.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        self.wfile.flush()
