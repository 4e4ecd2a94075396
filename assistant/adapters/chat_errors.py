"""Vendors' errors → why a chat model failed, whether to try again, and when."""

from __future__ import annotations

import email.utils
from datetime import UTC, datetime

from langchain_core import exceptions as core

from assistant.answering.chat_model import Failure

_BY_TYPE: tuple[tuple[type[BaseException], Failure], ...] = (
    (core.ModelAuthenticationError, "key"),
    (core.ModelPermissionDeniedError, "key"),
    (core.ModelNotFoundError, "unknown"),
    (core.ContextOverflowError, "over_budget"),
    (core.ModelInvalidRequestError, "request"),
    (core.ModelRateLimitError, "busy"),
    (core.ModelTimeoutError, "timeout"),
    (core.ModelAPIError, "server"),
    (core.ModelConnectionError, "unreachable"),
    (TimeoutError, "timeout"),
    (ConnectionError, "unreachable"),
    (ImportError, "package"),
)
# For integrations that do not know langchain-core's errors yet: what the HTTP status says.
_BY_STATUS: tuple[tuple[range, Failure], ...] = (
    (range(401, 402), "key"),
    (range(403, 404), "key"),
    (range(404, 405), "unknown"),
    (range(408, 409), "timeout"),
    (range(429, 430), "busy"),
    (range(400, 500), "request"),
    (range(500, 600), "server"),
)
RETRIED: frozenset[Failure] = frozenset({"busy", "server", "unreachable"})
"""Failures after which the same request may succeed. A time limit that ran out is none: the user waited already."""


def failure_of(error: BaseException) -> Failure:
    """Why `error` was raised."""
    for kind, failure in _BY_TYPE:
        if isinstance(error, kind):
            return failure
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return next((failure for span, failure in _BY_STATUS if status in span), "broken")
    return "broken"


def retry_after(error: BaseException) -> float | None:
    """Seconds that the provider asks to wait (its Retry-After header, seconds or a date), or None."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if headers is not None else None
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
