"""A conversation in Markdown. What users and documents wrote is escaped: it is text, never markup."""

from __future__ import annotations

import re

from assistant.sessions.conversation import Conversation
from assistant.sessions.document import LineKind, lines

_ACTIVE = re.compile(r"([\\`*_{}<>#|~]|\](?=\())|^(\s*)([-+>]|\d+[.)])(?=\s)")
_FRAMES: dict[LineKind, str] = {
    "title": "# {}", "note": "*{}*", "question": "## {}", "heading": "**{}**", "text": "{}", "source": "- {}",
    "quote": "  > {}",
}  # fmt: skip


def to_markdown(conversation: Conversation) -> str:
    """The conversation as Markdown."""
    written = [_FRAMES[line.kind].format(_escaped(line.text)) for line in lines(conversation)]
    return "\n\n".join(written) + "\n"


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    return _ACTIVE.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", flat)
