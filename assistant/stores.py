"""Everything that is kept in the database, wired once. It can be opened where there is no index."""

from __future__ import annotations

from datetime import timedelta

from assistant.adapters.database import Database
from assistant.adapters.sql_activity import SqlActivity
from assistant.adapters.sql_audit import SqlAudit
from assistant.adapters.sql_conversations import SqlConversations
from assistant.adapters.sql_events import SqlEvents
from assistant.adapters.sql_feedback import SqlFeedback
from assistant.adapters.sql_gaps import SqlGaps
from assistant.adapters.sql_records import SqlRecords
from assistant.adapters.sql_usage import SqlUsage
from assistant.sessions.audit import Removed, kept_since
from assistant.sessions.clock import Clock, day_of, now
from assistant.settings import Settings

_EVENTS_KEPT = timedelta(days=2)
"""Deliveries are repeated within minutes; two days are more than enough to know one again."""


class Stores:
    """The repositories over one database."""

    def __init__(self, settings: Settings, clock: Clock = now) -> None:
        """
        Raises:
            SettingsError: RENKEI_DATABASE cannot be used.
            StorageError: the database cannot be reached or written.
        """
        self._clock = clock
        self._kept_days = settings.audit_days
        self.database = Database(settings.database_address)
        self.conversations = SqlConversations(self.database, clock)
        self.audit = SqlAudit(self.database)
        self.activity = SqlActivity(self.database)
        self.gaps = SqlGaps(self.database)
        self.feedback = SqlFeedback(self.database)
        self.events = SqlEvents(self.database, clock)
        self.records = SqlRecords(self.database, clock)
        self.usage = SqlUsage(self.database)

    def purge(self, days: int | None = None) -> Removed:
        """Remove what is older than the retention period (`days`, or RENKEI_AUDIT_DAYS) from the audit log, the
        unanswered ledger, feedback and usage, and events that nobody will deliver again. Conversations and records
        belong to their owners and stay.

        Raises:
            StorageError: the database cannot be written.
        """
        time = self._clock()
        before = kept_since(time, self._kept_days if days is None else days)
        rows = {
            "audit": self.audit.purge(before),
            "unanswered": self.gaps.purge(before),
            "feedback": self.feedback.purge(before),
            "usage": self.usage.purge(day_of(before)),
            "events": self.events.purge(time - _EVENTS_KEPT),
        }
        return Removed(before=before, rows=rows)
