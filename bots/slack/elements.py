"""The blocks and elements that we send, as plain objects, each within its own limit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import prompts
from bots.slack.limits import BUTTON, BUTTON_VALUE, CONTEXT_TEXT, HEADER, MODAL_TITLE, SECTION, length
from bots.slack.mrkdwn import escape
from bots.slack.splitting import head, split

Block = dict[str, Any]
_TEXTS = "slack/messages"


def say(key: str, **values: object) -> str:
    """A text of prompts/slack/messages.ja.yaml."""
    return prompts.text(_TEXTS, key, **values)


def plain_text(text: str, most: int) -> Block:
    """A label."""
    return {"type": "plain_text", "text": head(text, most) or "\u3000", "emoji": False}


def mrkdwn(text: str) -> Block:
    """`text` that is escaped already; `verbatim` keeps Slack from finding links and names in it."""
    return {"type": "mrkdwn", "text": text or "\u3000", "verbatim": True}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain_text(text, HEADER)}


def sections(text: str, *, title: str = "") -> list[Block]:
    """Plain `text` as one or more sections; `title` (escaped already) stands on a line of its own before it."""
    start = f"{title}\n" if title else ""
    pieces = split(text, SECTION - length(start) - 1)
    if not pieces:
        return [{"type": "section", "text": mrkdwn(title)}] if title else []
    return [
        {"type": "section", "text": mrkdwn((start if number == 0 else "") + escape(piece))}
        for number, piece in enumerate(pieces)
    ]


def section(text: str, accessory: Block | None = None) -> Block:
    """One section of escaped text, with an element beside it."""
    made: Block = {"type": "section", "text": mrkdwn(text)}
    return {**made, "accessory": accessory} if accessory else made


def context(text: str) -> list[Block]:
    """Plain `text` in small letters."""
    return [{"type": "context", "elements": [mrkdwn(escape(piece))]} for piece in split(text, CONTEXT_TEXT)]


def button(text: str, action: str, value: Mapping[str, object] | None = None, **more: object) -> Block:
    """A button. `value` must fit (see `packed`)."""
    made: Block = {"type": "button", "text": plain_text(text, BUTTON), "action_id": action}
    return {**made, **({"value": packed(value)} if value is not None else {}), **more}


def actions(elements: Sequence[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def packed(value: Mapping[str, object], *, shrink: str = "") -> str:
    """`value` as JSON for a button; the text under `shrink` is shortened until it fits.

    Raises:
        ValueError: it does not fit.
    """
    content = dict(value)
    while length(json.dumps(content, ensure_ascii=False)) > BUTTON_VALUE:
        text = str(content.get(shrink, ""))
        if not text:
            raise ValueError(f"the value of a button has at most {BUTTON_VALUE} characters")
        content[shrink] = text[: int(len(text) * 0.8)]
    return json.dumps(content, ensure_ascii=False)


def unpacked(value: str) -> dict[str, Any]:
    """The value of a button of ours; empty where it is none of ours (of an older version, say)."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def modal(title: str, blocks: Iterable[Block], **more: object) -> Block:
    """A modal view."""
    return {"type": "modal", "title": plain_text(title, MODAL_TITLE), "blocks": list(blocks), **more}
