"""A body may not be larger than a question needs. Counted as it comes in, whatever its headers promise."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.web import problems

MOST = 64 * 1024
_FILE, _WITH_FILE = 2_100_000, "/import"
"""Bytes, and the end of the paths that take a file."""


class BodyLimit:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        announced = request.headers.get("content-length", "")
        most = max(self.most, _FILE) if scope["path"].endswith(_WITH_FILE) else self.most
        if announced.isascii() and announced.isdigit() and int(announced) > most:
            refusal = problems.respond(request, problems.document(413, "too_large"), {"Connection": "close"})
            await refusal(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
