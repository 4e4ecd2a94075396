"""Faults as a caller meets them: problem documents (RFC 9457) or, for people, a page. Bodies are never logged."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

import prompts
from assistant.errors import (
    Conflict,
    IndexFault,
    IndexMissing,
    ModelError,
    NotFound,
    Overloaded,
    RenkeiError,
    SignInFailed,
    StorageError,
    UsageError,
)  # fmt: skip
from bots.messages import explain
from bots.web.openapi import MEDIA_TYPE
from bots.web.security.headers import secure

log = logging.getLogger("renkei.web")


STATUS: Mapping[type[BaseException], int] = {
    NotFound: 404,
    Conflict: 409,
    UsageError: 422,
    Overloaded: 503,
    IndexMissing: 503,
    IndexFault: 503,
    ModelError: 503,
    SignInFailed: 403,
    StorageError: 507,
    RenkeiError: 500,
}
"""HTTP status of our errors; the nearest class counts."""
_CODES = {
    400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method", 406: "bad_request",
    413: "too_large", 415: "media_type", 421: "host", 422: "invalid", 429: "too_many", 503: "overloaded",
}  # fmt: skip
_UNREADABLE_BODY = "There was an error parsing the body"


def install(app: FastAPI) -> None:
    """Let every error of `app` end in a problem document or, where a browser asks for a page, in a page."""
    app.add_exception_handler(RenkeiError, _renkei)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _left)
    app.add_exception_handler(Exception, _unexpected)


def of_error(error: BaseException) -> dict[str, Any]:
    """The problem document of any error."""
    detail, reference = explain(error)
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    code = error.code if isinstance(error, RenkeiError) else "internal"
    if status >= 500 and isinstance(error, RenkeiError):  # an administrator will look for the number that was shown
        log.warning("%s %s: %s", code, reference, error)
    return document(status, code, detail=detail, reference=reference)


def document(
    status: int, code: str, *, detail: str = "", reference: str = "", errors: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """A problem document; titles, and the detail where none is given, come from `prompts/ui/web.ja.yaml`."""
    texts = prompts.load("ui/web")["problems"]
    text = texts.get(code) or texts["internal" if status >= 500 else "bad_request"]
    reference = reference or secrets.token_hex(4)
    found: dict[str, Any] = {
        "type": f"urn:renkei:problem:{code}",
        "title": text["title"],
        "title_en": text["title_en"],
        "status": status,
        "detail": detail or str(text.get("detail", "{reference}")).format(reference=reference),
        "reference": reference,
    }
    if errors:
        found["errors"] = list(errors)
    return found


def wants_page(headers: Mapping[str, str], path: str) -> bool:
    """Whether the caller is a browser that shows what it gets."""
    for_programs = path.startswith(("/api/", "/healthz", "/readyz", "/metrics"))
    return not for_programs and "text/html" in headers.get("accept", "")


def refuse(status: int) -> NoReturn:
    """
    Raises:
        HTTPException: with the problem document that belongs to `status`.
    """
    raise HTTPException(status)


def respond(request: Request, problem: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """`problem` as the caller can read it."""
    status = problem["status"]
    log.info("%s %s: %s %s", request.method, status, problem["type"], problem["reference"])
    if wants_page(request.headers, request.url.path):
        page: Response = request.app.state.web.pages.render(request, "problem.html", status=status, problem=problem)
        page.headers.update(headers or {})
        return page
    return JSONResponse(problem, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


async def _renkei(request: Request, error: Exception) -> Response:
    headers = {}
    if isinstance(error, Overloaded):
        headers["Retry-After"] = str(error.details["seconds"])
    return respond(request, of_error(error), headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [_fault(row) for row in error.errors()]
    detail = prompts.text("ui/web", "invalid_detail", faults=" ".join(fault["message"] for fault in faults))
    return respond(request, document(422, "invalid", detail=detail, errors=faults))


def _fault(row: Mapping[str, Any]) -> dict[str, str]:
    """One fault without what was sent: that may hold personal information."""
    place = ".".join(str(part) for part in row["loc"] if part not in ("body", "query", "path"))
    texts = prompts.load("ui/web")["faults"]
    values = {key: value for key, value in row.get("ctx", {}).items() if isinstance(value, int | str)}
    text = str(texts.get(row["type"], texts["other"]))
    return {"field": place, "message": text.format(field=place or texts["whole"], **_only_used(text, values))}


def _only_used(text: str, values: Mapping[str, int | str]) -> dict[str, int | str]:
    return {key: value for key, value in values.items() if f"{{{key}}}" in text}


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    if status == 400 and str(error.detail).startswith(_UNREADABLE_BODY):
        status = 422
    return respond(request, document(status, _CODES.get(status, "bad_request")), error.headers)


async def _left(request: Request, _: Exception) -> Response:
    """Who sends a body left in the middle of it; nobody reads this."""
    return respond(request, document(400, "bad_request"))


async def _unexpected(request: Request, error: Exception) -> Response:
    response = respond(request, of_error(error))
    secure(response.headers, request.url.path)  # starlette answers this one outside of all middleware
    return response
