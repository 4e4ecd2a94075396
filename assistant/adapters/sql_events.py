"""The ledger of handled events in the database: the primary key of the keys decides who was first."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from assistant.adapters.database import Database, insert_or
from assistant.adapters.schema import claim_keys, claims
from assistant.sessions.clock import Clock, now
from assistant.sessions.events import Claim


class _TakenUpError(Exception):
    """Leaves the transaction, so that nothing of the claim stays."""


class SqlEvents:
    """The ledger of handled events (the protocol `sessions.events.EventLedger`)."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock

    def claim(self, keys: Sequence[str], place: Mapping[str, str]) -> Claim | None:
        """Take up the event that is known by all of `keys`, or None where one of them was taken up before."""
        made = Claim(id=secrets.token_hex(8), at=self._clock(), place=dict(place))
        wanted = sorted(set(keys))  # one order for all, so that two on PostgreSQL never wait for each other
        try:
            with self._database.write() as connection:
                connection.execute(insert(claims).values(id=made.id, at=made.at, finished=0, place=dict(place)))
                for key in wanted:
                    statement = insert_or(connection, claim_keys).values(key=key, claim_id=made.id)
                    kept = statement.on_conflict_do_nothing().returning(claim_keys.c.key)
                    if connection.execute(kept).first() is None:
                        raise _TakenUpError
        except _TakenUpError:
            return None
        return made

    def finish(self, claim_id: str) -> None:
        """Say that the event was answered."""
        with self._database.write() as connection:
            connection.execute(update(claims).where(claims.c.id == claim_id).values(finished=1))

    def unfinished(self, before: datetime) -> Sequence[Claim]:
        """Claims older than `before` that nobody finished, oldest first."""
        query = select(claims.c.id, claims.c.at, claims.c.place).where(claims.c.finished == 0, claims.c.at < before)
        with self._database.read() as connection:
            return tuple(Claim(**row._mapping) for row in connection.execute(query.order_by(claims.c.at)))

    def purge(self, before: datetime) -> int:
        """Forget claims older than `before`; returns how many."""
        with self._database.write() as connection:
            return connection.execute(delete(claims).where(claims.c.at < before)).rowcount
