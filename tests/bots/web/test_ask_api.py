"""`/api/v1/ask`: the contract object, at once and as a stream, and what a caller gets who sends something else."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.answering.notice import notice
from assistant.app import Assistant
from assistant.errors import IndexDamaged
from assistant.settings import Settings
from bots.contract import answer_to_dict
from bots.web.app import create_app
from bots.web.pool import AskPool
from tests.bots.web.calling import CITED, SlowAssistant, caller

SECRET = "患者の鈴木花子さん"


def events(text: str) -> list[tuple[str, dict]]:
    """(name, data) of each server-sent event."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    rows = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [(row["event"], json.loads(row["data"])) for row in rows]


def without_times(answer: dict) -> dict:
    return {key: value for key, value in answer.items() if key not in ("id", "elapsed_ms", "conversation_id")}


def test_answers_the_contract_object(client: TestClient, built_assistant: Assistant) -> None:
    response = client.post("/api/v1/ask", json={"question": CITED})

    assert response.status_code == 200
    answer = built_assistant.ask(CITED)
    assert without_times(response.json()) == without_times(answer_to_dict(answer, notice(answer, "api")))
    assert "機械が組み立てた" in response.json()["notice"]
    assert response.json()["citations"][0]["document_id"] == "basic-textbook-2016"


def test_conversation_goes_on_and_a_follow_up_is_understood_by_it(client: TestClient) -> None:
    first = client.post("/api/v1/ask", json={"question": CITED}).json()
    body = {"question": "それはなぜですか", "conversation_id": first["conversation_id"], "mode": "extractive"}

    second = client.post("/api/v1/ask", json=body).json()

    assert first["conversation_id"]
    assert (second["conversation_id"], second["mode"]) == (first["conversation_id"], "extractive")
    assert second["question"] != body["question"]
    assert client.post("/api/v1/ask", json={**body, "conversation_id": "another-1"}).status_code == 404


def test_personal_information_is_masked_before_it_is_kept(client: TestClient, built_assistant: Assistant) -> None:
    question = "患者の鈴木花子さん（電話 03-1234-5678）に、看取り率を数値目標にしない理由をどう説明しますか"

    answer = client.post("/api/v1/ask", json={"question": question}).json()
    kept = client.get(f"/api/v1/conversations/{answer['conversation_id']}").text

    assert answer["warnings"]
    for text in (str(answer), kept):
        assert "03-1234-5678" not in text
        assert "鈴木花子" not in text


