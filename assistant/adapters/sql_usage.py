"""How often each user let a chat model answer, day by day, in the database."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select, update

from assistant.adapters.database import Database, insert_or
from assistant.adapters.schema import usage


class SqlUsage:
    """Counts of a day (the protocol `answering.budget.Usage`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, who: str, day: date, limit: int) -> bool:
        """Count one more answer of `who`, or say False where `limit` answers were counted already."""
        if limit < 1:
            return False
        with self._database.write() as connection:
            statement = insert_or(connection, usage).values(who=who, day=day, answers=1, tokens=0)
            counted = statement.on_conflict_do_update(
                index_elements=["who", "day"], set_={"answers": usage.c.answers + 1}, where=usage.c.answers < limit
            )
            return connection.execute(counted.returning(usage.c.answers)).first() is not None

    def spend(self, who: str, day: date, tokens: int) -> None:
        """Add tokens to the day of `who`."""
        with self._database.write() as connection:
            here = (usage.c.who == who, usage.c.day == day)
            connection.execute(update(usage).where(*here).values(tokens=usage.c.tokens + tokens))

    def of(self, who: str, day: date) -> tuple[int, int]:
        """(answers, tokens) of `who` on `day`."""
        query = select(usage.c.answers, usage.c.tokens).where(usage.c.who == who, usage.c.day == day)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return (0, 0) if row is None else (row.answers, row.tokens)

    def purge(self, before: date) -> int:
        """Remove days before `before`; returns how many."""
        with self._database.write() as connection:
            return connection.execute(delete(usage).where(usage.c.day < before)).rowcount
