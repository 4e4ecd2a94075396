"""How long an index takes: from nothing, with nothing changed, and with one document changed."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.settings import Settings
from ingest.pipeline import IngestReport, ingest


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """Seconds of the three runs, and what was read."""

    full: float
    unchanged: float
    one_changed: float
    documents: int
    passages: int
    notes: int
    changed: str


def time_ingest(settings: Settings) -> Ingested:
    """Ingest copies of the documents into a new data folder; the index that is served is not touched.

    The full run trains the embedding model. For the last run a sentence is added to the longest text file.
    """
    with tempfile.TemporaryDirectory(prefix="renkei-bench-") as temporary:
        folder = Path(temporary) / "documents"
        folder.mkdir()
        for source in settings.documents:
            shutil.copytree(source, folder, dirs_exist_ok=True)
        fresh = replace(settings, documents=(folder,), data=Path(temporary) / "data")
        report, full = _timed(fresh)
        _, unchanged = _timed(fresh)
        longest = max(folder.rglob("*.txt"), key=lambda path: path.stat().st_size, default=None)
        if longest is not None:
            with longest.open("a", encoding="utf-8") as file:
                file.write("\n2001.\n")
        _, one = _timed(fresh)
    counts = report.manifest.counts
    return Ingested(
        full=full, unchanged=unchanged, one_changed=one, documents=len(report.manifest.documents),
        passages=counts["passages"], notes=counts["notes"], changed=longest.name if longest else "",
    )  # fmt: skip


def _timed(settings: Settings) -> tuple[IngestReport, float]:
    started = time.perf_counter()
    report = ingest(settings)
    return report, time.perf_counter() - started
