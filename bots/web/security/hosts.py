"""Under which names the page may be reached, and by whom where nobody signs in. A page of another site that makes its
own name point at this machine (DNS rebinding) is turned away by the name.
"""

from __future__ import annotations

import ipaddress

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings
from bots.web import problems

_NAMES = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class AllowedHosts:
    """ASGI middleware. Without authentication: loopback names and addresses only. With it: the names of
    `RENKEI_HOSTS`, or any where none are set.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._local = settings.auth == "none"
        self._names = {*_NAMES, *settings.hosts} if self._local or settings.hosts else set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            code = self._fault(request)
            if code:
                refusal = problems.respond(request, problems.document(421 if code == "host" else 403, code))
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _fault(self, request: Request) -> str:
        if self._names and _name(request.headers.get("host", "")) not in self._names:
            return "host"
        client = request.client.host if request.client else ""
        return "forbidden" if self._local and _is_address(client) and not is_loopback(client) else ""


def _name(host: str) -> str:
    """The Host header without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _is_address(client: str) -> bool:
    try:
        ipaddress.ip_address(client)
    except ValueError:  # a unix socket has no address
        return False
    return True
