"""Errors as a user reads them: Japanese, what to do, and the id."""

from __future__ import annotations

import logging
from typing import Any

import prompts
from assistant.errors import RenkeiError

log = logging.getLogger("renkei")


def explain(error: BaseException) -> tuple[str, str]:
    """(message, reference) for `error`. Not ours: logged with its traceback, shown as an internal fault."""
    if not isinstance(error, RenkeiError):
        wrapped = RenkeiError("unexpected")
        log.error("internal fault %s", wrapped.reference, exc_info=error)
        return prompts.text("ui/errors", "internal", reference=wrapped.reference), wrapped.reference
    log.info("%s %s: %s", error.code, error.reference, error)
    return _text(error), error.reference


def _text(error: RenkeiError) -> str:
    texts: dict[str, Any] = prompts.load("ui/errors")
    entry = texts.get(error.code, texts["internal"])
    values = {key: str(value) for key, value in error.details.items()}
    if isinstance(entry, dict):
        entry = entry.get(str(error.details.get("reason", "")), entry["other"])
    return str(entry).format_map(_Lenient(values, reference=error.reference))


class _Lenient(dict[str, str]):
    """A message about an error must never fail itself: an unknown variable stays empty."""

    def __missing__(self, key: str) -> str:
        return ""
