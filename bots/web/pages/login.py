"""The page to sign in on, signing in with a token, and out again."""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

import prompts
from bots.web.bodies import PlainText
from bots.web.problems import refuse
from bots.web.security.csrf import proven
from bots.web.security.gate import cookie, signed_in_cookie
from bots.web.security.paths import inside
from bots.web.state import Web, WebState

router = APIRouter(include_in_schema=False, dependencies=[Depends(proven)])


@router.get("/login")
async def login_page(request: Request, web: Web, next: Annotated[PlainText, Query(max_length=300)] = "/") -> Response:
    """The field for the token, or the way to the OpenID provider."""
    if request.state.user:
        return RedirectResponse(inside(next), 303)
    return _page(request, web, next)


@router.post("/login")
async def login(
    request: Request, web: Web, token: Annotated[PlainText, Form(max_length=200)] = "",
    next: Annotated[PlainText, Form(max_length=300)] = "/",
) -> Response:  # fmt: skip
    """A new session for whoever holds a token."""
    if web.settings.auth != "token":
        refuse(404)
    found = web.tokens.by_secret(token.strip())
    if found is None:
        fault = prompts.text("ui/web", "login_refused")
        return _page(request, web, next, status=401, fault=fault)
    session = web.sessions.new(time.time(), found.id)
    response = RedirectResponse(inside(next), 303)
    response.headers.append("set-cookie", signed_in_cookie(request, web.sessions.write(session)))
    return response


@router.post("/logout")
async def logout(request: Request, web: Web) -> Response:
    """Forget who this browser is. The provider does not: the page that follows leads there."""
    web.sessions.end(request.state.session, time.time())
    response: Response = RedirectResponse("/login", 303)
    if web.provider:
        response = _page(request, web, "/", leave=await web.provider.leave_address(), user=None, signed_in=False)
    response.headers.append("set-cookie", cookie(request, web.sessions.write(web.sessions.new(time.time()))))
    return response


def _page(
    request: Request, web: WebState, next_path: str, *, status: int = 200, fault: str = "", leave: str = "",
    **values: Any,
) -> Response:  # fmt: skip
    return web.pages.render(
        request, "login.html", status=status, next=inside(next_path), fault=fault, provider=web.provider is not None,
        leave=leave, **values,
    )  # fmt: skip
