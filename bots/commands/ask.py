"""`renkei ask`: one question, or a batch of them, answered on the terminal or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import prompts
from assistant.answering.notice import notice
from assistant.app import Assistant
from assistant.errors import UsageError
from assistant.settings import Settings, load_settings
from assistant.types import Answer
from bots.commands.writing_down import WritingDown
from bots.contract import answer_to_dict
from bots.messages import explain
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
    """Answer; 0 when every question got an answer object, 1 when a line of a batch did not."""
    if (options.question is None) == (options.batch is None):
        raise UsageError("a question or --batch", hint=prompts.text("ui/cli", "ask_one"))
    if options.batch is not None:
        return _batch(options)
    settings = load_settings()
    answer = Assistant(settings).ask(options.question, mode=options.mode)
    if options.json:
        print(json.dumps(_told(answer, settings), ensure_ascii=False, indent=2))
    else:
        print_answer(answer, settings.notice_off)
    sys.stdout.flush()
    WritingDown(settings).add(answer)
    return 0


def _told(answer: Answer, settings: Settings) -> dict[str, Any]:
    return answer_to_dict(answer, notice(answer, "cli", settings.notice_off))


def _batch(options: argparse.Namespace) -> int:
    """One line of JSON for each line of the file; a line that cannot be answered gets its `error`, and 1 is the end."""
    lines = _lines(options.batch)
    settings = load_settings()
    assistant, kept = Assistant(settings), WritingDown(settings)
    failed = False
    for number, line in lines:
        row: dict[str, Any] = {"id": number}
        try:
            row = _row(options.batch, number, line)
            answer = assistant.ask(row["question"], mode=options.mode)
            told = {**_told(answer, settings), "id": row["id"], "answer_id": answer.id}
            kept.add(answer)
        except UsageError as error:
            message, reference = explain(error)
            told = {"id": row["id"], "line": number, "error": {"code": error.code, "message": message,
                    "reference": reference}}  # fmt: skip
            failed = True
        print(json.dumps(told, ensure_ascii=False))
        sys.stdout.flush()
    return int(failed)


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}", hint=prompts.text("ui/cli", "no_file", name=path.name)) from error
    return [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        question, row_id = row.get("question"), row.get("id", number)
    except (ValueError, AttributeError) as error:
        hint = prompts.text("ui/cli", "bad_line", name=path.name, number=number)
        raise UsageError(f"{path}:{number}: {error}", hint=hint) from error
    return {"id": row_id, "question": question if isinstance(question, str) else ""}