def test_what_the_documents_do_not_hold_is_said_without_citations(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": "量子計算機の冷却に使う液体ヘリウムの価格は"}).json()

    assert (answer["status"], answer["citations"]) == ("no_evidence", [])
    assert len(answer["suggestions"]) == 3


def test_out_of_scope_question_is_refused_calmly(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": "この薬は何錠まで飲んでよいですか"}).json()

    assert answer["status"] in ("out_of_scope", "refused")
    assert answer["citations"] == []


def test_stream_tells_the_answer_step_by_step(client: TestClient) -> None:
    response = client.post("/api/v1/ask/stream", json={"question": CITED})

    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    assert list(dict.fromkeys(name for name, _ in told)) == ["status", "sections", "citations", "done"]
    done = told[-1][1]
    sections = [section for name, data in told if name == "sections" for section in data["sections"]]
    assert sections == done["sections"]
    assert next(data for name, data in told if name == "citations")["citations"] == done["citations"]
    assert without_times(done) == without_times(client.post("/api/v1/ask", json={"question": CITED}).json())


BAD_BODIES = {
    "no question": b"{}",
    "empty question": b'{"question": "  "}',
    "long question": json.dumps({"question": "a" * 2001}).encode(),
    "unknown key": b'{"question": "a", "secret": 1}',
    "unknown mode": b'{"question": "a", "mode": "guess"}',
    "a number": b'{"question": 1}',
    "a list": b"[1]",
    "half a character": b'{"question": "\\ud800"}',
    "not JSON": b"question=a",
    "not UTF-8": b'{"question": "\xff\xfe"}',
    "nothing": b"",
}


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream"])
@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_bad_body_is_a_problem_document(client: TestClient, path: str, body: bytes) -> None:
    response = client.post(path, content=body, headers={"content-type": "application/json"})

    problem = response.json()
    assert response.status_code == problem["status"] == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["title"] == "内容に誤りがあります"
    assert problem["title_en"] == "Invalid request"
    assert problem["detail"].endswith(("。", "）"))
    assert len(problem["reference"]) == 8


def test_body_of_a_megabyte_is_refused_however_it_comes(client: TestClient) -> None:
    body = json.dumps({"question": "あ" * 1_000_000}).encode()

    def in_pieces() -> Iterator[bytes]:  # without a Content-Length
        for start in range(0, len(body), 10_000):
            yield body[start : start + 10_000]

    for content in (body, in_pieces()):
        response = client.post("/api/v1/ask", content=content, headers={"content-type": "application/json"})
        assert response.status_code == 413
        assert response.json()["title_en"] == "Payload too large"


def test_what_was_sent_is_never_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    for body in (f'{{"question": "{SECRET}", "x": "{SECRET}"}}', f'{{"question": "{SECRET}"', SECRET):
        response = client.post("/api/v1/ask", content=body.encode(), headers={"content-type": "application/json"})
        assert response.status_code == 422
        assert SECRET not in response.text

    assert SECRET not in caplog.text
    assert "reference" in response.json()


def test_other_methods_and_paths_are_problem_documents(client: TestClient) -> None:
    assert client.get("/api/v1/ask").json()["status"] == 405
    missing = client.get("/api/v1/nothing-here", headers={"accept": "text/html"})
    assert (missing.status_code, missing.json()["title_en"]) == (404, "Not found")


def test_crowd_beyond_the_waiting_line_is_told_when_to_come_back(
    built_assistant: Assistant, web_settings: Settings
) -> None:
    slow = SlowAssistant(built_assistant)
    app = create_app(slow, web_settings, pool=AskPool(workers=1, waiting=0))
    first: list[int] = []
    asking = threading.Thread(
        target=lambda: first.append(caller(app).post("/api/v1/ask", json={"question": CITED}).status_code)
    )
    asking.start()
    slow.begun.acquire(timeout=30)

    refused = caller(app).post("/api/v1/ask", json={"question": CITED})
    streamed = caller(app).post("/api/v1/ask/stream", json={"question": CITED})
    slow.go.set()
    asking.join(30)

    assert (refused.status_code, refused.json()["title_en"]) == (503, "Overloaded")
    assert int(refused.headers["retry-after"]) > 0
    assert events(streamed.text)[-1][0] == "error"
    assert first == [200]


@pytest.mark.parametrize(
    ("fault", "status"), [(ValueError("boom"), 500), (IndexDamaged("x", path="p", reason="changed"), 503)]
)
def test_fault_inside_is_a_problem_with_a_reference(
    built_assistant: Assistant, web_settings: Settings, fault: Exception, status: int
) -> None:
    broken = SlowAssistant(built_assistant, fault)
    broken.go.set()
    app: FastAPI = create_app(broken, web_settings)

    response = caller(app).post("/api/v1/ask", json={"question": CITED})
    streamed = events(caller(app).post("/api/v1/ask/stream", json={"question": CITED}).text)

    assert response.status_code == response.json()["status"] == status
    assert "boom" not in response.text
    assert response.headers["content-security-policy"]
    assert [name for name, _ in streamed] == ["status", "error"]
    assert streamed[-1][1]["status"] == status


def test_health_and_readiness(client: TestClient, built_assistant: Assistant) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    checks = {check["name"]: check for check in ready.json()["checks"]}
    assert built_assistant.generation.manifest.id in checks["index"]["detail"]
    assert checks["embedding"]["ok"]
