"""docs/benchmark.md out of one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.app import Assistant
from eval.bench.asking import Cold, Warm, cold, warm
from eval.bench.crowd import Crowd, crowd
from eval.bench.finding import MEASURES, Found, compare
from eval.bench.ingesting import Ingested, time_ingest
from eval.bench.machine import machine
from eval.bench.serving import Served, load
from eval.questions import load_questions
from eval.runner import Progress, quiet

_TEMPLATE = Path(__file__).parent / "benchmark.md.jinja"
_REQUESTS = 2_000
_STEPS = 5
_FLAT = 0.03
"""Share of its memory that the process may gain in the minute of the crowd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure with what is wanted of it."""

    what: str
    measured: str
    wanted: str
    met: bool

    @property
    def verdict(self) -> str:
        """Whether the figure is what is wanted."""
        return "yes" if self.met else "**no**"


def bench(assistant: Assistant, *, requests: int = _REQUESTS, progress: Progress = quiet) -> str:
    """Run everything and render the report; minutes on two cores."""
    # the reports alone need the template engine
    from jinja2 import Environment

    questions = load_questions()
    answerable = [question for question in questions if question.answerable]
    texts = [question.question for question in answerable]
    made_on = machine()
    progress("bench", 0, _STEPS)
    asked = warm(assistant, texts)
    started = cold(texts[0])
    progress("bench", 1, _STEPS)
    served = load(texts, requests)
    progress("bench", 2, _STEPS)
    crowded = crowd(texts)
    progress("bench", 3, _STEPS)
    ingested = time_ingest(assistant.settings)
    progress("bench", 4, _STEPS)
    found = compare(assistant, progress)
    progress("bench", _STEPS, _STEPS)
    manifest = assistant.generation.manifest
    dev = sum(question.split == "dev" for question in answerable)
    template = Environment(trim_blocks=True, keep_trailing_newline=True).from_string(  # not a page: nothing to escape
        _TEMPLATE.read_text(encoding="utf-8")
    )
    return template.render(
        made=datetime.now(UTC).isoformat(timespec="seconds"), machine=made_on, index=f"{manifest.embedder}",
        rows=rows(asked, started, served, crowded, ingested, found), warm=asked, cold=started, served=served,
        crowd=crowded, ingested=ingested, found=found, measures=MEASURES, dev=dev, test=len(answerable) - dev,
    )  # fmt: skip


def rows(
    asked: Warm, started: Cold, served: Served, crowded: Crowd, ingested: Ingested, found: Sequence[Found]
) -> list[Row]:
    """The figures that have a target, with it."""
    share = started.ask / started.import_transformers
    recall = next(row.values[0] for row in found if (row.system, row.split) == ("renkei", "dev"))
    return [
        _at_most("warm `ask`, p50", asked.p50, 15, "ms"),
        _at_most("warm `ask`, p95", asked.p95, 40, "ms"),
        _at_least(f"HTTP on loopback, {served.clients} clients", served.per_second, 100, "requests/s"),
        _at_most(f"cold `renkei ask` ({started.ask:.2f} s) over `import sentence_transformers` "
                 f"({started.import_transformers:.2f} s)", share, 0.5, ""),
        _at_most("resident memory of the serving process after the load", served.memory_loaded, 700, "MB"),
        *_crowd_rows(crowded),
        _at_most("full ingest", ingested.full, 60, "s"),
        _at_most("ingest with one document changed", ingested.one_changed, 10, "s"),
        _at_least("evidence within the first 2,000 characters, development questions", recall, 0.85, ""),
    ]  # fmt: skip


def _crowd_rows(crowded: Crowd) -> list[Row]:
    who = f"{crowded.streams} readers of streams and {crowded.clients} busy clients"
    grown = crowded.memory_end - crowded.memory_start
    most = crowded.memory_start * _FLAT
    return [
        Row(what=f"{who}, {crowded.seconds:.0f} s: failed requests", measured=str(crowded.failures), wanted="0",
            met=crowded.failures == 0 and crowded.asked > 0),
        _at_most("the same: `ask` that is not streamed, p95", crowded.p95, 150, "ms"),
        Row(what="the same: memory gained", measured=f"{grown:.1f} MB", wanted=f"≤ {most:.0f} MB", met=grown <= most),
    ]  # fmt: skip


def _at_most(what: str, value: float, bar: float, unit: str) -> Row:
    return Row(what=what, measured=_shown(value, unit), wanted=f"≤ {bar:g} {unit}".strip(), met=value <= bar)


def _at_least(what: str, value: float, bar: float, unit: str) -> Row:
    return Row(what=what, measured=_shown(value, unit), wanted=f"≥ {bar:g} {unit}".strip(), met=value >= bar)


def _shown(value: float, unit: str) -> str:
    return f"{value:.1f} {unit}" if unit else f"{value:.3f}"
