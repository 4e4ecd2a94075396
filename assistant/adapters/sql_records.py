"""Records in the database: JSON with a revision that only the reader of the last one may raise."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from assistant.adapters.database import Database
from assistant.adapters.schema import records
from assistant.errors import Conflict, NotFound
from assistant.sessions.clock import Clock, now
from assistant.sessions.records import Record, RecordHead

_HEAD = tuple(column for column in records.c if column.name != "body")


class SqlRecords:
    """Records (the protocol `sessions.records.Records`)."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock

    def create(self, kind: str, *, owner: str, title: str, body: Mapping[str, Any]) -> Record:
        """Keep a new record, at revision 1."""
        at = self._clock()
        head = RecordHead(kind=kind, id=secrets.token_hex(8), owner=owner, title=title, revision=1, created_at=at,
                          updated_at=at)  # fmt: skip
        with self._database.write() as connection:
            connection.execute(insert(records).values({**asdict(head), "body": dict(body)}))
        return Record(head=head, body=dict(body))

    def get(self, kind: str, record_id: str, *, owner: str | None) -> Record:
        """The record as it is now.

        Raises:
            NotFound: there is none, or it is another's.
        """
        with self._database.read() as connection:
            row = connection.execute(select(records).where(*_is(kind, record_id, owner))).one_or_none()
        if row is None:
            raise _missing(kind, record_id)
        return Record(head=_head(row), body=row._mapping["body"])

    def save(self, record: Record, *, body: Mapping[str, Any], title: str | None = None) -> Record:
        """Replace the content of `record`, as it was read; returns it at its next revision.

        Raises:
            Conflict: somebody saved it after it was read.
            NotFound: it was deleted after it was read.
        """
        old = record.head
        new = replace(old, revision=old.revision + 1, updated_at=self._clock(),
                      title=old.title if title is None else title)  # fmt: skip
        here = _is(old.kind, old.id, None)
        with self._database.write() as connection:
            saved = connection.execute(
                update(records).where(*here, records.c.revision == old.revision)
                .values(revision=new.revision, updated_at=new.updated_at, title=new.title, body=dict(body))
            )  # fmt: skip
            if saved.rowcount == 0:
                there = connection.execute(select(records.c.revision).where(*here)).scalar_one_or_none()
                if there is None:
                    raise _missing(old.kind, old.id)
                raise Conflict(f"{old.kind} {old.id!r} is at revision {there}, read was {old.revision}",
                               kind=old.kind, name=old.title, revision=there)  # fmt: skip
        return Record(head=new, body=dict(body))

    def heads(self, kind: str, *, owner: str | None, limit: int = 100) -> Sequence[RecordHead]:
        """Records of a kind, the latest first."""
        query = select(*_HEAD).where(records.c.kind == kind)
        if owner is not None:
            query = query.where(records.c.owner == owner)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(records.c.updated_at.desc(), records.c.id).limit(limit))
            return tuple(_head(row) for row in rows)

    def delete(self, kind: str, record_id: str, *, owner: str | None) -> None:
        """Remove it.

        Raises:
            NotFound: there is none, or it is another's.
        """
        with self._database.write() as connection:
            if connection.execute(delete(records).where(*_is(kind, record_id, owner))).rowcount == 0:
                raise _missing(kind, record_id)


def _is(kind: str, record_id: str, owner: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [records.c.kind == kind, records.c.id == record_id]
    return found if owner is None else [*found, records.c.owner == owner]


def _head(row: Row[Any]) -> RecordHead:
    values = {name: value for name, value in row._mapping.items() if name != "body"}
    return RecordHead(**values)


def _missing(kind: str, record_id: str) -> NotFound:
    return NotFound(f"no {kind} {record_id!r}", kind=kind, name=record_id)
