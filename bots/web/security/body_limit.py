"""A body may not be larger than a question needs. Counted as it comes in, whatever its headers promise."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.web import problems

MOST = 64 * 1024
_MORE = {"/import": 2_100_000, "/script": 512 * 1024}
"""Bytes by the end of the path: where a file comes in, and a partner's few hundred lines."""
UPLOADS = ("/api/v1/uploads/", "/admin/documents")
"""Beginnings of the paths that take documents."""
_FORM = 100_000
"""Bytes of a form around its files."""


class BodyLimit:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, most: int = MOST, upload: int = 0) -> None:
        """`upload` is what a document may have, in bytes."""
        self.app = app
        self.most = most
        self.upload = upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        announced = request.headers.get("content-length", "")
        document = scope["path"].startswith(UPLOADS)
        more = [size for end, size in _MORE.items() if scope["path"].endswith(end)]
        most = max([self.most, *more, self.upload + _FORM if document else 0])
        if announced.isascii() and announced.isdigit() and int(announced) > most:
            problem = problems.document(413, "file" if document else "too_large")
            refusal = problems.respond(request, problem, {"Connection": "close"})
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
