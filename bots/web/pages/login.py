"""Signing in with a token and out again."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

import prompts
from bots.web.bodies import PlainText
from bots.web.security.csrf import proven
from bots.web.security.gate import cookie, signed_in_cookie
from bots.web.state import Web

router = APIRouter(include_in_schema=False, dependencies=[Depends(proven)])


@router.get("/login")
async def login_page(request: Request, web: Web, next: Annotated[PlainText, Query(max_length=300)] = "/") -> Response:
    """The field for the token."""
    if request.state.user:
        return RedirectResponse(_inside(next), 303)
    return web.pages.render(request, "login.html", next=_inside(next), fault="")


@router.post("/login")
async def login(
    request: Request, web: Web, token: Annotated[PlainText, Form(max_length=200)] = "",
    next: Annotated[PlainText, Form(max_length=300)] = "/",
) -> Response:  # fmt: skip
    """A new session for whoever holds a token."""
    found = web.tokens.by_secret(token.strip())
    if found is None:
        fault = prompts.text("ui/web", "login_refused")
        return web.pages.render(request, "login.html", status=401, next=_inside(next), fault=fault)
    session = web.sessions.new(time.time(), found.id)
    response = RedirectResponse(_inside(next), 303)
    response.headers.append("set-cookie", signed_in_cookie(request, web.sessions.write(session)))
    return response


@router.post("/logout")
async def logout(request: Request, web: Web) -> Response:
    """Forget who this browser is."""
    response = RedirectResponse("/login", 303)
    response.headers.append("set-cookie", cookie(request, web.sessions.write(web.sessions.new(time.time()))))
    return response


def _inside(path: str) -> str:
    """`path` where it leads to a page of this server, else the first page."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"
