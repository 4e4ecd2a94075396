"""Faults of the index: reliability rows 1 to 6. The old index always serves."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant.app
from assistant.adapters.generation import CURRENT, GENERATIONS, open_current
from assistant.app import Assistant
from assistant.errors import IndexBusy, IndexDamaged, IndexMismatch, IndexMissing, StorageError
from assistant.settings import Settings
from ingest.generations import writer
from ingest.pipeline import ingest
from tests.conftest import REPOSITORY
from tests.ingest.small import PLAN, small_settings, write_corpus

KILLS = 30
_LOOP = """
import sys
from pathlib import Path
from assistant.settings import Settings
from ingest.pipeline import ingest
folder = Path(sys.argv[1])
settings = Settings(documents=(folder / "documents",), data=folder / "data")
plan = folder / "documents" / "plan.md"
text = plan.read_text(encoding="utf-8")
print("ready", flush=True)
for i in range(1000):
    plan.write_text(text + f"\\n{sys.argv[2]}回目の{i}番。\\n", encoding="utf-8")
    print("go", flush=True)
    ingest(settings, corpus=folder / "corpus")
"""


@pytest.fixture
def town(tmp_path: Path, shared_models: Path) -> Iterator[Settings]:
    settings = small_settings(tmp_path, shared_models)
    write_corpus(tmp_path / "corpus")
    ingest(settings, corpus=tmp_path / "corpus")
    return settings


def _corpus(settings: Settings) -> Path:
    return settings.data.parent / "corpus"


def _change(settings: Settings, text: str) -> None:
    (settings.documents[0] / "plan.md").write_text(PLAN + text, encoding="utf-8")


def test_killed_again_and_again_the_old_index_serves_and_the_next_ingest_succeeds(town: Settings) -> None:
    """Row 1. One process ingests in a loop; it is killed at a random moment, thirty times over."""
    chance = random.Random(1)
    kills = 0
    while kills < KILLS:
        child = subprocess.Popen(
            [sys.executable, "-c", _LOOP, str(town.data.parent), str(kills)],
            stdout=subprocess.PIPE, text=True, cwd=REPOSITORY, process_group=0,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.stdout.readline()
        time.sleep(chance.uniform(0.0, 1.2))
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        kills += 1
        generation = open_current(town.index)
        generation.rehearse()
        assert generation.notes.keys() == {"night-calls", "day-visits", "yearly-review"}
    _change(town, "\n最後の変更です。\n")
    assert ingest(town, corpus=_corpus(town)).changed
    assert any("最後の変更" in unit.passage.text for unit in open_current(town.index).passages.values())


def test_a_second_writer_refuses_at_once_and_names_the_first(town: Settings) -> None:
    """Row 2."""
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys, time; from pathlib import Path; from ingest.generations import writer\n"
         "with writer(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)", str(town.index)],
        stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
    )  # fmt: skip
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with pytest.raises(IndexBusy) as caught:
            ingest(town, corpus=_corpus(town))
        assert time.monotonic() - started < 1.0
        assert caught.value.details["holder"] == str(holder.pid)
    finally:
        holder.kill()
        holder.wait()
    with writer(town.index):  # the lock died with its holder
        pass


def test_swapping_under_load_makes_no_error(town: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 3."""
    monkeypatch.setattr(assistant.app, "corpus_root", lambda: _with_glossary(_corpus(town)))
    served = Assistant(town)
    failures: list[BaseException] = []
    answered: list[int] = [0]
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                served.ask("夜間の電話は誰が受けますか")
                answered[0] += 1
            except BaseException as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for i in range(4):
        _change(town, f"\n{i}度目の追記です。\n")
        ingest(town, corpus=_corpus(town))
    time.sleep(0.3)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert answered[0] > 50
    assert any("3度目" in unit.passage.text for unit in served.generation.passages.values())


@pytest.mark.parametrize("step", ["ingest.documents.ReadingCache.put", "ingest.pipeline.tantivy_index.build"])
def test_a_full_disk_is_said_and_the_old_index_serves(
    town: Settings, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Row 4."""
    before = (town.index / CURRENT).read_text(encoding="utf-8")
    _change(town, "\n書けない変更です。\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full)
    with pytest.raises(StorageError) as caught:
        ingest(town, corpus=_corpus(town))
    assert "No space left" in str(caught.value.details["reason"])
    assert (town.index / CURRENT).read_text(encoding="utf-8") == before
    open_current(town.index).rehearse()
    assert [folder.name for folder in (town.index / GENERATIONS).iterdir()] == [before]


@pytest.mark.parametrize("name", ["passages.jsonl", "notes.jsonl", "meta.json", "data_level0.bin", "chroma.sqlite3"])
def test_a_truncated_file_is_found_and_the_last_generation_serves(town: Settings, name: str) -> None:
    """Row 5."""
    first = (town.index / CURRENT).read_text(encoding="utf-8")
    _change(town, "\n新しい世代です。\n")
    ingest(town, corpus=_corpus(town))
    damaged = town.index / GENERATIONS / (town.index / CURRENT).read_text(encoding="utf-8")
    path = next(damaged.rglob(name))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    generation = open_current(town.index)
    generation.rehearse()
    assert generation.folder.name == first


def test_where_no_generation_can_be_trusted_nothing_is_served(town: Settings) -> None:
    for folder in (town.index / GENERATIONS).iterdir():
        (folder / "notes.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(IndexDamaged):
        open_current(town.index)
    assert ingest(town.with_documents([]), corpus=_corpus(town)).changed  # and mending it is one command


def test_without_an_index_the_reason_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        open_current(tmp_path)


def test_an_index_of_another_model_with_the_same_dimension_is_refused(
    town: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 6. Chroma itself would only look at the dimension."""
    monkeypatch.setattr(assistant.app, "corpus_root", lambda: _with_glossary(_corpus(town)))
    manifest = open_current(town.index).manifest
    other = town.data / "models" / "other"
    shutil.copytree(town.data / manifest.static_model, other, dirs_exist_ok=True)
    (other / "meta.json").write_text('{"fingerprint": "static:another"}', encoding="utf-8")
    path = town.index / GENERATIONS / manifest.id / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace(manifest.static_model, "models/other"), encoding="utf-8")
    with pytest.raises(IndexMismatch) as caught:
        Assistant(town)
    assert caught.value.details == {"built": manifest.embedder, "configured": "static:another"}


def _with_glossary(corpus: Path) -> Path:
    for name in ("glossary.yaml", "roles.yaml"):
        if not (corpus / name).exists():
            shutil.copy(REPOSITORY / "corpus" / name, corpus / name)
    return corpus
