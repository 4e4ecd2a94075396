"""Ingests behind a server: one at a time, told while they run, remembered when they ended."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.generation import CURRENT, GENERATIONS
from assistant.settings import Settings
from ingest.background import Background, Fault, LeftOutFile
from ingest.generations import current_manifest, writer
from ingest.job import order
from tests.ingest.small import small_settings, write_corpus

REPORT = {"report": {"changed": True, "left_out": [{"file": "x.pdf", "reason": "scanned", "reference": "ab"}]}}


class Scripted:
    """Ingests that wait to be let go."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = rows
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.times = 0

    def __call__(self, settings: Settings, corpus: Path | None) -> Iterator[dict[str, Any]]:
        self.times += 1
        yield {"step": "read", "done": 1, "total": 2}
        self.begun.release()
        assert self.go.acquire(timeout=10)
        yield from self.rows


def test_changes_during_an_ingest_are_read_by_one_more(tmp_path: Path) -> None:
    play = Scripted(REPORT)
    ended: list[int] = []
    background = Background(Settings(data=tmp_path), lines=play, ended=lambda: ended.append(1))

    background.start()
    assert play.begun.acquire(timeout=10)
    assert (background.status.state, background.status.done, background.status.total) == ("running", 1, 2)
    background.start()
    background.start()
    assert background.status.waiting
    play.go.release()
    play.go.release()

    assert background.wait(10)
    assert (play.times, len(ended)) == (2, 2)
    assert background.status.left_out == (LeftOutFile(file="x.pdf", reason="scanned", reference="ab"),)
    assert Background(Settings(data=tmp_path)).status == background.status


@pytest.mark.parametrize("broken", [True, False])
def test_failure_is_told_and_the_next_one_runs(tmp_path: Path, broken: bool) -> None:
    told = {"fault": {"code": "storage", "details": {"reason": "full"}, "reference": "ab"}}
    play = Scripted({"strange": 1} if broken else told)
    background = Background(Settings(data=tmp_path), lines=play)
    play.go.release()
    background.start()
    assert background.wait(10)
    fault = background.status.fault
    assert fault is not None
    assert fault.code == ("internal" if broken else "storage")
    assert fault.error().reference == fault.reference
    assert Background(Settings(data=tmp_path)).status.fault == fault

    play.rows = (REPORT,)
    play.go.release()
    background.start()
    assert background.wait(10)
    assert background.status.fault is None


def test_real_process_reads_what_was_uploaded(tmp_path: Path, shared_models: Path) -> None:
    settings, corpus = small_settings(tmp_path, shared_models), write_corpus(tmp_path / "corpus")
    settings.uploads.mkdir()
    (settings.uploads / "added.md").write_text("# 追加\n\n回覧板は月曜日に回します。\n", encoding="utf-8")
    (settings.uploads / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    background = Background(settings, corpus=corpus)

    background.start()

    assert background.wait(60)
    assert background.status.fault is None
    assert [left.file for left in background.status.left_out] == ["broken.pdf"]
    manifest = current_manifest(settings.index)
    assert manifest is not None
    assert [one.file for one in manifest.documents] == ["added.md", "plan.md"]
    with writer(settings.index):
        background.start()
        assert background.wait(60)
    assert isinstance(background.status.fault, Fault)
    assert background.status.fault.code == "index_busy"


def test_what_was_taken_away_does_not_stay_in_the_reserve(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    for name in ("1", "2"):
        (settings.index / GENERATIONS / name).mkdir(parents=True)
    (settings.index / CURRENT).write_text("2", encoding="utf-8")
    background = Background(settings, lines=lambda *_: iter([REPORT]), grace=0.0)
    generations = settings.index / GENERATIONS

    background.start()
    assert background.wait(10)
    assert len(list(generations.iterdir())) == 2
    background.start(forget=True)

    deadline = time.monotonic() + 10
    while len(list(generations.iterdir())) > 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [path.name for path in generations.iterdir()] == ["2"]


def test_what_a_stopped_server_left_undone_is_done_by_the_next(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    stopped = Scripted(REPORT)
    before = Background(settings, lines=stopped)
    before.start(forget=True)
    assert stopped.begun.acquire(timeout=10)

    play = Scripted(REPORT)
    play.go.release()
    after = Background(settings, lines=play, grace=0.0)
    after.resume()

    assert after.wait(10)
    assert play.times == 1
    deadline = time.monotonic() + 10
    while list(tmp_path.glob("*.due")) and time.monotonic() < deadline:
        time.sleep(0.01)
    third = Scripted()
    Background(settings, lines=third).resume()
    assert third.times == 0
    stopped.go.release()
    assert before.wait(10)


def test_an_ingest_that_failed_is_tried_again_by_the_next_server(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    told = {"fault": {"code": "storage", "details": {}, "reference": "ab"}}
    failing = Background(settings, lines=lambda *_: iter([told]))
    failing.start()
    assert failing.wait(10)

    after = Background(settings, lines=lambda *_: iter([REPORT]))
    after.resume()
    assert after.wait(10)
    assert after.status.fault is None

    third = Scripted()
    Background(settings, lines=third).resume()
    assert third.times == 0


def test_process_ends_with_the_server_that_asked_for_it(tmp_path: Path, shared_models: Path) -> None:
    settings, corpus = small_settings(tmp_path, shared_models), write_corpus(tmp_path / "corpus")
    ended = subprocess.run(
        [sys.executable, "-m", "ingest.job"], input=order(settings, corpus) + "\n", capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 3
    assert "report" not in ended.stdout
    with writer(settings.index):
        pass


def test_closing_ends_the_process(tmp_path: Path, shared_models: Path) -> None:
    settings, corpus = small_settings(tmp_path, shared_models), write_corpus(tmp_path / "corpus")
    background = Background(settings, corpus=corpus)
    background.start()

    background.close()
    background.start()

    assert background.status.state == "idle"
