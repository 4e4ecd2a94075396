"""`renkei ingest`: read the documents and bring the index up to date, with a table of what became of each file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

import prompts
from assistant.settings import load_settings
from ingest.pipeline import IngestReport, ingest


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("ingest", help=prompts.text("ui/cli", "help.ingest"))
    parser.add_argument("--documents", type=Path, action="append", metavar="FOLDER")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ingest; 0 also when some files were left out, since the others are served."""
    settings = load_settings()
    if options.documents:
        settings = settings.with_documents(options.documents)
    with _Bar() as bar:
        report = ingest(settings, progress=bar.show)
    print_report(report)
    return 0


class _Bar:
    """A progress bar, quiet when not on a terminal."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"),
            TimeElapsedColumn(), console=Console(stderr=True), disable=not sys.stderr.isatty(),
        )  # fmt: skip
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._progress.stop()

    def show(self, step: str, done: int, total: int) -> None:
        name = prompts.text("ui/ingest", f"steps.{step.replace(' ', '_')}")
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)


def print_report(report: IngestReport) -> None:
    """A row for each file: pages, passages, seconds, or why it was left out."""
    columns = prompts.load("ui/ingest")["columns"]
    table = Table(*columns.values())
    for indexed in report.manifest.documents:
        pages = "-" if indexed.document.pages is None else str(indexed.document.pages)
        remarks = " ".join(_reason(warning) for warning in indexed.warnings)
        table.add_row(indexed.file, pages, str(indexed.passages), f"{indexed.seconds:.1f}", remarks)
    for left in report.left_out:
        remark = _reason(left.reason)
        if left.reference:
            remark = prompts.text("ui/ingest", "with_reference", text=remark, reference=left.reference)
        table.add_row(left.path.name, "-", "-", "-", remark)
    console = Console(width=None if sys.stdout.isatty() else 120)
    if report.manifest.documents or report.left_out:
        console.print(table)
    for missing in report.unresolved:
        print(prompts.text("ui/ingest", "unresolved", note=missing.note_id, anchor=missing.source.anchor,
                           document=missing.source.document_id), file=sys.stderr)  # fmt: skip
    key = "changed" if report.changed else "unchanged"
    counts = report.manifest.counts
    print(prompts.text("ui/ingest", key, notes=counts["notes"], passages=counts["passages"]))


def _reason(reason: str) -> str:
    reasons = prompts.load("ui/documents")["document_reasons"]
    return str(reasons.get(reason, reason))
