"""What an administrator sees and does, and nobody else."""

from __future__ import annotations

import copy
import csv
import io
import json
import logging
import re
import socket
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.errors import StorageError
from assistant.sessions.audit import AuditEntry
from assistant.sessions.clock import day_of, now
from assistant.sessions.feedback import Feedback
from assistant.sessions.gaps import Unanswered
from assistant.settings import Settings
from assistant.stores import Stores
from bots.web.app import create_app
from bots.web.security.tokens import TOKENS, TokenStore
from bots.web.views.settings_table import settings_table
from ingest.background import Background
from tests.bots.web.calling import CITED, caller, csrf_of, no_ingest, running

HTML = {"accept": "text/html"}
TEXT = "回覧板は月曜日に回します。\n".encode()
NUMBER = "マイナンバーは123456789018です"
INSIDE = (
    "/admin", "/admin/questions", "/admin/documents", "/admin/documents/status", "/admin/documents/x.txt/remove", "/admin/audit",
    "/admin/audit/export?from=2025-04-01&to=2025-04-02", "/admin/settings", "/metrics", "/api/v1/usage", "/api/v1/gaps",
    "/api/v1/uploads", "/api/v1/ingest",
)  # fmt: skip


@pytest.fixture
def settings(built_assistant: Assistant, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    return replace(built_assistant.settings, data=data, upload=1, database=f"sqlite:///{data / 'own.db'}")


@pytest.fixture
def assistant(settings: Settings, built_assistant: Assistant) -> Assistant:
    """The shared index, open as it is, with a database of its own."""
    made = copy.copy(built_assistant)
    made.settings = replace(settings, data=built_assistant.settings.data)
    vars(made).pop("dialogue", None)
    return made


@pytest.fixture
def app(assistant: Assistant, settings: Settings) -> FastAPI:
    return create_app(assistant, settings, background=Background(settings, lines=no_ingest))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return caller(app)


@pytest.fixture
def stores(assistant: Assistant) -> Stores:
    return assistant.dialogue.stores


def entry(question: str, **changed: object) -> AuditEntry:
    values: dict[str, object] = {
        "at": now(), "who": "tanaka", "surface": "web", "question": question, "status": "answered", "mode": "extractive",
        "citations": ("umikaze 1",), "model": "", "latency_ms": 20.0, "answer_id": "a1",
    }  # fmt: skip
    return AuditEntry(**{**values, **changed})  # type: ignore[arg-type]


@pytest.fixture
def as_user(assistant: Assistant, settings: Settings) -> TestClient:
    closed = replace(settings, auth="token", rate=1000)
    secret = TokenStore(closed.data / TOKENS).create("sato", "trainer")[1]
    app = create_app(assistant, closed, background=Background(closed, lines=no_ingest))
    return caller(app, headers={"authorization": f"Bearer {secret}"})


def test_others_are_turned_away(as_user: TestClient) -> None:
    assert {path: as_user.get(path).status_code for path in INSIDE} == dict.fromkeys(INSIDE, 403)


def test_others_change_nothing(as_user: TestClient, settings: Settings) -> None:
    tries = [
        as_user.put("/api/v1/uploads/a.txt", content=TEXT), as_user.delete("/api/v1/uploads/a.txt"),
        as_user.post("/api/v1/ingest"), as_user.post("/admin/documents", files={"file": ("a.txt", TEXT)}),
        as_user.post("/admin/documents/read"), as_user.post("/admin/documents/a.txt/remove"),
    ]  # fmt: skip

    assert {answer.status_code for answer in tries} == {403}
    assert not settings.uploads.exists()


def test_upload_lies_on_the_shelf_until_it_is_removed(client: TestClient, settings: Settings) -> None:
    put = client.put("/api/v1/uploads/回覧板.pdf", content=TEXT)
    assert (put.status_code, put.json()) == (201, {"file": "回覧板.txt"})
    assert (settings.uploads / "回覧板.txt").read_bytes() == TEXT
    again = client.put("/api/v1/uploads/回覧板.txt", content=TEXT)
    assert (again.status_code, again.json()["title_en"]) == (422, "Document refused")
    assert "同じ名前" in again.json()["detail"]
    assert client.put("/api/v1/uploads/回覧板.txt?replace=true", content=TEXT).status_code == 201

    held = {row["file"]: row for row in client.get("/api/v1/uploads").json()["files"]}
    assert (held["回覧板.txt"]["state"], held["回覧板.txt"]["bytes"]) == ("waiting", len(TEXT))
    assert (held["umikaze.md"]["state"], held["umikaze.md"]["uploaded"]) == ("served", False)

    assert client.delete("/api/v1/uploads/umikaze.md").status_code == 404
    assert client.delete("/api/v1/uploads/回覧板.txt").status_code == 204
    assert list(settings.uploads.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, 422), ("a.txt", b"", 422), ("%20.txt", TEXT, 422),
     ("a.txt", b"a" * 1_050_000, 422), ("a.txt", b"a" * 1_200_000, 413)],
)  # fmt: skip
def test_refused_upload_is_a_problem_and_leaves_nothing(
    client: TestClient, settings: Settings, name: str, content: bytes, status: int
) -> None:
    refused = client.put(f"/api/v1/uploads/{name}", content=content)

    assert (refused.status_code, refused.json()["status"]) == (status, status)
    assert list(settings.uploads.glob("*")) == []


