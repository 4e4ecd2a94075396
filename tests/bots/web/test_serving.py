"""`renkei serve` and `renkei token`, and a server that is left or stopped while it answers."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.request
from pathlib import Path

import httpx
import pytest

from assistant.app import Assistant
from assistant.errors import UsageError
from assistant.settings import Settings
from bots.cli import main
from bots.commands.serve import address, listen, refuse_open_door
from bots.messages import explain
from bots.web.app import create_app
from bots.web.pool import AskPool
from tests.bots.web.calling import CITED, SlowAssistant, running

ASK = {"question": CITED}


def until(condition: object, seconds: float = 10.0) -> bool:
    """Whether `condition()` comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_page_without_sign_in_stays_on_this_machine() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "renkei.example"):
        with pytest.raises(UsageError) as refused:
            refuse_open_door("none", host)
        assert "RENKEI_AUTH=token" in explain(refused.value)[0]
    for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost"):
        refuse_open_door("none", host)
    refuse_open_door("token", "0.0.0.0")


def test_taken_port_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert f"ポート{port}は、ほかのプログラムが使っています" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99999), ("192.0.2.1", 8000)])
def test_address_that_cannot_be_used_is_named(host: str, port: int) -> None:
    with pytest.raises(UsageError) as refused:
        listen(host, port)
    assert "待ち受けできません" in explain(refused.value)[0]


def test_address_is_one_that_a_browser_can_open() -> None:
    assert address("0.0.0.0", 80) == "http://127.0.0.1:80/"
    assert address("::1", 8000) == "http://[::1]:8000/"


def test_token_is_made_listed_and_revoked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))

    assert main(["token", "create", "--name", "高齢福祉係", "--role", "admin"]) == 0
    secret = capsys.readouterr().out.strip()
    assert main(["token", "list"]) == 0
    listed = capsys.readouterr().out
    assert secret.startswith("rk_")
    assert secret not in listed
    assert "管理者" in listed
    assert main(["token", "revoke", listed.split()[0]]) == 0
    assert main(["token", "revoke", "nothing"]) == 1
    assert main(["token", "create", "--name", " "]) == 1


def test_reader_who_leaves_gives_the_place_back(built_assistant: Assistant, web_settings: Settings) -> None:
    slow = SlowAssistant(built_assistant)
    pool = AskPool(workers=1)
    app = create_app(slow, web_settings, pool=pool)  # type: ignore[arg-type]
    with running(app) as (base, _):
        first = threading.Thread(target=lambda: httpx.post(f"{base}/api/v1/ask", json=ASK, timeout=60))
        first.start()
        slow.begun.acquire(timeout=10)
        leaving = socket.create_connection((base.split("//")[1].split(":")[0], int(base.rsplit(":", 1)[1])))
        body = json.dumps(ASK).encode()
        leaving.sendall(
            b"POST /api/v1/ask/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
        )  # fmt: skip
        assert until(lambda: pool.under_way == 2)
        told = b""
        while b"event: status" not in told:
            told += leaving.recv(65536)

        leaving.close()

        assert until(lambda: pool.under_way == 1, 2.0), "a waiting answer outlived its reader"
        slow.go.set()
        first.join(30)


def test_stopping_waits_for_the_answer_under_way(built_assistant: Assistant, web_settings: Settings) -> None:
    slow = SlowAssistant(built_assistant)
    app = create_app(slow, web_settings)  # type: ignore[arg-type]
    told: list[str] = []

    def read(base: str) -> None:
        with httpx.stream("POST", f"{base}/api/v1/ask/stream", json=ASK, timeout=60) as response:
            told.extend(line for line in response.iter_lines() if line.startswith("event: "))

    with running(app) as (base, server):
        reader = threading.Thread(target=read, args=(base,))
        reader.start()
        slow.begun.acquire(timeout=10)
        server.should_exit = True  # what SIGTERM sets
        assert until(lambda: _refuses(base))
        slow.go.set()
        reader.join(30)

    assert told[-1] == "event: done"


def _refuses(base: str) -> bool:
    try:
        urllib.request.urlopen(f"{base}/healthz", timeout=1).close()
    except OSError:
        return True
    return False
