"""A run on the disk: `var/eval/<run>/` with results.jsonl, report.md and report.html; and read back to compare."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import prompts
from assistant.errors import UsageError
from eval.scoring import Result

RESULTS, MARKDOWN, HTML = "results.jsonl", "report.md", "report.html"
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What an earlier run noted of one question."""

    id: str
    status: str
    scores: Mapping[str, float]


def new_folder(root: Path) -> Path:
    """A folder for a new run under `root`, named by the moment."""
    name = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    folder = root / name
    number = 1
    while folder.exists():
        number += 1
        folder = root / f"{name}-{number}"
    folder.mkdir(parents=True)
    return folder


def write_results(folder: Path, results: Iterable[Result]) -> None:
    """One line for each system and question."""
    with (folder / RESULTS).open("w", encoding="utf-8") as file:
        for result in results:
            file.write(json.dumps(_row(result), ensure_ascii=False) + "\n")


def kept(score: float) -> float:
    """A score as a run keeps it; scores of two runs are compared in this form."""
    return round(score, _DIGITS)


def _row(result: Result) -> dict[str, Any]:
    question, answer = result.question, result.response.answer
    return {
        "system": result.system,
        "id": question.id,
        "category": question.category,
        "split": question.split,
        "question": question.question,
        "answerable": question.answerable,
        "status": answer.status,
        "confidence": round(answer.confidence, 4),
        "scores": {name: kept(value) for name, value in result.scores.items()},
        "missing": list(result.missing),
        "text": answer.text,
        "found": [
            {"document_id": e.document_id, "section": e.section, "page": e.page, "passage_id": e.passage_id}
            for e in result.response.found
        ],
        "elapsed_ms": round(answer.elapsed_ms, 2),
    }


def read_past(run: str, root: Path, system: str = "renkei") -> dict[str, Past]:
    """What an earlier run noted of `system`, by question id. `run` is its folder, or its name under `root`.

    Raises:
        UsageError: there is no such run, or its results cannot be read.
    """
    found = next((folder for folder in (Path(run), root / run) if (folder / RESULTS).is_file()), None)
    if found is None:
        raise UsageError(f"no run {run!r}", hint=prompts.text("eval/messages", "no_run", name=run))
    try:
        rows = [json.loads(line) for line in (found / RESULTS).read_text(encoding="utf-8").splitlines()]
        return {
            row["id"]: Past(id=row["id"], status=row["status"], scores=row["scores"])
            for row in rows
            if row["system"] == system
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = prompts.text("eval/messages", "bad_run", name=run)
        raise UsageError(f"{found}: {error!r}", hint=hint) from error
