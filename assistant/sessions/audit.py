"""The audit log: every exchange (who, when, what was asked, what it was answered with), and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from assistant.types import Answer, Mode, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One exchange. `question` is masked; no answer text is kept, its citations say what it stood on."""

    at: datetime
    who: str
    surface: str
    question: str
    status: Status
    mode: Mode
    citations: tuple[str, ...]
    """Places such as `basic-textbook-2016 II-6-(2)`, in the order of their numbers."""
    model: str
    """The chat model that worded the answer, or nothing."""
    latency_ms: float
    answer_id: str
    conversation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a purge removed: rows by table, and the time before which they lay."""

    before: datetime
    rows: dict[str, int]


class AuditLog(Protocol):
    """Where entries are kept. Nothing changes one once it is written; only time removes it."""

    def write(self, entry: AuditEntry) -> None:
        """Add `entry`."""

    def entries(self, start: datetime | None = None, end: datetime | None = None) -> Iterator[AuditEntry]:
        """Entries from `start` (inclusive) to `end` (exclusive), oldest first."""

    def purge(self, before: datetime) -> int:
        """Remove entries older than `before`; returns how many."""


def entry_of(answer: Answer, *, who: str, surface: str, question: str, at: datetime, model: str) -> AuditEntry:
    """The entry for `answer`. `question` is what the user wrote, masked: `answer.question` may be a completed one."""
    places = tuple(
        " ".join(part for part in (c.document_id, c.section, f"p.{c.page}" if c.page is not None else "") if part)
        for c in answer.citations
    )
    return AuditEntry(
        at=at, who=who, surface=surface, question=question, status=answer.status, mode=answer.mode, citations=places,
        model=model if answer.mode == "generated" else "", latency_ms=answer.elapsed_ms, answer_id=answer.id,
        conversation_id=answer.conversation_id,
    )  # fmt: skip


def kept_since(now: datetime, days: int) -> datetime:
    """The time before which entries are removed, for a retention period of `days`."""
    return now - timedelta(days=days)
