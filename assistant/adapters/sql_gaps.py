"""The unanswered ledger in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select

from assistant.adapters.database import Database
from assistant.adapters.schema import unanswered
from assistant.adapters.time_spans import within
from assistant.sessions.gaps import Unanswered


class SqlGaps:
    """The unanswered ledger (the protocol `sessions.gaps.GapLedger`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, row: Unanswered) -> None:
        """Add one."""
        with self._database.write() as connection:
            connection.execute(insert(unanswered).values(asdict(row)))

    def asked(self, start: datetime | None = None, end: datetime | None = None) -> Sequence[Unanswered]:
        """Those from `start` (inclusive) to `end` (exclusive), oldest first."""
        columns = (unanswered.c.at, unanswered.c.question, unanswered.c.surface)
        query = select(*columns).where(*within(unanswered.c.at, start, end)).order_by(unanswered.c.id)
        with self._database.read() as connection:
            return tuple(Unanswered(**row._mapping) for row in connection.execute(query))

    def purge(self, before: datetime) -> int:
        """Remove those older than `before`; returns how many."""
        with self._database.write() as connection:
            return connection.execute(delete(unanswered).where(unanswered.c.at < before)).rowcount
