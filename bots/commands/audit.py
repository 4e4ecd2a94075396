"""`renkei audit`: the audit log as a file, and the end of its retention period."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import prompts
from assistant.errors import StorageError, UsageError
from assistant.sessions.audit import kept_since
from assistant.sessions.clock import JAPAN, day_of, now
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.exports.audit import lines


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("audit", help=_text("help"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    purging = actions.add_parser("purge", help=_text("purge"))
    purging.add_argument("--days", type=int, help=_text("days"))
    purging.add_argument("--yes", action="store_true", help=_text("unasked"))
    purging.set_defaults(run=purge)
    exporting = actions.add_parser("export", help=_text("export"))
    exporting.add_argument("--from", dest="start", metavar="YYYY-MM-DD", help=_text("start"))
    exporting.add_argument("--to", dest="end", metavar="YYYY-MM-DD", help=_text("end"))
    exporting.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help=_text("format"))
    exporting.add_argument("--out", type=Path, metavar="FILE", help=_text("out"))
    exporting.set_defaults(run=export)


def purge(options: argparse.Namespace) -> int:
    """Remove what is older than the retention period and report it; 1 where the user says no."""
    settings = load_settings()
    days = settings.audit_days if options.days is None else options.days
    if days < 1:
        raise UsageError(f"{days} days", hint=_text("bad_days"))
    if not options.yes and not _confirmed(_text("confirm", date=day_of(kept_since(now(), days)))):
        print(_text("kept"))
        return 1
    removed = Stores(settings).purge(days)
    print(_text("removed", date=day_of(removed.before)))
    for name, count in removed.rows.items():
        print(_text("row", name=_text(f"names.{name}"), count=count))
    return 0


def _confirmed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:  # nobody there to ask
        return False


def export(options: argparse.Namespace) -> int:
    """Write the entries of a span of days, oldest first; 0."""
    start, end = _day(options.start), _day(options.end)
    entries = Stores(load_settings()).audit.entries(start, end + timedelta(days=1) if end else None)
    count = -1 if options.format == "csv" else 0  # the header is no entry
    try:
        # Excel knows UTF-8 by its mark only
        opened = (nullcontext(sys.stdout) if options.out is None else
                  options.out.open("w", encoding="utf-8-sig" if count else "utf-8", newline=""))  # fmt: skip
        with opened as file:
            for line in lines(entries, options.format):
                file.write(line)
                count += 1
    except OSError as error:
        raise StorageError(f"{options.out}: {error}", path=str(options.out), reason=error.strerror or "") from error
    if options.out is not None:
        print(_text("written", count=count, path=options.out))
    return 0


def _day(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=JAPAN)
    except ValueError as error:
        raise UsageError(f"{value!r} is not YYYY-MM-DD", hint=_text("bad_date")) from error


def _text(key: str, **values: object) -> str:
    return prompts.text("ui/audit", key, **values)
