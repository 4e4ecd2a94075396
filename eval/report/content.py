"""What a report says, apart from how it looks: tables, plots and failures. Markdown and HTML render the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import prompts
from eval.comparison import Change, Moved, changes, moved
from eval.figures import SEED, Figure, by_category, by_document, figures, grouped, splits
from eval.relevance.verdicts import Relevance
from eval.report.failures import Failure, failures
from eval.report.plots import Plot, bars, reliability_plot
from eval.report.reliability import Bin, reliability
from eval.runner import Evaluation
from eval.runs import Past
from eval.scoring import Result

_BRIEF = ("recall_2000", "hit_5", "mrr", "facts_all", "facts_mean", "citation_precision")
_SYSTEMS = ("recall_2000", "recall_4000", "hit_5", "mrr", "ndcg_10", "facts_all", "facts_mean", "latency_p50")
_PLOTTED = ("recall_2000", "facts_all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first `words` columns hold words, the others numbers. `plot` shows the same as a picture."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1
    note: str = ""
    plot: Plot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a report shows, in order; plots belong to their tables."""

    title: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    failures: Sequence[Failure]
    failures_title: str
    failures_note: str


def build(
    evaluation: Evaluation, facts: Mapping[str, str], before: Mapping[str, Past] | None = None,
    checked: Relevance | None = None, *, seed: int = SEED,
) -> Report:  # fmt: skip
    """The report of `evaluation`. `facts` go by the keys in prompts/eval/report; `before` is a run to compare with,
    `checked` the citations that were judged by hand.
    """
    own = evaluation.own
    tables = [_main(own, seed), *([] if checked is None else [_checked(checked)])]
    if len(evaluation.results) > 1:
        tables.append(_systems(evaluation, seed))
    for heading, column, keys in (
        ("categories", "category", by_category), ("documents", "document", by_document),
    ):  # fmt: skip
        groups = {name: figures(results, seed=seed) for name, results in grouped(own, keys).items()}
        tables.append(_groups(heading, column, groups))
    tables.append(_reliability(reliability(own)))
    if before is not None:
        tables += [_comparison(changes(before, own, seed=seed)), _moved(moved(before, own))]
    failed = failures(own)
    return Report(
        title=_text("title"),
        facts=[(_text(f"facts.{key}"), value) for key, value in facts.items()],
        tables=tables,
        failures=failed,
        failures_title=_heading("failures"),
        failures_note=_text("notes.failures") if failed else _text("notes.none"),
    )


def _text(key: str) -> str:
    return prompts.text("eval/report", key)


def _heading(key: str) -> str:
    return _text(f"headings.{key}")


def _columns(*keys: str) -> list[str]:
    return [_text(f"columns.{key}") for key in keys]


def measure_name(measure: str) -> str:
    """A measure as readers of the report know it."""
    return _text(f"measures.{measure}")


def number(figure: Figure | None, name: str = "") -> str:
    """A figure as shown: shares with three digits, lengths and times with one."""
    if figure is None or not figure.count:
        return "-"
    return _shown(figure.value, name)


def _shown(value: float, name: str) -> str:
    coarse = name == "length" or name.startswith("latency")
    return f"{value:.1f}" if coarse else f"{value:.3f}"


def _main(own: Sequence[Result], seed: int) -> Table:
    by_name = {name: figures(results, seed=seed) for name, results in splits(own).items()}
    rows = []
    for measure in prompts.load("eval/report")["measures"]:
        for split, found in by_name.items():
            figure = found.get(measure)
            if figure is not None:
                ends = [_shown(end, measure) for end in (figure.low, figure.high) if end is not None]
                span = "〜".join(ends)
                rows.append((measure_name(measure), split, number(figure, measure), span, str(figure.count)))
    columns = _columns("measure", "split", "value", "interval", "count")
    return Table(title=_heading("main"), columns=columns, rows=rows, words=2, note=_text("notes.main"))


