"""How often and how many at once one user may ask. Beyond that: 429 with Retry-After."""

from __future__ import annotations

import math
import re
import time
from collections import deque
from collections.abc import Callable

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bots.web import problems

MINUTE = 60.0
_COMPARED = re.compile("/conversations/[^/]+/compare/[^/]+")
"""Pages that make an answer to be read beside a kept one."""
AT_ONCE = 8
"""Questions of one user under way at the same time."""


class Rate:
    """At most `most` events a minute for each key."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._seen: dict[str, deque[float]] = {}

    def wait(self, key: str) -> int:
        """0, and the event is counted; or after how many seconds to come back."""
        now = self._clock()
        row = self._seen.setdefault(key, deque())
        while row and now - row[0] >= MINUTE:
            row.popleft()
        if len(row) >= self._most:
            return max(1, math.ceil(MINUTE - (now - row[0])))
        row.append(now)
        if len(self._seen) > 10_000:  # keys that come from outside must not fill the memory
            self._seen = {held: times for held, times in self._seen.items() if times and now - times[-1] < MINUTE}
        return 0


class AskLimits:
    """ASGI middleware over the paths that ask (by POST, and comparisons), over signing in, and over the paths that
    join by a code. `most` is 0 where asking has no limit.
    """

    def __init__(self, app: ASGIApp, most: int, asking: tuple[str, ...], joining: tuple[str, ...]) -> None:
        self.app = app
        self._most = most
        self._asking = asking
        self._joining = joining
        self._asked = Rate(most)
        self._tried = Rate(20)
        self._under_way: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        posted = scope["method"] == "POST"
        if posted and scope["path"] == "/login":
            await self._counted(self._tried, request.client.host if request.client else "", request, receive, send)
        elif posted and scope["path"] in self._joining:  # each user for themselves: a course joins from one address
            await self._counted(self._tried, f"user:{scope['state']['user'].id}", request, receive, send)
        elif self._most and (_COMPARED.fullmatch(scope["path"]) or (posted and scope["path"] in self._asking)):
            await self._one_of_few(scope["state"]["user"].id, request, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _one_of_few(self, key: str, request: Request, receive: Receive, send: Send) -> None:
        if self._under_way.get(key, 0) >= AT_ONCE:
            await _too_many(request, 2)(request.scope, receive, send)
            return
        self._under_way[key] = self._under_way.get(key, 0) + 1
        try:
            await self._counted(self._asked, key, request, receive, send)
        finally:
            self._under_way[key] -= 1
            if not self._under_way[key]:
                del self._under_way[key]

    async def _counted(self, rate: Rate, key: str, request: Request, receive: Receive, send: Send) -> None:
        seconds = rate.wait(key)
        answer = _too_many(request, seconds) if seconds else self.app
        await answer(request.scope, receive, send)


def _too_many(request: Request, seconds: int) -> ASGIApp:
    return problems.respond(request, problems.document(429, "too_many"), {"Retry-After": str(seconds)})
