"""`renkei corpus check`: the guide's form, anchors, questions and links, and coverage of the anticipated questions."""

from __future__ import annotations

import argparse
from pathlib import Path

import prompts
from assistant.resources import corpus_root
from assistant.settings import load_settings
from ingest.corpus_check import check


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("corpus", help=prompts.text("ui/cli", "help.corpus"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    checker = actions.add_parser("check", help=prompts.text("ui/cli", "help.corpus"))
    checker.add_argument("--anticipated", type=Path, metavar="FILE", help=prompts.text("ui/cli", "help.anticipated"))
    checker.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when nothing is wrong."""
    settings = load_settings()
    report = check(corpus_root(), settings.documents, options.anticipated, settings.index)
    for problem in report.problems:
        print(problem)
    print(prompts.text("ui/corpus", "counts", notes=report.notes, questions=report.questions,
                       anchors=report.anchors_found, sources=report.sources))  # fmt: skip
    if not report.documents:
        print(prompts.text("ui/corpus", "no_documents"))
    print(prompts.text("ui/corpus", "grounds" if report.passages else "no_index", passages=report.passages))
    if report.anticipated:
        print(prompts.text("ui/corpus", "coverage", covered=report.covered, total=report.anticipated,
                           left_out=report.left_out))  # fmt: skip
    print(prompts.text("ui/corpus", "wrong" if report.problems else "fine", count=len(report.problems)))
    return 1 if report.problems else 0
