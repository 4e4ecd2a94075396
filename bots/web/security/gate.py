"""Who comes in: reads the token or the session, refuses what came from another site, and turns strangers away."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import SignInFailed
from assistant.settings import Settings
from bots.web import problems
from bots.web.security.hosts import is_loopback
from bots.web.security.sessions import COOKIE, LIFETIME, Session, Sessions
from bots.web.security.tokens import TokenStore
from bots.web.security.trusted import TrustedProxy
from bots.web.security.users import LOCAL, User

_OPEN = ("/static/", "/login", "/healthz", "/readyz")
_SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What is known of a caller. `by_cookie`: a browser vouches for them by itself, so forms must prove their page."""

    user: User | None
    session: Session
    fresh: bool
    by_cookie: bool
    refused: SignInFailed | None = None
    """Why somebody who is known may not come in."""


class Gate:
    """ASGI middleware. Behind it `request.state` holds user, csrf, session and signed_in."""

    def __init__(self, app: ASGIApp, settings: Settings, tokens: TokenStore, sessions: Sessions) -> None:
        self.app = app
        self._auth = settings.auth
        self._closed = settings.auth != "none"
        self._proxy = TrustedProxy(settings.access)
        self._tokens = tokens
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        caller = self._caller(request)
        state = scope.setdefault("state", {})
        state["user"], state["session"] = caller.user, caller.session
        state["csrf"] = self._sessions.csrf(caller.session)
        # behind a proxy there is nothing here to sign out of
        state["signed_in"] = self._closed and self._auth != "header" and caller.user is not None
        refusal = self._refusal(request, caller)
        answer = refusal or self.app
        await answer(scope, receive, self._with_cookie(request, caller, send) if caller.fresh else send)

    def _caller(self, request: Request) -> Caller:
        now = time.time()
        held = self._sessions.read(request.cookies.get(COOKIE, ""), now)
        session = held or self._sessions.new(now)
        if not self._closed:
            return Caller(user=LOCAL, session=session, fresh=held is None, by_cookie=False)
        try:
            user = self._vouched(request, session)
        except SignInFailed as error:
            return Caller(user=None, session=session, fresh=False, by_cookie=True, refused=error)
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        # a proxy may pass on a token of its own beside the name: that one is not for us
        if kind.lower() == "bearer" and not (self._auth == "header" and user):
            token = self._tokens.by_secret(secret.strip())
            return Caller(user=token.user if token else None, session=self._sessions.new(0), fresh=False,
                          by_cookie=False)  # fmt: skip
        return Caller(user=user, session=session, fresh=held is None, by_cookie=True)

    def _vouched(self, request: Request, session: Session) -> User | None:
        if self._auth == "header":
            return self._proxy.user(request)
        if self._auth == "oidc":
            return session.user
        token = self._tokens.by_id(session.token_id) if session.token_id else None
        return token.user if token else None

    def _refusal(self, request: Request, caller: Caller) -> Response | None:
        unsafe = request.method not in _SAFE
        if unsafe and _from_elsewhere(request):
            return problems.respond(request, problems.document(403, "forbidden"))
        if caller.user is None and not request.url.path.startswith(_OPEN):
            if caller.refused:
                return problems.respond(request, problems.of_error(caller.refused))
            return _sign_in(request, elsewhere=self._auth == "header")
        api = request.url.path.startswith("/api/")
        if unsafe and api and caller.by_cookie and request.headers.get("x-csrf") != self._sessions.csrf(caller.session):
            return problems.respond(request, problems.document(403, "forbidden"))
        return None

    def _with_cookie(self, request: Request, caller: Caller, send: Send) -> Send:
        async def sending(message: Message) -> None:
            # only pages need one; programs and static files are not given cookies
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html") and "set-cookie" not in headers:
                    headers.append("set-cookie", cookie(request, self._sessions.write(caller.session)))
            await send(message)

        return sending


def cookie(request: Request, value: str, *, lifetime: int | None = None) -> str:
    """The Set-Cookie header of a session; Secure wherever the page is reached from other machines."""
    response = Response()
    response.set_cookie(
        COOKIE, value, max_age=lifetime, httponly=True, samesite="lax", secure=is_secure(request), path="/"
    )
    return response.headers["set-cookie"]


def is_secure(request: Request) -> bool:
    """Whether cookies travel over TLS only: wherever the page is reached from other machines."""
    return not is_loopback((request.url.hostname or "").lower())


def signed_in_cookie(request: Request, value: str) -> str:
    """The cookie of a session that somebody signed in to."""
    return cookie(request, value, lifetime=LIFETIME)


def _sign_in(request: Request, *, elsewhere: bool) -> Response:
    if not elsewhere and problems.wants_page(request.headers, request.url.path):
        return RedirectResponse(f"/login?next={quote(request.url.path)}", 303)
    return problems.respond(request, problems.document(401, "unauthorized"), {"WWW-Authenticate": "Bearer"})


def _from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site's page sends this."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
