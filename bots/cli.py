"""`renkei`: one command, its subcommands in bots/commands/. Errors become one Japanese line and a non-zero exit."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence

import prompts
from bots.messages import explain

COMMANDS = (
    "ask", "role", "ingest", "serve", "doctor", "corpus", "token", "eval", "tune",
    "bench", "coach", "roleplay", "group", "conversation", "compare", "gaps", "usage", "audit", "slack",
)  # fmt: skip
"""Modules of bots/commands, in the order of the help text."""


def parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser with the subcommands `names`. Importing all of them costs a second that `renkei ask` need not wait."""
    made = argparse.ArgumentParser(prog="renkei", description=prompts.text("ui/cli", "help.renkei"))
    subparsers = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        importlib.import_module(f"bots.commands.{name}").add(subparsers)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    try:
        options = parser(given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS).parse_args(given)
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
