"""The judge is judged first: how often it agrees with the verdicts that people gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.judging.case import Known
from eval.judging.judge import Judge, Progress

LEAST = 0.8
"""Agreement below which nothing else that a judge says is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How a judge did on known cases. A case without a grade counts against it."""

    agreed: int
    count: int
    lenient: int
    """Bad answers that it called good."""
    strict: int
    """Good answers that it called bad."""
    failed: int
    """Answers for which it gave no grade."""

    @property
    def agreement(self) -> float:
        """agreed / count; 0 where there is nothing to agree on."""
        return self.agreed / self.count if self.count else 0.0

    @property
    def trusted(self) -> bool:
        """Whether its grades may be reported."""
        return self.agreement >= LEAST


def try_out(judge: Judge, known: Sequence[Known], progress: Progress | None = None) -> Trial:
    """Let `judge` grade the `known` cases.

    Raises:
        ModelError: the model cannot be used at all.
    """
    grades = judge.grade_all((each.case for each in known), progress).grades
    pairs = [(each.good, grades[each.case.id].good) for each in known if each.case.id in grades]
    return Trial(
        agreed=sum(right == said for right, said in pairs), count=len(known),
        lenient=sum(said and not right for right, said in pairs),
        strict=sum(right and not said for right, said in pairs),
        failed=len(known) - len(pairs),
    )  # fmt: skip
