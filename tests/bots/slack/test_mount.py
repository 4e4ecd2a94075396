"""Slack and the pages in one web service."""

from __future__ import annotations

import json

from starlette.testclient import TestClient

from assistant.settings import Settings
from bots.slack.mount import WithSlack
from bots.web.app import create_app
from tests.bots.slack.conftest import Opened
from tests.bots.slack.desk import WHY
from tests.fakes.fake_slack import signed


def test_slack_needs_a_signature_and_no_sign_in(opened: Opened, slack_settings: Settings) -> None:
    from dataclasses import replace

    office = opened()
    settings = replace(slack_settings, auth="token", hosts=("renkei.example.jp",))
    web = WithSlack(create_app(office.app.assistant, settings), office.app)
    with TestClient(web, base_url="https://renkei.example.jp") as client:
        body = json.dumps({**office.workspace.mention("C1", "U1", WHY), "padding": "あ" * 40_000}).encode()
        assert client.post("/slack/events", content=body).status_code == 400
        assert client.post("/slack/events", content=body, headers=signed(body, secret="x")).status_code == 401
        assert client.post("/slack/events", content=body, headers=signed(body)).status_code == 200
        assert client.post("/api/v1/ask", json={"question": WHY}).status_code == 401  # the pages keep their gate
        assert client.get("/healthz").status_code == 200

    assert len(office.workspace.said()) == 1  # the end of the service waited for the answer
