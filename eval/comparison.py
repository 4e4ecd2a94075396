"""Two runs question by question: what got better, what got worse, and whether it could be chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.metrics.randomisation import randomisation_test
from eval.runs import Past, kept
from eval.scoring import Result

COMPARED = (
    "recall_2000", "hit_5", "mrr", "ndcg_10", "facts_all", "facts_mean", "citation_precision", "right_status",
    "judged_good",
)  # fmt: skip
"""Measures that two runs are compared by; `right_status` is answered where answerable and abstained where not."""
_DECIDING = ("facts_mean", "recall_2000", "mrr", "right_status")
_MARGIN = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One measure before and after, over the questions that have it in both runs, with its randomisation test."""

    measure: str
    before: float
    after: float
    p: float
    better: int
    worse: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A question that changed in one of the deciding measures: (before, after) by measure."""

    result: Result
    changes: Mapping[str, tuple[float, float]]

    @property
    def gain(self) -> float:
        """Sum of the differences; above zero the question got better."""
        return sum(after - before for before, after in self.changes.values())


def changes(before: Mapping[str, Past], after: Sequence[Result], *, seed: int = 0) -> list[Change]:
    """A row for each measure that both runs have."""
    rows = []
    for measure in COMPARED:
        pairs = [pair for result in after if (pair := _pair(measure, before, result)) is not None]
        if pairs:
            old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            rows.append(
                Change(
                    measure=measure, before=sum(old) / len(old), after=sum(new) / len(new),
                    p=randomisation_test(old, new, seed=seed), count=len(pairs),
                    better=sum(b > a + _MARGIN for a, b in pairs), worse=sum(b < a - _MARGIN for a, b in pairs),
                )
            )  # fmt: skip
    return rows


def moved(before: Mapping[str, Past], after: Sequence[Result]) -> list[Moved]:
    """Questions that changed, the worst losses first."""
    found = []
    for result in after:
        pairs = {measure: pair for measure in _DECIDING if (pair := _pair(measure, before, result)) is not None}
        changed = {measure: pair for measure, pair in pairs.items() if abs(pair[1] - pair[0]) > _MARGIN}
        if changed:
            found.append(Moved(result=result, changes=changed))
    return sorted(found, key=lambda row: row.gain)


def _pair(measure: str, before: Mapping[str, Past], result: Result) -> tuple[float, float] | None:
    past = before.get(result.question.id)
    if past is None:
        return None
    if measure == "right_status":
        answerable = result.question.answerable
        return float((past.status == "answered") == answerable), float(result.abstained != answerable)
    if measure in past.scores and measure in result.scores:
        return past.scores[measure], kept(result.scores[measure])
    return None
