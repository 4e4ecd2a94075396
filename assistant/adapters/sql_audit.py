"""The audit log in the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select

from assistant.adapters.database import Database
from assistant.adapters.schema import audit
from assistant.adapters.time_spans import within
from assistant.sessions.audit import AuditEntry

_BATCH = 1_000
_WRITE = insert(audit)


class SqlAudit:
    """The audit log (the protocol `sessions.audit.AuditLog`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, entry: AuditEntry) -> None:
        """Add `entry`."""
        row = {**asdict(entry), "citations": list(entry.citations)}
        with self._database.write() as connection:
            connection.execute(_WRITE, row)

    def entries(self, start: datetime | None = None, end: datetime | None = None) -> Iterator[AuditEntry]:
        """Entries from `start` (inclusive) to `end` (exclusive), oldest first; fetched in batches, so that an export
        of years neither fills the memory nor holds the database.
        """
        last = 0
        while True:
            query = select(audit).where(audit.c.id > last, *within(audit.c.at, start, end))
            with self._database.read() as connection:
                rows = connection.execute(query.order_by(audit.c.id).limit(_BATCH)).all()
            for row in rows:
                values = dict(row._mapping)
                last = values.pop("id")
                yield AuditEntry(**{**values, "citations": tuple(values["citations"])})
            if len(rows) < _BATCH:
                return

    def purge(self, before: datetime) -> int:
        """Remove entries older than `before`; returns how many."""
        with self._database.write() as connection:
            return connection.execute(delete(audit).where(audit.c.at < before)).rowcount
