"""What users said of an answer: helpful or not, and why. The last word of a user on an answer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Verdict = Literal["helpful", "not_helpful"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One user's word on one answer; `comment` and `question` are masked."""

    answer_id: str
    who: str
    verdict: Verdict
    at: datetime
    surface: str
    question: str = ""
    reason: str = ""
    comment: str = ""


class FeedbackBook(Protocol):
    """Where feedback is kept."""

    def give(self, feedback: Feedback) -> None:
        """Keep it; an earlier word of the same user on the same answer is replaced."""

    def given(self, start: datetime | None = None, end: datetime | None = None) -> Sequence[Feedback]:
        """Feedback from `start` (inclusive) to `end` (exclusive), oldest first."""

    def purge(self, before: datetime) -> int:
        """Remove what is older than `before`; returns how many."""
