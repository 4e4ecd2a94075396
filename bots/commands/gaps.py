"""`renkei gaps`: what was asked in vain in a month, clustered, with counts: what the corpus lacks."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

import prompts
from assistant.errors import UsageError
from assistant.sessions.clock import day_of, month_bounds, now
from assistant.sessions.gaps import Cluster, cluster
from assistant.settings import load_settings
from assistant.stores import Stores

_SHOWN = 5
"""Other wordings of a cluster that are printed."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("gaps", help=prompts.text("ui/gaps", "help"))
    parser.add_argument("--month", metavar="YYYY-MM", help=prompts.text("ui/gaps", "month"))
    parser.add_argument("--json", action="store_true", help=prompts.text("ui/gaps", "json"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the report of the month; 0."""
    month = options.month or f"{day_of(now()):%Y-%m}"
    try:
        start, end = month_bounds(month)
    except UsageError as error:
        raise UsageError(str(error), hint=prompts.text("ui/gaps", "bad_month")) from error
    found = cluster(Stores(load_settings()).gaps.asked(start, end))
    if options.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        _print(month, found)
    return 0


def _print(month: str, found: tuple[Cluster, ...]) -> None:
    if not found:
        print(prompts.text("ui/gaps", "none", month=month))
        return
    print(prompts.text("ui/gaps", "title", month=month, count=sum(c.count for c in found), clusters=len(found)))
    for one in found:
        print(prompts.text("ui/gaps", "row", count=one.count, question=one.question))
        if one.others:
            print(prompts.text("ui/gaps", "words", words=" ".join(one.words)))
        for question in one.others[:_SHOWN]:
            print(prompts.text("ui/gaps", "other", question=question))
        if len(one.others) > _SHOWN:
            print(prompts.text("ui/gaps", "more", count=len(one.others) - _SHOWN))
    print(prompts.text("ui/gaps", "end"))
