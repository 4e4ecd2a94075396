"""Messages as they are posted, and how a row of blocks is laid out over as many of them as it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bots.slack.elements import Block
from bots.slack.limits import FALLBACK, MESSAGE_BLOCKS, MESSAGE_TEXT, text_of
from bots.slack.mrkdwn import escape
from bots.slack.splitting import head

_SPARE = 400
"""Room left in each message for what Slack counts beside our own texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `text` (escaped) is what a notification and a screen reader say; `blocks` are what is shown."""

    text: str
    blocks: tuple[Block, ...] = ()


def short(text: str) -> str:
    """`text` for `Message.text`, escaped."""
    return escape(head(" ".join(text.split()), FALLBACK))


def laid_out(text: str, blocks: Iterable[Block], *, continued: str) -> tuple[Message, ...]:
    """Messages that show `blocks` in their order, as many in each as Slack accepts; nothing is left out.
    `continued` stands for `text` from the second message on.
    """
    pages: list[list[Block]] = [[]]
    for block in blocks:
        page = pages[-1]
        if page and (len(page) >= MESSAGE_BLOCKS or text_of([*page, block]) > MESSAGE_TEXT - _SPARE):
            pages.append([])
        pages[-1].append(block)
    return tuple(
        Message(text=short(text) if number == 0 else continued, blocks=tuple(page)) for number, page in enumerate(pages)
    )
