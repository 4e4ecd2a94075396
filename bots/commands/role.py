"""`renkei role`: what an actor has to do, scheme by scheme, and whose job it is among two or more."""

from __future__ import annotations

import argparse
import json
import sys

from rich.console import Console
from rich.table import Table

import prompts
from assistant.app import Assistant
from assistant.errors import UsageError
from assistant.roles.compare import Comparison, Entry
from assistant.roles.compare_text import side_name
from assistant.settings import load_settings
from bots.contract import answer_to_dict
from bots.role_contract import matrix_to_list
from bots.terminal import print_answer

_TEXTS = "roles/texts"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("role", help=prompts.text("ui/cli", "help.role"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=prompts.text(_TEXTS, "help.name"))
    parser.add_argument("--compare", nargs="+", metavar="NAME", help=prompts.text(_TEXTS, "help.compare"))
    parser.add_argument("--task", help=prompts.text(_TEXTS, "help.task"))
    parser.add_argument("--scheme", help=prompts.text(_TEXTS, "help.scheme"))
    parser.add_argument("--json", action="store_true", help=prompts.text("ui/cli", "help.json"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the answer; 0 also where nobody is called so, since the nearest names are an answer too."""
    names = [*options.names, *(options.compare or ())]
    if not names and not options.task:
        raise UsageError("a name or a task", hint=prompts.text(_TEXTS, "no_question"))
    if options.compare is not None and len(names) < 2:
        raise UsageError("--compare with one name", hint=prompts.text(_TEXTS, "one_side"))
    roles = Assistant(load_settings()).roles
    question = roles.read(names or [options.task], options.task, options.scheme)
    answer, compared = roles.answer(question), roles.matrix(question)
    if options.json:
        content = answer_to_dict(answer) | ({"matrix": matrix_to_list(compared)} if compared else {})
        print(json.dumps(content, ensure_ascii=False, indent=2))
        return 0
    print_answer(answer)
    if compared and compared.task is None:
        _print_matrix(compared)
    return 0


def _print_matrix(comparison: Comparison) -> None:
    table = Table(prompts.text(_TEXTS, "matrix.task"), *(side_name(side) for side in comparison.sides))
    for row in comparison.rows:
        table.add_row(row.task.name, *(prompts.text(_TEXTS, f"matrix.{_state(entry)}") for entry in row.entries))
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print()
    console.print(table)
    console.print(prompts.text(_TEXTS, "matrix.legend"))


def _state(entry: Entry) -> str:
    if entry.duties:
        return "duty"
    return "gap" if entry.gaps else "unseen"
