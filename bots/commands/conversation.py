"""`renkei conversation`: the conversations held at this terminal, to look up, to keep as a file, to remove."""

from __future__ import annotations

import argparse
from pathlib import Path

import prompts
from assistant.adapters.conversation_word import to_word
from assistant.errors import StorageError, UsageError
from assistant.sessions.clock import JAPAN
from assistant.sessions.conversation import Conversations
from assistant.sessions.markdown import to_markdown
from assistant.settings import load_settings
from assistant.stores import Stores

OWNER = "local"
"""Who asks at a terminal: whoever has the data folder."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("conversation", help=_text("help"))
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help=_text("list")).set_defaults(run=heads)
    for name, action in (("show", show), ("export", export), ("delete", delete)):
        made = actions.add_parser(name, help=_text(name))
        made.add_argument("id", help=_text("id"))
        if name == "export":
            made.add_argument("--out", type=Path, required=True, metavar="FILE", help=_text("out"))
        made.set_defaults(run=action)


def heads(options: argparse.Namespace) -> int:
    """A line for each conversation, the latest first; 0."""
    found = _kept().heads(OWNER)
    for head in found:
        date = f"{head.updated_at.astimezone(JAPAN):%Y-%m-%d %H:%M}"
        print(_text("row", id=head.id, date=date, turns=head.turns, title=head.title))
    if not found:
        print(_text("none"))
    return 0


def show(options: argparse.Namespace) -> int:
    """The conversation in Markdown; 0."""
    print(to_markdown(_kept().get(options.id, OWNER)), end="")
    return 0


def export(options: argparse.Namespace) -> int:
    """The conversation as a file; 0."""
    kind = options.out.suffix.lower()
    if kind not in (".md", ".docx"):
        raise UsageError(f"{options.out}: neither .md nor .docx", hint=_text("unknown_format"))
    conversation = _kept().get(options.id, OWNER)
    content = to_markdown(conversation).encode("utf-8") if kind == ".md" else to_word(conversation)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{options.out}: {error}", path=str(options.out), reason=error.strerror or "") from error
    print(_text("written", path=options.out))
    return 0


def delete(options: argparse.Namespace) -> int:
    """Remove the conversation; 0."""
    _kept().delete(options.id, OWNER)
    print(_text("deleted", id=options.id))
    return 0


def _kept() -> Conversations:
    return Stores(load_settings()).conversations


def _text(key: str, **values: object) -> str:
    return prompts.text("ui/conversation", key, **values)
