"""One's own conversations, and nobody else's; one's word on an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.web.app import create_app
from bots.web.security.tokens import TOKENS, TokenStore
from tests.bots.web.calling import CITED, caller, csrf_of

HTML = {"accept": "text/html"}


@pytest.fixture
def two(built_assistant: Assistant, web_settings: Settings) -> tuple[TestClient, TestClient]:
    """Two users of one installation."""
    settings = replace(web_settings, auth="token", rate=1000)
    app: FastAPI = create_app(built_assistant, settings)
    store = TokenStore(settings.data / TOKENS)
    return tuple(
        caller(app, headers={"authorization": f"Bearer {store.create(name, 'user')[1]}"}) for name in ("one", "other")
    )  # type: ignore[return-value]


def test_everybody_sees_their_own_only(two: tuple[TestClient, TestClient]) -> None:
    mine, theirs = two
    conversation = mine.post("/api/v1/ask", json={"question": CITED}).json()["conversation_id"]
    path = f"/api/v1/conversations/{conversation}"

    assert [head["id"] for head in mine.get("/api/v1/conversations").json()["conversations"]] == [conversation]
    assert theirs.get("/api/v1/conversations").json()["conversations"] == []
    assert mine.get(path).json()["turns"][0]["question"] == CITED
    for refused in (
        theirs.get(path),
        theirs.delete(path),
        theirs.get(f"/conversations/{conversation}", headers=HTML),
        theirs.get(f"/conversations/{conversation}/export?format=md"),
        theirs.post("/api/v1/ask", json={"question": CITED, "conversation_id": conversation}),
    ):
        assert refused.status_code == 404

    assert mine.delete(path).status_code == 204
    assert mine.get(path).status_code == 404


def test_conversation_is_exported(client: TestClient) -> None:
    conversation = client.post("/api/v1/ask", json={"question": CITED}).json()["conversation_id"]

    word = client.get(f"/conversations/{conversation}/export?format=docx")
    markdown = client.get(f"/conversations/{conversation}/export?format=md")

    assert word.content.startswith(b"PK")
    assert CITED in markdown.text
    assert conversation in markdown.headers["content-disposition"]
    assert client.get(f"/conversations/{conversation}/export?format=exe").status_code == 422


def test_last_word_on_an_answer_counts(client: TestClient, built_assistant: Assistant) -> None:
    answer = client.post("/api/v1/ask", json={"question": CITED}).json()["id"]

    for verdict in ("not_helpful", "helpful"):
        assert client.post("/api/v1/feedback", json={"answer_id": answer, "verdict": verdict}).status_code == 204

    given = [row for row in built_assistant.dialogue.stores.feedback.given() if row.answer_id == answer]
    assert [row.verdict for row in given] == ["helpful"]
    assert client.post("/api/v1/feedback", json={"answer_id": answer, "verdict": "great"}).status_code == 422


def test_feedback_form_without_script(client: TestClient) -> None:
    csrf = csrf_of(client.get("/", headers=HTML).text)
    form = {"answer_id": "0" * 16, "verdict": "helpful", "reason": "", "comment": ""}

    assert client.post("/feedback", data=form).status_code == 403
    assert "ありがとうございました" in client.post("/feedback", data={**form, "csrf": csrf}).text
