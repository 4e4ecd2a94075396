"""`renkei compare`: the generated and the extractive answer to one question, side by side."""

from __future__ import annotations

import argparse

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

import prompts
from assistant.app import Assistant
from assistant.settings import load_settings
from assistant.types import Answer
from bots.commands.writing_down import WritingDown


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("compare", help=prompts.text("ui/compare", "help"))
    parser.add_argument("question", help=prompts.text("ui/compare", "question"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print both answers; 0."""
    settings = load_settings()
    both = Assistant(settings).compare(options.question)
    table = Table(prompts.text("ui/compare", "generated"), prompts.text("ui/compare", "extractive"), show_lines=True)
    table.add_row(_column(both.generated), _column(both.extractive))
    Console().print(table)
    WritingDown(settings).add(both.generated)
    return 0


def _column(answer: Answer) -> Group:
    """One answer: its sections, its places, its warnings. Nothing in it is read as rich's own markup."""
    parts = [Text(answer.text)] if not answer.sections else []
    for section in answer.sections:
        parts += [Text(section.label, style="bold"), Text(f"{section.text}\n")]
    for citation in answer.citations:
        place = " / ".join(part for part in (citation.title, citation.edition, citation.section) if part)
        parts.append(Text(f"[{citation.number}] {place}", style="dim"))
    parts.extend(Text(prompts.text("ui/compare", "warning", text=warning)) for warning in answer.warnings)
    return Group(*parts)
