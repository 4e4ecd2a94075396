"""The tables of the database. A change here comes with a step in `migrations.STEPS`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON, Column, Date, DateTime, Dialect, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text,
    TypeDecorator,
)  # fmt: skip

metadata = MetaData()


class Utc(TypeDecorator[datetime]):
    """A time in UTC. SQLite forgets time zones, so they are taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"time {value!r} has no zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


schema_versions = Table(
    "schema_versions", metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", Utc, nullable=False),
)  # fmt: skip

conversations = Table(
    "conversations", metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(255), nullable=False),
    Column("surface", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    Index("conversations_by_owner", "owner", "updated_at"),
)  # fmt: skip

turns = Table(
    "turns", metadata,
    Column("conversation_id", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("standalone", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("asked_at", Utc, nullable=False),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False, index=True),
    Column("who", String(255), nullable=False),
    Column("surface", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("citations", JSON, nullable=False),
    Column("model", String(255), nullable=False),
    Column("latency_ms", Float, nullable=False),
    Column("answer_id", String(32), nullable=False),
    Column("conversation_id", String(32), nullable=False),
)  # fmt: skip

unanswered = Table(
    "unanswered", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("surface", String(32), nullable=False),
)  # fmt: skip

feedback = Table(
    "feedback", metadata,
    Column("answer_id", String(32), primary_key=True),
    Column("who", String(255), primary_key=True),
    Column("verdict", String(16), nullable=False),
    Column("at", Utc, nullable=False, index=True),
    Column("surface", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("comment", Text, nullable=False),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    Column("finished", Integer, nullable=False),
    Column("place", JSON, nullable=False),
)  # fmt: skip

claim_keys = Table(
    "claim_keys", metadata,
    Column("key", String(255), primary_key=True),
    Column("claim_id", String(32), ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
)  # fmt: skip

records = Table(
    "records", metadata,
    Column("kind", String(32), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("owner", String(255), nullable=False),
    Column("title", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False),
    Index("records_by_owner", "kind", "owner", "updated_at"),
)  # fmt: skip

usage = Table(
    "usage", metadata,
    Column("who", String(255), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("answers", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
)  # fmt: skip
