"""Feedback in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select

from assistant.adapters.database import Database, insert_or
from assistant.adapters.schema import feedback
from assistant.adapters.time_spans import within
from assistant.sessions.feedback import Feedback


class SqlFeedback:
    """Feedback (the protocol `sessions.feedback.FeedbackBook`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, given: Feedback) -> None:
        """Keep it; an earlier word of the same user on the same answer is replaced."""
        row = asdict(given)
        replaced = {name: value for name, value in row.items() if name not in ("answer_id", "who")}
        with self._database.write() as connection:
            statement = insert_or(connection, feedback).values(row)
            connection.execute(statement.on_conflict_do_update(index_elements=["answer_id", "who"], set_=replaced))

    def given(self, start: datetime | None = None, end: datetime | None = None) -> Sequence[Feedback]:
        """Feedback from `start` (inclusive) to `end` (exclusive), oldest first."""
        query = select(feedback).where(*within(feedback.c.at, start, end))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(feedback.c.at, feedback.c.answer_id, feedback.c.who))
            return tuple(Feedback(**row._mapping) for row in rows)

    def purge(self, before: datetime) -> int:
        """Remove what is older than `before`; returns how many."""
        with self._database.write() as connection:
            return connection.execute(delete(feedback).where(feedback.c.at < before)).rowcount
