"""What the guard finds: kinds of personal information, findings, the masked text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import prompts

Kind = Literal[
    "my_number", "care_insurance_number", "late_elderly_number", "basic_pension_number", "resident_record_code",
    "telephone", "email", "birth_date", "address", "person_name",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds; where two findings overlap, the kind that stands earlier here wins."""


def token(kind: Kind) -> str:
    """The text that stands in place of a finding of this kind."""
    return prompts.text("guard/personal", f"tokens.{kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One masked place. `start` and `end` count characters of the text that was given.

    What stood there is not kept: a finding may be logged.
    """

    kind: Kind
    start: int
    end: int
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A text in which each finding is replaced by its token; findings are in order and do not overlap."""

    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that were found, each once, in the order of `KINDS`."""
        found = {finding.kind for finding in self.findings}
        return tuple(kind for kind in KINDS if kind in found)

    @property
    def notice(self) -> str:
        """What to tell the user: which kinds were masked and why. Empty where nothing was."""
        if not self.findings:
            return ""
        names = [prompts.text("guard/personal", f"kinds.{kind}") for kind in self.kinds]
        return prompts.text("guard/personal", "notice",
                            kinds=prompts.text("guard/personal", "between_kinds").join(names))  # fmt: skip
