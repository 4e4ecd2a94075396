"""`renkei ask`: one question, or a batch of them, answered on the terminal or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import prompts
from assistant.app import Assistant
from assistant.errors import QuestionError, UsageError
from assistant.settings import load_settings
from bots.contract import answer_to_dict
from bots.terminal import print_answer


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("ask", help=prompts.text("ui/cli", "help.ask"))
    parser.add_argument("question", nargs="?", help=prompts.text("ui/cli", "help.question"))
    parser.add_argument("--batch", type=Path, metavar="FILE", help=prompts.text("ui/cli", "help.batch"))
    parser.add_argument("--json", action="store_true", help=prompts.text("ui/cli", "help.json"))
    parser.add_argument("--mode", choices=("extractive", "generated"), default="extractive")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Answer; 0 when every question got an answer object."""
    if (options.question is None) == (options.batch is None):
        raise UsageError("a question or --batch", hint=prompts.text("ui/cli", "ask_one"))
    if options.batch is not None:
        return _batch(options)
    assistant = Assistant(load_settings())
    answer = assistant.ask(options.question, mode=options.mode)
    if options.json:
        print(json.dumps(answer_to_dict(answer), ensure_ascii=False, indent=2))
    else:
        print_answer(answer)
    return 0


def _batch(options: argparse.Namespace) -> int:
    rows = list(_rows(options.batch))  # all lines are checked before the first answer
    assistant = Assistant(load_settings())
    for row in rows:
        answer = assistant.ask(row["question"], mode=options.mode)
        line = {**answer_to_dict(answer), "id": row["id"], "answer_id": answer.id}
        print(json.dumps(line, ensure_ascii=False))
        sys.stdout.flush()
    return 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}", hint=prompts.text("ui/cli", "no_file", name=path.name)) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question = row["question"]
        except (ValueError, KeyError, TypeError) as error:
            hint = prompts.text("ui/cli", "bad_line", name=path.name, number=number)
            raise UsageError(f"{path}:{number}: {error}", hint=hint) from error
        if not isinstance(question, str) or not question.strip():
            raise QuestionError(f"{path}:{number}: no question", reason="empty")
        yield {"id": row.get("id", number), "question": question}
