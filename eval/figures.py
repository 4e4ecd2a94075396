"""Results → figures: means with confidence intervals, abstention, refusal, latency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.metrics.abstention import abstention
from eval.metrics.bootstrap import interval
from eval.metrics.latency import percentile
from eval.metrics.refusal import refusal
from eval.scoring import MEANS, Result

SEED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number. `low` and `high` bound its mean at 95 %, where it is one; `count` questions made it."""

    value: float
    count: int
    low: float | None = None
    high: float | None = None


def figures(results: Sequence[Result], *, seed: int = SEED) -> dict[str, Figure]:
    """Figures by name, over the results of one system; those that do not apply are left out."""
    found: dict[str, Figure] = {}
    for name in MEANS:
        scores = [result.scores[name] for result in results if name in result.scores]
        if scores:
            low, high = interval(scores, seed=seed)
            found[name] = Figure(value=sum(scores) / len(scores), count=len(scores), low=low, high=high)
    if results:
        found |= _abstaining(results)
        times = [result.response.answer.elapsed_ms for result in results]
        for p in (50, 95):
            found[f"latency_p{p}"] = Figure(value=percentile(times, p), count=len(times))
    return found


def _abstaining(results: Sequence[Result]) -> dict[str, Figure]:
    unanswerable = sum(not result.question.answerable for result in results)
    shares = abstention((result.question.answerable, result.abstained) for result in results)
    found = {"refused_answerable": Figure(value=shares.refused, count=len(results) - unanswerable)}
    if unanswerable:
        found |= {
            "abstention_precision": Figure(value=shares.precision, count=sum(result.abstained for result in results)),
            "abstention_recall": Figure(value=shares.recall, count=unanswerable),
            "abstention_f1": Figure(value=shares.f1, count=len(results)),
        }
    turned_away = refusal((result.question.category, result.response.answer.status) for result in results)
    if turned_away is not None:
        found["refusal"] = Figure(value=turned_away, count=unanswerable)
    return found


def grouped(results: Sequence[Result], keys: Callable[[Result], Sequence[str]]) -> dict[str, list[Result]]:
    """Results by key, in the order in which the keys first come; a result may have several keys."""
    found: dict[str, list[Result]] = {}
    for result in results:
        for key in keys(result):
            found.setdefault(key, []).append(result)
    return found


def splits(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Results by split, dev before test."""
    return dict(sorted(grouped(results, by_split).items()))


def by_split(result: Result) -> Sequence[str]:
    """dev or test."""
    return (result.question.split,)


def by_category(result: Result) -> Sequence[str]:
    """The question's category."""
    return (result.question.category,)


def by_document(result: Result) -> Sequence[str]:
    """The documents that hold the question's evidence."""
    return tuple(dict.fromkeys(item.document for item in result.question.evidence))
