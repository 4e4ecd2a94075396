"""Rows 9 and 10 of the faults: what is not signed, too old or unreadable is turned away and never logged."""

from __future__ import annotations

import json
import logging
import time

import pytest
from fastapi import FastAPI
from slack_bolt import App
from starlette.testclient import TestClient

from bots.slack.http import MOST, events_router
from tests.bots.slack.desk import WHY, Office
from tests.fakes.fake_slack import SECRET, signed

CHALLENGE = json.dumps({"type": "url_verification", "challenge": "c-123"}).encode()
PRIVATE = "ひみつの文"


def post(office: Office, body: bytes, headers: dict[str, str | bytes]) -> int:
    return office.client.post("/slack/events", content=body, headers=headers).status_code  # type: ignore[arg-type]


def test_the_address_can_be_verified(office: Office) -> None:
    answer = office.client.post("/slack/events", content=CHALLENGE, headers=signed(CHALLENGE))

    assert answer.status_code == 200
    assert "c-123" in answer.text


@pytest.mark.parametrize("timestamp", ["", "abc", "12.5", "-5", "１２３", " 1", "9" * 40])
def test_a_timestamp_that_is_no_integer(office: Office, timestamp: str) -> None:
    headers: dict[str, str | bytes] = {**signed(CHALLENGE), "x-slack-request-timestamp": timestamp.encode()}

    assert post(office, CHALLENGE, headers) == 400


@pytest.mark.parametrize(
    "signature", ["v0=偽物".encode(), b"v0=\xff\xfe", b"", b"v0=" + b"0" * 64, b"v1=" + b"0" * 64],
)  # fmt: skip
def test_a_forged_signature(office: Office, signature: bytes) -> None:
    headers: dict[str, str | bytes] = {**signed(CHALLENGE), "x-slack-signature": signature}

    assert post(office, CHALLENGE, headers) == 401


def test_a_signature_with_another_secret(office: Office) -> None:
    assert post(office, CHALLENGE, {**signed(CHALLENGE, secret="another")}) == 401


def test_a_body_that_was_changed_after_signing(office: Office) -> None:
    assert post(office, CHALLENGE.replace(b"c-123", b"c-124"), {**signed(CHALLENGE)}) == 401


@pytest.mark.parametrize("age", [-301, 301, 86_400])
def test_a_replay_is_refused_and_not_answered(office: Office, age: int) -> None:
    body = json.dumps(office.workspace.mention("C1", "U1", WHY)).encode()

    assert post(office, body, {**signed(body, at=time.time() - age)}) == 401
    office.settle()
    assert office.workspace.said() == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f'{{"text": "{PRIVATE}"'.encode(), "application/json"),
        (f'["{PRIVATE}"]'.encode(), "application/json"),
        (b"\xff\xfe{}", "application/json"),
        (b"", "application/json"),
        (f"payload={PRIVATE}".encode(), "application/x-www-form-urlencoded"),
        (b"payload=[1]", "application/x-www-form-urlencoded"),
        (b"payload=%ff%fe", "application/x-www-form-urlencoded"),
        (b"\xe3\x81", "application/x-www-form-urlencoded"),
        (b'{"a":' * 5_000, "application/json"),
    ],
)
def test_a_body_that_cannot_be_read(
    office: Office, body: bytes, kind: str, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)

    assert post(office, body, {**signed(body, kind=kind)}) == 400
    assert PRIVATE not in caplog.text


def test_a_body_without_an_end(office: Office) -> None:
    body = b" " * (MOST + 1)

    assert post(office, body, {**signed(body)}) == 413


def test_events_of_a_kind_that_nobody_listens_to_are_no_error_of_ours(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG, logger="renkei")
    body = office.workspace.event(office.workspace.says("C1", "U1", PRIVATE), "reaction_added")

    assert office.deliver(body).status_code < 500
    assert PRIVATE not in caplog.text


def test_a_question_is_not_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="renkei.slack")
    office.ask(f"{PRIVATE}とは何ですか")

    assert PRIVATE not in caplog.text


def test_no_request_reaches_the_app_without_a_signature() -> None:
    reached = []

    class Untouched(App):
        def dispatch(self, req: object) -> object:  # type: ignore[override]
            reached.append(req)
            raise AssertionError

    web = FastAPI()
    web.include_router(events_router(Untouched(token="xoxb", signing_secret=SECRET, token_verification_enabled=False), SECRET))
    for headers in ({}, {"x-slack-signature": "v0=x"}, {"x-slack-request-timestamp": str(int(time.time()))}):
        assert TestClient(web).post("/slack/events", content=CHALLENGE, headers=headers).status_code in (400, 401)
    assert reached == []
