"""`/slack/events`: requests of Slack over HTTP. What is not signed, too old or unreadable never reaches the app, and no
body is logged.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from slack_bolt import App, BoltRequest
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

PATH = "/slack/events"
OLDEST = 300
"""Seconds after which a request is taken for a replay."""
MOST = 1_048_576
"""Bytes of a body. A click brings the whole message along, which is more than a question needs."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is turned away: status and a word for the sender."""

    status: int
    error: str


def refusal(headers: Mapping[str, str], body: bytes, secret: str, now: float) -> Refusal | None:
    """None for a request that Slack signed with `secret` within five minutes of `now` and that can be read."""
    timestamp = headers.get("x-slack-request-timestamp", "")
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return Refusal(400, "timestamp")
    if abs(now - int(timestamp)) > OLDEST:
        return Refusal(401, "too_old")
    signed = b"v0:" + timestamp.encode("ascii") + b":" + body
    expected = "v0=" + hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).hexdigest()
    given = headers.get("x-slack-signature", "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(expected.encode("ascii"), given):
        return Refusal(401, "signature")
    return _unreadable(body, headers.get("content-type", ""))


def _unreadable(body: bytes, content_type: str) -> Refusal | None:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return Refusal(400, "encoding")
    try:
        if content_type.startswith("application/json") or text.startswith("{"):
            readable = isinstance(json.loads(text), dict)
        else:
            fields = parse_qs(text, keep_blank_values=True, errors="strict")
            readable = all(isinstance(json.loads(payload), dict) for payload in fields.get("payload", []))
    except (ValueError, RecursionError):
        readable = False
    return None if readable else Refusal(400, "body")


def events_router(app: App, signing_secret: str, clock: Callable[[], float] = time.time) -> APIRouter:
    """A router with `/slack/events`, for the web service to include."""
    router = APIRouter(include_in_schema=False)

    @router.post(PATH)
    async def events(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return _refused(Refusal(413, "too_large"))
        found = refusal(request.headers, body, signing_secret, clock())
        if found is not None:
            return _refused(found)
        # in a thread: what is acknowledged is written to the database first
        return await run_in_threadpool(_dispatch, app, body.decode("utf-8"), dict(request.headers))

    return router


async def _body(request: Request) -> bytes | None:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _refused(why: Refusal) -> Response:
    return JSONResponse({"error": why.error}, why.status)


def _dispatch(app: App, body: str, headers: dict[str, Any]) -> Response:
    answer = app.dispatch(BoltRequest(body=body, headers=headers))
    return Response(answer.body, answer.status, headers=dict(answer.first_headers_without_set_cookie()))
