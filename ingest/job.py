"""An ingest in a process of its own: `python -m ingest.job`, told by one line of JSON on its standard input. It ends
when that is closed: a server that was killed leaves nobody behind who holds the index.

It answers with JSON lines: {"step", "done", "total"} while it works, then {"report"} or {"fault"}.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import RenkeiError
from assistant.settings import Settings
from ingest.pipeline import IngestReport, ingest

log = logging.getLogger("renkei.ingest")
_NICE = 10
"""The server beside it answers first."""
_ALONE = 3
"""Exit status where nobody waits for the answer any more."""


def order(settings: Settings, corpus: Path | None = None) -> str:
    """What the process has to know of `settings`, as it reads it; no key and no token is among it."""
    return json.dumps({
        "documents": [str(folder.absolute()) for folder in settings.documents],
        "data": str(settings.data.absolute()),
        "embedding": settings.embedding,
        "embedding_query_prefix": settings.embedding_query_prefix,
        "embedding_document_prefix": settings.embedding_document_prefix,
        "corpus": str(corpus.absolute()) if corpus else None,
    })  # fmt: skip


def main() -> int:
    """Ingest; 0, or 1 with a fault."""
    # what libraries print must not stand between the lines
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        os.nice(_NICE)
        row = json.loads(sys.stdin.readline())
        threading.Thread(target=_end_with_the_server, daemon=True).start()
        try:
            report = ingest(
                _settings(row), corpus=Path(row["corpus"]) if row["corpus"] else None,
                progress=lambda step, done, total: _say(out, {"step": step, "done": done, "total": total}),
            )  # fmt: skip
        except Exception as error:  # whatever it is, the server has to tell it
            _say(out, {"fault": _fault(error)})
            return 1
        _say(out, {"report": _told(report)})
    return 0


def _end_with_the_server() -> None:
    while os.read(0, 1):  # not sys.stdin: its lock, held by a thread, is fatal to the interpreter's end
        pass
    os._exit(_ALONE)  # an ingest can be ended at any point; the index that serves stays


def _settings(row: dict[str, Any]) -> Settings:
    return Settings(
        documents=tuple(Path(folder) for folder in row["documents"]), data=Path(row["data"]),
        embedding=row["embedding"], embedding_query_prefix=row["embedding_query_prefix"],
        embedding_document_prefix=row["embedding_document_prefix"],
    )  # fmt: skip


def _told(report: IngestReport) -> dict[str, Any]:
    left_out = [{"file": row.path.name, "reason": row.reason, "reference": row.reference} for row in report.left_out]
    return {"changed": report.changed, "left_out": left_out}


def _fault(error: Exception) -> dict[str, Any]:
    if not isinstance(error, RenkeiError):
        found = RenkeiError("unexpected")
        log.error("internal fault %s", found.reference, exc_info=error)
        error = found
    details = {key: str(value) for key, value in error.details.items()}
    return {"code": error.code, "details": details, "reference": error.reference}


def _say(out: TextIO, row: dict[str, Any]) -> None:
    out.write(json.dumps(row, ensure_ascii=False) + "\n")
    out.flush()


if __name__ == "__main__":
    sys.exit(main())
