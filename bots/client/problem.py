"""A refusal of the server, as its problem document (RFC 9457) tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.client import models
from bots.client.values import decode


class Problem(Exception):
    """What the server refused, and why. `document` is None where it sent something else."""

    def __init__(self, status: int, document: models.ProblemBody | None, *, retry_after: int | None = None) -> None:
        super().__init__(f"{status} {document.title_en}: {document.detail}" if document else f"{status}")
        self.status = status
        self.document = document
        self.retry_after = retry_after
        """Seconds after which to come back, where the server says so."""

    @property
    def code(self) -> str:
        """The end of the problem's type, such as `not_found`."""
        return self.document.type.rpartition(":")[2] if self.document else ""


def problem_of(status: int, body: object, retry_after: str = "") -> Problem:
    """The error for an answer that is none."""
    told = isinstance(body, Mapping) and {"type", "title", "detail", "reference"} <= set(body)
    document: Any = decode(models.ProblemBody, body) if told else None
    return Problem(status, document, retry_after=int(retry_after) if retry_after.isdigit() else None)
