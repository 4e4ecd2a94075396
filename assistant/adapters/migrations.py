"""Versions of the schema. A new database gets the tables as they are now; an older one is brought up step by step.

A step is a function that takes the connection and changes the tables of one version into those of the next. Steps are
never changed once they were released: the database of version n was made by the first n - 1 of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, func, insert, inspect, select, text

from assistant.adapters.schema import metadata, schema_versions
from assistant.errors import StorageError
from assistant.sessions.clock import now

Step = Callable[[Connection], None]
STEPS: Sequence[Step] = ()
"""STEPS[0] leads from version 1 to version 2."""
_LOCK = 7_301_965
"""Any number that other programs on the same PostgreSQL server are unlikely to choose."""


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> int:
    """Bring the database to the newest version, within the transaction of `connection`; returns that version.

    Raises:
        StorageError: the database was written by a newer renkei.
    """
    if connection.dialect.name == "postgresql":  # SQLite's write transaction already is the lock
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    newest = len(steps) + 1
    if not inspect(connection).has_table(schema_versions.name):
        metadata.create_all(connection)
        _stamp(connection, newest)
        return newest
    found = connection.execute(select(func.max(schema_versions.c.version))).scalar_one() or 0
    if found > newest:
        raise StorageError(f"the database has version {found}, this renkei knows {newest}", path="database",
                           reason=f"version {found} > {newest}")  # fmt: skip
    for version in range(found, newest):
        steps[version - 1](connection)
        _stamp(connection, version + 1)
    return newest


def _stamp(connection: Connection, version: int) -> None:
    connection.execute(insert(schema_versions).values(version=version, applied_at=now()))
