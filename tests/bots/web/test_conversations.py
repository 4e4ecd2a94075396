"""One's own conversations, and nobody else's; one's word on an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.app import Assistant
from assistant.settings import Settings
from bots.client import Client, Problem
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
    mine, theirs = Client(http=two[0]), Client(http=two[1])
    held = mine.ask(question=CITED).conversation_id

    assert [head.id for head in mine.conversations().conversations] == [held]
    assert theirs.conversations().conversations == ()
    assert mine.conversation(held).turns[0].question == CITED
    for refused in (
        lambda: theirs.conversation(held),
        lambda: theirs.forget_conversation(held),
        lambda: theirs.ask(question=CITED, conversation_id=held),
    ):
        with pytest.raises(Problem, match="404"):
            refused()
    assert two[1].get(f"/conversations/{held}", headers=HTML).status_code == 404
    assert two[1].get(f"/conversations/{held}/export?format=md").status_code == 404

    mine.forget_conversation(held)
    with pytest.raises(Problem, match="404"):
        mine.conversation(held)


def test_conversation_is_exported(client: TestClient) -> None:
    conversation = client.post("/api/v1/ask", json={"question": CITED}).json()["conversation_id"]

    word = client.get(f"/conversations/{conversation}/export?format=docx")
    markdown = client.get(f"/conversations/{conversation}/export?format=md")

    assert word.content.startswith(b"PK")
    assert CITED in markdown.text
    assert conversation in markdown.headers["content-disposition"]
    assert client.get(f"/conversations/{conversation}/export?format=exe").status_code == 422


def test_last_word_on_an_answer_counts(renkei: Client, built_assistant: Assistant) -> None:
    answer = renkei.ask(question=CITED)

    renkei.feedback(answer_id=answer.id, verdict="not_helpful")
    renkei.feedback(answer_id=answer.id, verdict="helpful")

    given = [row for row in built_assistant.dialogue.stores.feedback.given() if row.answer_id == answer.id]
    assert [row.verdict for row in given] == ["helpful"]
    with pytest.raises(Problem, match="422"):
        renkei.feedback(answer_id=answer.id, verdict="great")  # type: ignore[arg-type]


def test_feedback_form_without_script(client: TestClient) -> None:
    csrf = csrf_of(client.get("/", headers=HTML).text)
    form = {"answer_id": "0" * 16, "verdict": "helpful", "reason": "", "comment": ""}

    assert client.post("/feedback", data=form).status_code == 403
    assert "ありがとうございました" in client.post("/feedback", data={**form, "csrf": csrf}).text