def test_upload_cut_off_in_the_middle_leaves_nothing(
    app: FastAPI, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with running(app) as (base, _):
        host, port = base.split("//")[1].split(":")
        with socket.create_connection((host, int(port))) as sender:
            head = f"PUT /api/v1/uploads/a.txt HTTP/1.1\r\nHost: {host}\r\nContent-Length: 90000\r\n\r\n"
            sender.sendall(head.encode() + b"a" * 50_000)
            while not list(settings.uploads.glob(".upload-*")):
                time.sleep(0.01)
            assert caller(app).get("/api/v1/ingest").json()["running"] is False
        deadline = time.monotonic() + 10
        while list(settings.uploads.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.01)

    assert list(settings.uploads.iterdir()) == []
    assert "Traceback" not in caplog.text


def test_form_without_its_token_uploads_nothing(client: TestClient, settings: Settings) -> None:
    assert client.post("/admin/documents", files={"file": ("a.txt", TEXT)}, headers=HTML).status_code == 403
    assert list(settings.uploads.glob("*")) == []


def test_form_keeps_the_good_files_and_tells_of_the_others(client: TestClient, settings: Settings) -> None:
    csrf = csrf_of(client.get("/admin/documents", headers=HTML).text)
    files = [("file", ("良い.txt", TEXT)), ("file", ("悪い.txt", b"\x00" * 500)), ("file", ("<b>.txt", b""))]

    page = client.post("/admin/documents", data={"csrf": csrf}, files=files, headers=HTML)

    assert page.status_code == 422
    assert "「悪い.txt」は" in page.text
    assert "「&lt;b&gt;.txt」は中身のない" in page.text
    assert [path.name for path in settings.uploads.iterdir()] == ["良い.txt"]
    assert "読み込み待ち" in page.text
    empty = client.post("/admin/documents", data={"csrf": csrf}, headers=HTML)
    assert "選ばれていません" in empty.text


def test_removal_tells_what_goes_with_it(client: TestClient, settings: Settings) -> None:
    settings.uploads.mkdir()
    (settings.uploads / "basic-textbook-2016.md").write_bytes(TEXT)
    path = "/admin/documents/basic-textbook-2016.md/remove"

    page = client.get(path, headers=HTML)
    assert "出典にしています" in page.text
    assert 'href="/notes/home-death-rate-not-a-target"' in page.text
    removed = client.post(path, data={"csrf": csrf_of(page.text)}, headers=HTML)

    assert (removed.status_code, removed.headers["location"]) == (303, "/admin/documents")
    assert list(settings.uploads.iterdir()) == []
    assert client.get(path).status_code == 404


def test_what_could_not_be_read_says_why(assistant: Assistant, settings: Settings) -> None:
    left_out = {"report": {"changed": True, "left_out": [{"file": "絵.pdf", "reason": "scanned", "reference": "ab"}]}}
    background = Background(settings, lines=lambda *_: iter([left_out]))
    client = caller(create_app(assistant, settings, background=background))

    client.put("/api/v1/uploads/絵.pdf", content=b"%PDF-1.7 nothing")
    assert background.wait(10)

    page = client.get("/admin/documents", headers=HTML).text
    assert "画像だけのPDF" in page
    assert "使用していません" in page
    assert client.get("/api/v1/ingest").json()["fault"] == ""


def test_usage_counts_every_question_also_those_not_answered(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": CITED}).json()
    client.post("/api/v1/ask", json={"question": "今日の天気を教えてください"})
    client.post("/api/v1/ask", json={"question": f"{NUMBER}。この人の介護の相談をしてください"})
    client.post("/api/v1/feedback", json={"answer_id": answer["id"], "verdict": "not_helpful", "reason": "unclear",
                                          "comment": f"難しい。{NUMBER}"})  # fmt: skip

    usage = client.get("/api/v1/usage").json()

    assert usage["questions"] == 3
    assert {"answered", "out_of_scope"} <= {row["status"] for row in usage["days"]}
    assert usage["verdicts"] == [{"surface": "web", "verdict": "not_helpful", "reason": "unclear", "count": 1}]
    assert usage["cited"]
    assert usage["speed"]["count"] == 3
    page = client.get("/admin", headers=HTML).text
    assert "123456789018" not in page + json.dumps(usage)
    assert "難しい" in page
    assert client.get("/api/v1/usage?from=2025-04-02&to=2025-04-01").status_code == 422
    assert client.get("/api/v1/usage?from=2025-04-01&to=2025-04-02").json()["questions"] == 0


def test_what_was_stored_unmasked_is_not_shown(client: TestClient, stores: Stores) -> None:
    stores.audit.write(entry(NUMBER))
    stores.gaps.note(Unanswered(at=now(), question=NUMBER, surface="web"))
    stores.feedback.give(Feedback(answer_id="a1", who="a", verdict="helpful", at=now(), surface="web", comment=NUMBER))
    day = day_of(now())

    for path in ("/admin", "/admin/questions", "/api/v1/usage", "/api/v1/gaps", f"/admin/audit/export?from={day}&to={day}"):
        shown = client.get(path)
        assert shown.status_code == 200
        assert "123456789018" not in shown.text, path


def test_gaps_are_clustered_by_month(client: TestClient, stores: Stores) -> None:
    for question in ("介護保険料はいくらですか", "介護保険料はいくらですか", "<b>祭りはいつですか"):
        stores.gaps.note(Unanswered(at=now(), question=question, surface="web"))

    clusters = client.get("/api/v1/gaps").json()["clusters"]
    assert [(one["question"], one["count"]) for one in clusters] == [("介護保険料はいくらですか", 2), ("<b>祭りはいつですか", 1)]
    page = client.get("/admin/questions", headers=HTML).text
    assert "3件（2まとまり）" in page
    assert "<b>祭り" not in page
    assert client.get("/api/v1/gaps?month=2020-01").json()["clusters"] == []
    assert client.get("/api/v1/gaps?month=2020-13").status_code == 422


def test_audit_export_is_safe_in_a_spreadsheet(client: TestClient, stores: Stores) -> None:
    questions = ["=HYPERLINK(1)", "＝1+1", " @sum", "-1", "普通の質問"]
    for question in questions:
        stores.audit.write(entry(question))
    stores.audit.write(entry("前の日の質問", at=now() - timedelta(days=2)))
    day = day_of(now())

    table = client.get(f"/admin/audit/export?from={day}&to={day}&format=csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert f"{day:%Y%m%d}.csv" in table.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["question"] for row in rows] == [f"'{question}" for question in questions[:4]] + questions[4:]
    lines = client.get(f"/admin/audit/export?from={day}&to={day}&format=jsonl").text.splitlines()
    assert [json.loads(line)["question"] for line in lines] == questions
    assert client.get(f"/admin/audit/export?from={day}&to=2020-01-01", headers=HTML).status_code == 422


def test_settings_are_shown_without_their_secrets(settings: Settings, assistant: Assistant) -> None:
    access = replace(settings.access, oidc_client_secret="hidden-1")
    full = replace(settings, chat_api_key="hidden-2", slack_bot_token="hidden-3", access=access,
                   chat_base_url="https://me:hidden-4@example.org/v1")  # fmt: skip

    page = caller(create_app(assistant, full)).get("/admin/settings", headers=HTML).text

    assert not re.search(r"hidden-\d", page)
    assert "own.db" not in page
    assert "https://***@example.org/v1" in page
    assert page.count("設定済み（表示しません）") == 4
    assert [row.variable for row in settings_table(full) if not row.meaning] == []


def test_metrics_count_requests_and_answers(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": CITED})
    client.get("/wp-login.php")
    client.get("/documents/umikaze")

    told = client.get("/metrics").text

    assert 'renkei_requests_total{method="POST",path="/api/v1/ask",status="200"} 1.0' in told
    assert 'path="/documents/{document_id}"' in told
    assert "wp-login" not in told
    assert 'renkei_answers_total{mode="extractive",status="answered"} 1.0' in told
    assert "renkei_queue 0.0" in told
    assert 'renkei_index_info{embedder="static' in told


def test_readiness_names_each_part(client: TestClient, monkeypatch: pytest.MonkeyPatch, stores: Stores) -> None:
    checks = {check["name"]: check for check in client.get("/readyz").json()["checks"]}
    assert {name: check["ok"] for name, check in checks.items()} == {
        "index": True, "embedding": True, "database": True, "model": True,
    }  # fmt: skip
    assert not checks["model"]["needed"]

    def broken() -> str:
        raise StorageError("gone", path="x", reason="gone")

    monkeypatch.setattr(stores.database, "ping", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert not answer.json()["ready"]
    assert client.post("/api/v1/ask", json={"question": CITED}).status_code == 200


def test_number_that_a_user_is_told_stands_in_the_log(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, stores: Stores, caplog: pytest.LogCaptureFixture
) -> None:
    def full() -> None:
        raise StorageError("x: SQLITE_FULL", path="x", reason="SQLITE_FULL")

    monkeypatch.setattr(stores.database, "write", full)
    told = client.post("/api/v1/coach/worksheets", json={"municipality": "海風市", "year": 2026})

    assert told.status_code == 507
    [line] = [row.getMessage() for row in caplog.records if row.levelno >= logging.WARNING]
    assert told.json()["reference"] in line and "SQLITE_FULL" in line
    assert "海風市" not in caplog.text
