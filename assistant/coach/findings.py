"""What a check says: findings with their reason, their counter-question and the places they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.types import NoteSource


class Severity(StrEnum):
    """How grave a finding is; `info` is a hint, not a flaw."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return tuple(Severity).index(self)


class Code(StrEnum):
    """The flaws that the coach knows, gravest first: what a text is about before how complete it is."""

    HOME_DEATH_RATE_TARGET = "home_death_rate_target"
    MEANS_AS_END = "means_as_end"
    SOLUTION_AS_ISSUE = "solution_as_issue"
    PROVIDER_VIEW_ONLY = "provider_view_only"
    NO_GAP = "no_gap"
    SPECULATION_ONLY = "speculation_only"
    NATIONAL_AVERAGE_ONLY = "national_average_only"
    NOT_LINKED = "not_linked"
    ACTIVITY_ONLY_INDICATOR = "activity_only_indicator"
    TOO_VAGUE = "too_vague"
    ALL_AT_ONCE = "all_at_once"
    NO_OWNER = "no_owner"
    NO_PARTNER = "no_partner"
    NO_DEADLINE = "no_deadline"
    NO_BASELINE = "no_baseline"

    @property
    def rank(self) -> int:
        """0 for what is asked first."""
        return tuple(Code).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One flaw or hint: what is said about the text, why, what to ask, and where it is written."""

    code: Code
    severity: Severity
    message: str
    reason: str
    question: str
    sources: tuple[NoteSource, ...]
    excerpt: str = ""
    """The words of the text that the finding is about; empty where something is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """All findings about one cell, gravest first."""

    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """There is nothing above a hint."""
        return all(finding.severity is Severity.INFO for finding in self.findings)

    @property
    def gravest(self) -> Finding | None:
        """The finding to speak of first; None where there is none."""
        return self.findings[0] if self.findings else None