def _checked(found: Relevance) -> Table:
    texts = prompts.load("eval/relevance")["table"]
    counts: dict[str, int] = dict(found.counts.items())
    counts["unjudged"] = found.drawn - found.judged
    low, high = found.interval
    note = texts["note"]
    if found.judged:
        shown = {"precision": f"{found.precision:.3f}", "low": f"{low:.3f}", "high": f"{high:.3f}"}
        note += prompts.text("eval/relevance", "table.precision", **shown)
    rows = [(name, str(counts[key])) for key, name in texts["rows"].items()]
    return Table(title=texts["title"], columns=texts["columns"], rows=rows, note=note)


def _systems(evaluation: Evaluation, seed: int) -> Table:
    rows = []
    for name, results in evaluation.results.items():
        for split, part in splits(results).items():
            found = figures(part, seed=seed)
            rows.append((name, split, *(number(found.get(measure), measure) for measure in _SYSTEMS)))
    columns = [*_columns("system", "split"), *map(measure_name, _SYSTEMS)]
    by_system = {name: figures(results, seed=seed) for name, results in evaluation.results.items()}
    return Table(title=_heading("systems"), columns=columns, rows=rows, words=2, note=_text("notes.systems"),
                 plot=bars(_heading("plot_systems"), by_system, _named(_PLOTTED)))  # fmt: skip


def _groups(heading: str, column: str, groups: Mapping[str, Mapping[str, Figure]]) -> Table:
    shown = (*_BRIEF, "refused_answerable", "abstention_recall")
    rows = [
        (name, *(number(found.get(measure), measure) for measure in shown), str(found["latency_p50"].count))
        for name, found in groups.items()
    ]
    columns = [*_columns(column), *map(measure_name, shown), *_columns("count")]
    drawn = {name: found for name, found in groups.items() if _PLOTTED[0] in found}
    plot = bars(_heading(f"plot_{heading}"), drawn, _named(_PLOTTED)) if drawn else None
    return Table(title=_heading(heading), columns=columns, rows=rows, plot=plot)


def _named(measures: Sequence[str]) -> dict[str, str]:
    return {measure: measure_name(measure) for measure in measures}


def _reliability(bins: Sequence[Bin]) -> Table:
    rows = [(f"{low:.1f}〜{high:.1f}", f"{p:.3f}", f"{o:.3f}", str(n)) for low, high, p, o, n in bins]
    columns = _columns("confidence", "predicted", "observed", "count")
    return Table(title=_heading("reliability"), columns=columns, rows=rows, note=_text("notes.reliability"),
                 plot=reliability_plot(_heading("plot_reliability"), bins))  # fmt: skip


def _comparison(rows: Sequence[Change]) -> Table:
    cells = [
        (measure_name(r.measure), f"{r.before:.3f}", f"{r.after:.3f}", f"{r.p:.4f}", str(r.better), str(r.worse),
         str(r.count))
        for r in rows
    ]  # fmt: skip
    columns = _columns("measure", "before", "after", "p", "better", "worse", "count")
    return Table(title=_heading("comparison"), columns=columns, rows=cells, note=_text("notes.comparison"),
                 plot=_before_after(rows) if rows else None)  # fmt: skip


def _moved(rows: Sequence[Moved]) -> Table:
    cells = [
        (
            f"{row.result.question.id} {row.result.question.question}",
            " / ".join(f"{measure_name(m)} {a:.2f}→{b:.2f}" for m, (a, b) in row.changes.items()),
        )
        for row in rows
    ]
    note = "" if cells else _text("notes.none")
    return Table(title=_heading("moved"), columns=_columns("question", "change"), rows=cells, words=2, note=note)


def _before_after(rows: Sequence[Change]) -> Plot:
    sides = dict(zip(("before", "after"), _columns("before", "after"), strict=True))
    groups = {
        row.measure: {
            "before": Figure(value=row.before, count=row.count),
            "after": Figure(value=row.after, count=row.count),
        }
        for row in rows
    }
    return bars(_heading("plot_comparison"), groups, sides)
