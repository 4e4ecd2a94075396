"""`renkei bench`: timings and sizes of this installation, written to docs/benchmark.md."""

from __future__ import annotations

import argparse
from pathlib import Path

import prompts
from assistant.settings import load_settings

OUT = Path("docs") / "benchmark.md"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    texts = prompts.load("eval/messages")["commands"]
    parser = subparsers.add_parser("bench", help=texts["bench"])
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE", help=texts["bench_out"])
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measure, write the report and print it."""
    # the other commands start without the evaluation
    from assistant.app import Assistant
    from bots.progress import Bar
    from eval import extras
    from eval.bench.report import bench

    extras.require(*extras.MEASURING, *extras.BASELINES)
    assistant = Assistant(load_settings())
    with Bar() as bar:
        text = bench(assistant, progress=bar.show)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text, encoding="utf-8")
    print(text)
    print(prompts.text("eval/messages", "written", path=options.out))
    return 0
