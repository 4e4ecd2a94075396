"""The benchmark's parts: what they measure is real, how long it takes is nobody's business here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.settings import Settings
from eval.bench import report
from eval.bench.asking import Cold, Warm, warm
from eval.bench.crowd import Crowd, crowd, slope
from eval.bench.finding import MEASURES, Found
from eval.bench.ingesting import Ingested, time_ingest
from eval.bench.machine import machine
from eval.bench.serving import Served, load, resident_megabytes
from ingest.pipeline import IngestReport

WARM = Warm(p50=9.0, p95=41.0, count=4)
COLD = Cold(ask=1.5, import_transformers=5.0, runs=3)
SERVED = Served(clients=16, requests=200, failures=0, per_second=150.0, p50=80.0, p95=200.0, memory_idle=250.0,
                memory_loaded=400.0)  # fmt: skip
CROWD = Crowd(streams=200, clients=16, seconds=60.0, asked=5000, streamed=600, faults={}, p50=90.0, p95=160.0,
              stream_p95=300.0, memory_start=500.0, memory_end=501.0, slope=0.9)  # fmt: skip
INGESTED = Ingested(full=20.0, unchanged=0.5, one_changed=5.0, documents=5, passages=380, notes=400, changed="a.txt")
FOUND = [Found(system=name, split=split, values=(value,) * len(MEASURES))
         for name, value in (("renkei", 0.9), ("bm25", 0.5)) for split in ("dev", "test")]  # fmt: skip


def test_every_figure_stands_beside_what_is_wanted() -> None:
    rows = {row.what: row for row in report.rows(WARM, COLD, SERVED, CROWD, INGESTED, FOUND)}
    assert len(rows) == 11
    assert [row.what for row in rows.values() if not row.met] == [
        "warm `ask`, p95", "the same: `ask` that is not streamed, p95",
    ]  # fmt: skip
    assert rows["warm `ask`, p95"].verdict == "**no**"
    cold = next(row for what, row in rows.items() if what.startswith("cold"))
    assert cold.measured == "0.300"  # 1.5 s / 5.0 s


def test_the_report_holds_the_figures_of_the_run(monkeypatch: pytest.MonkeyPatch, built_assistant: Assistant) -> None:
    for name, value in (("warm", WARM), ("cold", COLD), ("load", SERVED), ("crowd", CROWD), ("time_ingest", INGESTED), ("compare", FOUND)):
        monkeypatch.setattr(report, name, lambda *_, value=value, **__: value)
    text = report.bench(built_assistant)
    assert "| warm `ask`, p50 | 9.0 ms | ≤ 15 ms | yes |" in text
    assert "| bm25 | test | 0.500 |" in text
    assert f"Python | {sys.version.split()[0]} |" in text
    assert "{{" not in text and "{%" not in text
    lines = [line for line in text.splitlines() if line.startswith("| renkei")]
    assert len(lines) == 2
    assert all(line.count("|") == len(MEASURES) + 3 for line in lines)


def test_machine_facts() -> None:
    found = machine()
    assert found.cores >= 1
    assert found.memory_gb > 0.1
    assert all(version != "not installed" for _, version in found.packages)


def test_warm_asks_every_question_once(built_assistant: Assistant) -> None:
    found = warm(built_assistant, ["保健所の役割は？", "柏市の研修は何日間ですか"])
    assert found.count == 2
    assert 0 < found.p50 <= found.p95


def test_memory_is_that_of_the_process() -> None:
    with subprocess.Popen([sys.executable, "-c", "x = bytearray(80_000_000); input()"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as process:  # fmt: skip
        while (held := resident_megabytes(process.pid)) < 70 and process.poll() is None:
            pass
        process.communicate(b"\n")
    assert 70 < held < 200
    assert resident_megabytes(os.getpid()) > 10


def test_the_server_is_started_asked_and_stopped(
    built: tuple[Settings, IngestReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(built[0].data))
    monkeypatch.setenv("RENKEI_DOCUMENTS", str(built[0].documents[0]))
    found = load(["保健所の役割は？"], requests=8, clients=2)
    assert (found.requests, found.failures) == (8, 0)
    assert found.per_second > 0
    assert found.memory_loaded > 50


def test_a_crowd_is_answered_and_watched(built: tuple[Settings, IngestReport], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(built[0].data))
    monkeypatch.setenv("RENKEI_DOCUMENTS", str(built[0].documents[0]))
    found = crowd(["保健所の役割は？"], streams=3, clients=1, seconds=2.0, warm_up=0.5, rest=0.2)
    assert found.faults == {}
    assert found.asked > 0
    assert found.streamed > 0
    assert found.memory_end > 50


def test_growth_is_told_by_the_minute() -> None:
    assert slope([(0.0, 500.0), (30.0, 501.0), (60.0, 502.0)]) == pytest.approx(2.0)


def test_ingest_is_timed_on_copies(built: tuple[Settings, IngestReport], tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "plan.txt").write_text("夜間の電話は当番の訪問看護ステーションが最初に受けます。\n", encoding="utf-8")
    settings = Settings(documents=(documents,), data=tmp_path / "data")
    found = time_ingest(settings)
    assert found.documents == 1
    assert found.changed == "plan.txt"
    assert min(found.full, found.unchanged, found.one_changed) > 0
    assert not settings.data.exists()
    assert "2001" not in (documents / "plan.txt").read_text(encoding="utf-8")
