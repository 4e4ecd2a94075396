"""The tables of the database. A change here comes with a step in `migrations.STEPS`."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

metadata = sa.MetaData()


class Utc(sa.TypeDecorator[datetime]):
    """A time in UTC. SQLite forgets time zones, so they are taken off on the way in and put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"time {value!r} has no zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


schema_versions = sa.Table(
    "schema_versions", metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("applied_at", Utc, nullable=False),
)  # fmt: skip

conversations = sa.Table(
    "conversations", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(255), nullable=False),
    sa.Column("surface", sa.String(32), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("updated_at", Utc, nullable=False),
    sa.Index("conversations_by_owner", "owner", "updated_at"),
)  # fmt: skip

turns = sa.Table(
    "turns", metadata,
    sa.Column("conversation_id", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("standalone", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("answer", sa.JSON, nullable=False),
    sa.Column("asked_at", Utc, nullable=False),
)  # fmt: skip

audit = sa.Table(
    "audit", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("who", sa.String(255), nullable=False),
    sa.Column("surface", sa.String(32), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("mode", sa.String(16), nullable=False),
    sa.Column("citations", sa.JSON, nullable=False),
    sa.Column("model", sa.String(255), nullable=False),
    sa.Column("latency_ms", sa.Float, nullable=False),
    sa.Column("answer_id", sa.String(32), nullable=False),
    sa.Column("conversation_id", sa.String(32), nullable=False),
)  # fmt: skip

unanswered = sa.Table(
    "unanswered", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("surface", sa.String(32), nullable=False),
)  # fmt: skip

feedback = sa.Table(
    "feedback", metadata,
    sa.Column("answer_id", sa.String(32), primary_key=True),
    sa.Column("who", sa.String(255), primary_key=True),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("surface", sa.String(32), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("reason", sa.String(64), nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
)  # fmt: skip

claims = sa.Table(
    "claims", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("at", Utc, nullable=False, index=True),
    sa.Column("finished", sa.Integer, nullable=False),
    sa.Column("place", sa.JSON, nullable=False),
)  # fmt: skip

claim_keys = sa.Table(
    "claim_keys", metadata,
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("claim_id", sa.ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
)  # fmt: skip

records = sa.Table(
    "records", metadata,
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(255), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("updated_at", Utc, nullable=False),
    sa.Index("records_by_owner", "kind", "owner", "updated_at"),
)  # fmt: skip

usage = sa.Table(
    "usage", metadata,
    sa.Column("who", sa.String(255), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("answers", sa.Integer, nullable=False),
    sa.Column("tokens", sa.Integer, nullable=False),
)  # fmt: skip
