"""How long an answer takes: in a warm process, and from nothing on the command line."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from assistant.app import Assistant
from eval.metrics.latency import percentile

_WARM_UP = 10
_COLD_RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Warm:
    """Milliseconds of `Assistant.ask`."""

    p50: float
    p95: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cold:
    """Seconds of whole processes, the median of `runs` each, taken in turn."""

    ask: float
    import_transformers: float
    runs: int


def warm(assistant: Assistant, questions: Sequence[str]) -> Warm:
    """Each question once, after some that are not counted."""
    for question in questions[:_WARM_UP]:
        assistant.ask(question)
    times = []
    for question in questions:
        started = time.perf_counter()
        assistant.ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return Warm(p50=percentile(times, 50), p95=percentile(times, 95), count=len(times))


def cold(question: str, runs: int = _COLD_RUNS) -> Cold:
    """`renkei ask` against the mere import of sentence-transformers, both in a new process.

    Raises:
        subprocess.CalledProcessError: one of the two fails.
    """
    ask = [sys.executable, "-m", "bots.cli", "ask", question]
    transformers = [sys.executable, "-c", "import sentence_transformers"]
    asked, imported = [], []
    for _ in range(runs):
        asked.append(_seconds(ask))
        imported.append(_seconds(transformers))
    return Cold(ask=median(asked), import_transformers=median(imported), runs=runs)


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started
