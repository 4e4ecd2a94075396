"""`/renkei …`: which subcommand was meant, and what those say that are no questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import prompts
from assistant.app import Assistant
from bots.slack.elements import Block, context, header, section
from bots.slack.message import Message, laid_out
from bots.slack.mrkdwn import escape

_TEXTS = "slack/commands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command as understood. `name` is one of `subcommands` in the texts, or `ask`; `rest` is what follows it."""

    name: str
    rest: str


def understood(text: str) -> Command:
    """What was typed behind `/renkei`; nothing typed asks for help."""
    first, _, rest = text.strip().replace("\u3000", " ").partition(" ")
    if not first:
        return Command(name="help", rest="")
    for name, row in _table()["subcommands"].items():
        if first.lower() in row["words"]:
            return Command(name=name, rest=rest.strip())
    return Command(name="ask", rest=text.strip())


def help_message() -> Message:
    """How the assistant is used."""
    table = _table()
    lines = [table["help"]["question"], *(row["help"] for row in table["subcommands"].values())]
    blocks = [
        header(table["help"]["title"]), section("\n".join(lines)), section(table["help"]["mention"]),
        *context(table["help"]["personal"]),
    ]  # fmt: skip
    return Message(text=table["help"]["title"], blocks=tuple(blocks))


def documents_messages(assistant: Assistant) -> tuple[Message, ...]:
    """The documents on which answers stand."""
    title = prompts.text(_TEXTS, "documents.title")
    generation = assistant.generation
    blocks: list[Block] = [header(title)]
    for indexed in generation.documents.values():
        found = indexed.document
        details = prompts.text("slack/messages", "separator").join(
            part for part in (found.edition, found.publisher, f"{found.year}" if found.year else "") if part
        )
        named = {"title": escape(found.title[:300]), "details": escape(details[:300])}
        blocks.append(section(prompts.text(_TEXTS, "documents.document", **named)))
    if len(blocks) == 1:
        blocks.append(section(prompts.text(_TEXTS, "documents.none")))
    counts = {"notes": len(generation.notes), "passages": len(generation.passages)}
    blocks += context(prompts.text(_TEXTS, "documents.guide", **counts))
    return laid_out(title, blocks, continued=prompts.text("slack/messages", "continued"))


def _table() -> dict[str, Any]:
    table: dict[str, Any] = prompts.load(_TEXTS)
    return table
