"""The audit log as a file: JSON lines, or a table that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any, Literal

from assistant.guard.personal import mask
from assistant.sessions.audit import AuditEntry
from assistant.sessions.clock import JAPAN

Format = Literal["jsonl", "csv"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell must not begin with; Japanese spreadsheets read the full-width signs as formulas too."""


def lines(entries: Iterable[AuditEntry], form: Format) -> Iterator[str]:
    """The file, line by line, each with its line break; a table begins with its header. Times are those of Japan, and
    questions are masked once more: what was written before a rule was known must not leave either.
    """
    if form == "jsonl":
        for entry in entries:
            yield json.dumps(_row(entry), ensure_ascii=False) + "\n"
        return
    yield _record([field.name for field in fields(AuditEntry)])
    for entry in entries:
        yield _record({**_row(entry), "citations": " / ".join(entry.citations)}.values())


def cell(value: object) -> str:
    """`value` as a cell that never becomes a formula."""
    text = str(value)
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) else text


def _row(entry: AuditEntry) -> dict[str, Any]:
    at = entry.at.astimezone(JAPAN).isoformat(timespec="seconds")
    return {**asdict(entry), "at": at, "question": mask(entry.question, people=None).text}


def _record(values: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([cell(value) for value in values])
    return written.getvalue()
