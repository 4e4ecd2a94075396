"""Figures over the audit log and the feedback, counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select, func, select

from assistant.adapters.database import Database
from assistant.adapters.schema import audit, feedback
from assistant.adapters.time_spans import within
from assistant.sessions.activity import CitedPlace, DayCount, SlowAnswer, Speed, VerdictCount

_ZONE, _OFFSET = "Asia/Tokyo", "+9 hours"
"""Days are those of Japan, which knows no summer time."""


class SqlActivity:
    """Figures (the protocol `sessions.activity.Activity`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def days(self, start: datetime, end: datetime) -> Sequence[DayCount]:
        """Counts by day, surface and status, in the order of days."""
        with self._database.read() as connection:
            day = _day_of_audit(connection)
            keys = (day, audit.c.surface, audit.c.status)
            query = select(*keys, func.count().label("asked")).where(*within(audit.c.at, start, end))
            rows = connection.execute(query.group_by(*keys).order_by(*keys))
            return tuple(
                DayCount(day=date.fromisoformat(row.day), surface=row.surface, status=row.status, count=row.asked)
                for row in rows
            )

    def people(self, start: datetime, end: datetime) -> int:
        """How many users asked."""
        query = select(func.count(audit.c.who.distinct())).where(*within(audit.c.at, start, end))
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def speed(self, start: datetime, end: datetime) -> Speed:
        """How long answers took; nearest-rank percentiles, which every database can tell."""
        span = within(audit.c.at, start, end)
        ordered = select(audit.c.latency_ms).where(*span).order_by(audit.c.latency_ms)
        with self._database.read() as connection:
            count = connection.execute(select(func.count()).select_from(audit).where(*span)).scalar_one()
            median, p95 = (_ranked(connection, ordered, count, part) for part in (0.5, 0.95))
            return Speed(count=count, median=median, p95=p95)

    def slowest(self, start: datetime, end: datetime, limit: int) -> Sequence[SlowAnswer]:
        """The slowest exchanges, the slowest first."""
        names = ("at", "surface", "mode", "status", "question", "latency_ms")
        query = select(*(audit.c[name] for name in names)).where(*within(audit.c.at, start, end))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(audit.c.latency_ms.desc(), audit.c.id).limit(limit))
            return tuple(SlowAnswer(**row._mapping) for row in rows)

    def verdicts(self, start: datetime, end: datetime) -> Sequence[VerdictCount]:
        """What users said of answers, the most frequent first."""
        keys = (feedback.c.surface, feedback.c.verdict, feedback.c.reason)
        query = select(*keys, func.count().label("count")).where(*within(feedback.c.at, start, end)).group_by(*keys)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(func.count().desc(), *keys))
            return tuple(VerdictCount(**row._mapping) for row in rows)

    def cited(self, start: datetime, end: datetime) -> Sequence[CitedPlace]:
        """Places by how often they were cited, the most frequent first."""
        with self._database.read() as connection:
            place = _places(connection)
            query = select(place, func.count().label("times")).where(*within(audit.c.at, start, end)).group_by(place)
            rows = connection.execute(query.order_by(func.count().desc(), place))
            return tuple(CitedPlace(place=str(row.value), count=row.times) for row in rows)


def _day_of_audit(connection: Connection) -> ColumnElement[str]:
    """The day of an entry in Japan, as YYYY-MM-DD."""
    if connection.dialect.name == "postgresql":
        local = func.timezone(_ZONE, audit.c.at)
        return func.to_char(local, "YYYY-MM-DD", type_=sa.String).label("day")
    return func.date(audit.c.at, _OFFSET, type_=sa.String).label("day")


def _places(connection: Connection) -> ColumnElement[Any]:
    """The places that an entry cites, one row for each."""
    unfold = func.json_array_elements_text if connection.dialect.name == "postgresql" else func.json_each
    return unfold(audit.c.citations).table_valued("value", joins_implicitly=True).c.value


def _ranked(connection: Connection, ordered: Select[Any], count: int, part: float) -> float:
    if not count:
        return 0.0
    rank = max(0, -int(-count * part // 1) - 1)
    return float(connection.execute(ordered.offset(rank).limit(1)).scalar_one())
