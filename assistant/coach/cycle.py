"""Do, Check and Act: what a year's plan becomes once it is carried out (textbook, figure 16)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Carried(StrEnum):
    """Whether a measure was carried out as planned."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Verdict(StrEnum):
    """Whether a measure goes on."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Do: how far one measure has come at one date (ISO, e.g. 2025-09)."""

    measure: str
    date: str
    note: str

    @property
    def noted(self) -> bool:
        """Something is told of the measure; a row may also do no more than name it."""
        return bool(self.date.strip() or self.note.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Check: the questions of figure 16 about one measure."""

    measure: str
    carried_out: Carried | None = None
    result: str = ""
    contributes: str = ""
    """What it does for the vision of the scene."""
    why: str = ""
    """Causes and background of the result, also of one that did not move."""
    verdict: Verdict | None = None
    improvement: str = ""

    @property
    def complete(self) -> bool:
        """All questions are answered; how to improve is asked only of a measure that changes."""
        answered = all((self.carried_out, self.result, self.contributes, self.why, self.verdict))
        return answered and (self.verdict is not Verdict.CHANGE or bool(self.improvement))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Act: what goes into the next cycle, and for what reason."""

    text: str
    reason: str
