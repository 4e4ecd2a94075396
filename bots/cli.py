"""`renkei`: one command, its subcommands in bots/commands/. Errors become one Japanese line and a non-zero exit."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence

import prompts
from bots.commands import ask, corpus, doctor, ingest
from bots.messages import explain

COMMANDS = (ask, ingest, doctor, corpus)


def parser() -> argparse.ArgumentParser:
    """The parser with all subcommands."""
    made = argparse.ArgumentParser(prog="renkei", description=prompts.text("ui/cli", "help.renkei"))
    subparsers = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(subparsers)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader of a pipe left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the edge: nobody sees a traceback
        message, _ = explain(error)
        print(message, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
