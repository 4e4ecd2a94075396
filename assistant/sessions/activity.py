"""What an installation was asked, in figures: aggregates over the audit log and the feedback, never a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from assistant.sessions.feedback import Verdict
from assistant.types import Mode, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Exchanges of one day (in Japan) on one surface that ended in one status."""

    day: date
    surface: str
    status: Status
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long answers took, in milliseconds: half of them at most `median`, 95 of 100 at most `p95`."""

    count: int
    median: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowAnswer:
    """One of the slowest exchanges. `question` is masked."""

    at: datetime
    surface: str
    mode: Mode
    status: Status
    question: str
    latency_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictCount:
    """How often users on one surface gave one verdict for one reason."""

    surface: str
    verdict: Verdict
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPlace:
    """How often answers cited a place, as it stands in `AuditEntry.citations`: it begins with a document id."""

    place: str
    count: int


class Activity(Protocol):
    """Figures of a span of time, from `start` (inclusive) to `end` (exclusive)."""

    def days(self, start: datetime, end: datetime) -> Sequence[DayCount]:
        """Counts by day, surface and status, in the order of days."""

    def people(self, start: datetime, end: datetime) -> int:
        """How many users asked."""

    def speed(self, start: datetime, end: datetime) -> Speed:
        """How long answers took."""

    def slowest(self, start: datetime, end: datetime, limit: int) -> Sequence[SlowAnswer]:
        """The slowest exchanges, the slowest first."""

    def verdicts(self, start: datetime, end: datetime) -> Sequence[VerdictCount]:
        """What users said of answers, the most frequent first."""

    def cited(self, start: datetime, end: datetime) -> Sequence[CitedPlace]:
        """Places by how often they were cited, the most frequent first."""
