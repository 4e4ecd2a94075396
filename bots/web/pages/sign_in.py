"""Signing in at an OpenID provider: there, and back."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from assistant.errors import SignInFailed
from bots.messages import explain
from bots.web.bodies import PlainText
from bots.web.security import attempts
from bots.web.security.gate import is_secure, signed_in_cookie
from bots.web.security.paths import inside
from bots.web.state import Web, WebState

if TYPE_CHECKING:
    from bots.web.security.oidc import Provider

log = logging.getLogger("renkei.web")
router = APIRouter(include_in_schema=False)
Short = Annotated[PlainText, Query(max_length=4096)]


@router.get("/login/start")
async def start(request: Request, web: Web, next: Annotated[PlainText, Query(max_length=300)] = "/") -> Response:
    """To the provider, with a state that only this browser holds."""
    attempt = web.attempts.begin(time.time(), inside(next))
    try:
        response: Response = RedirectResponse(await _provider(web).address(attempt), 303)
    except SignInFailed as error:
        return _refused(request, web, error, attempt.next)
    response.set_cookie(
        attempts.COOKIE, web.attempts.write(attempt), max_age=attempts.LIFETIME, httponly=True, samesite="lax",
        secure=is_secure(request), path="/login",
    )  # fmt: skip
    return response


@router.get("/login/callback")
async def callback(
    request: Request, web: Web, code: Short = "", state: Short = "", error: Short = "", iss: Short = ""
) -> Response:  # fmt: skip
    """Back from the provider: a new session for whoever it vouches for."""
    next_path = "/"
    try:
        attempt = web.attempts.read(request.cookies.get(attempts.COOKIE, ""), state, time.time())
        next_path = attempt.next
        if error or not code:
            raise SignInFailed(f"the provider said {error[:60]!r}", reason="refused")
        if iss and iss.rstrip("/") != web.settings.access.oidc_issuer:  # RFC 9207: another provider answers
            raise SignInFailed("another issuer", reason="token")
        user = await _provider(web).user(code, attempt)
    except SignInFailed as failed:
        return _without_attempt(_refused(request, web, failed, next_path))
    session = web.sessions.new(time.time(), user=user)
    response = RedirectResponse(inside(next_path), 303)
    response.headers.append("set-cookie", signed_in_cookie(request, web.sessions.write(session)))
    return _without_attempt(response)


def _refused(request: Request, web: WebState, error: SignInFailed, next_path: str) -> Response:
    status = {"unreachable": 503, "no_role": 403}.get(error.reason, 401)
    if error.reason != "state":  # that one anybody can bring about, as often as they like
        log.warning("sign-in %s: %s", error.reference, error)
    return web.pages.render(
        request, "login.html", status=status, next=next_path, fault=explain(error)[0], provider=True, leave=""
    )  # fmt: skip


def _provider(web: WebState) -> Provider:
    assert web.provider is not None  # without one these pages are not there
    return web.provider


def _without_attempt(response: Response) -> Response:
    response.delete_cookie(attempts.COOKIE, path="/login", httponly=True, samesite="lax")
    return response
