"""Records: worksheets, practice runs and other work of a user, kept as JSON with a revision number.

Two who edit one record at once do not overwrite each other: who saves second gets a Conflict, and reads again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """A record in a list."""

    kind: str
    """`worksheet`, `run` and the like: one name for each feature that keeps records."""
    id: str
    owner: str
    title: str
    revision: int
    """From 1; one more with each save."""
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record with its content."""

    head: RecordHead
    body: Mapping[str, Any]


class Records(Protocol):
    """Where records are kept. With `owner=None` the owner is not looked at: for trainers and administrators."""

    def create(self, kind: str, *, owner: str, title: str, body: Mapping[str, Any]) -> Record:
        """Keep a new record, at revision 1."""

    def get(self, kind: str, record_id: str, *, owner: str | None) -> Record:
        """The record as it is now.

        Raises:
            NotFound: there is none, or it is another's.
        """

    def save(self, record: Record, *, body: Mapping[str, Any], title: str | None = None) -> Record:
        """Replace the content of `record`, as it was read; returns it at its next revision.

        Raises:
            Conflict: somebody saved it after it was read.
            NotFound: it was deleted after it was read.
        """

    def heads(self, kind: str, *, owner: str | None, limit: int = 100) -> Sequence[RecordHead]:
        """Records of a kind, the latest first."""

    def delete(self, kind: str, record_id: str, *, owner: str | None) -> None:
        """Remove it.

        Raises:
            NotFound: there is none, or it is another's.
        """
