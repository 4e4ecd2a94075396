"""`renkei usage`: how much was asked, how it was answered, and what users said of it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

import prompts
from assistant.errors import UsageError
from assistant.sessions.clock import now
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.web.views.activity import Overview, last_days, overview

_MOST_DAYS = 3_660


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("usage", help=_text("help"))
    parser.add_argument("--days", type=int, default=30, help=_text("days"))
    parser.add_argument("--json", action="store_true", help=_text("json"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the figures of the last days; 0."""
    if not 1 <= options.days <= _MOST_DAYS:
        raise UsageError(f"{options.days} days", hint=_text("bad_days"))
    stores = Stores(load_settings())
    found = overview(stores.activity, stores.feedback, (), last_days(options.days, now()))
    if options.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=str))
    else:
        _print(found)
    return 0


def _print(found: Overview) -> None:
    span = {"first": found.span.first, "last": found.span.last}
    if not found.questions:
        print(_text("none", **span))
        return
    days: Counter[str] = Counter()
    surfaces: Counter[str] = Counter()
    for row in found.days:
        days[str(row.day)] += row.count
        surfaces[row.surface] += row.count
    names = prompts.load("ui/admin")["names"]
    print(_text("title", **span, count=found.questions, people=found.people))
    print(_text("surfaces", rows=_pairs(dict(surfaces.most_common()), names["surfaces"])))
    print(_text("statuses", rows=_pairs(found.statuses, names["statuses"])))
    print(_text("verdicts", helpful=found.helpful, others=found.judged - found.helpful))
    print(_text("speed", median=round(found.speed.median), p95=round(found.speed.p95)))
    for day, count in days.items():
        print(_text("day", day=day, count=count))


def _pairs(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    pairs = (_text("pair", name=names.get(name, name), count=count) for name, count in counts.items())
    return _text("between").join(pairs)


def _text(key: str, **values: object) -> str:
    return prompts.text("ui/usage", key, **values)
