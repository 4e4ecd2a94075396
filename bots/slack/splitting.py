"""A long text in pieces that Slack accepts, cut behind a full stop where there is one; joined they are the text."""

from __future__ import annotations

import re

from bots.slack.limits import length
from bots.slack.mrkdwn import escape

_STOPS = (
    re.compile("\n+"),
    re.compile("[\u3002\uff01\uff1f!?]+[\u300d\u300f\uff09)\u3011]*"),
    re.compile("[\u3001,\uff0c; \u3000]"),
)
"""Where one may cut, the best first: behind a line, a sentence, a phrase."""
_EARLIEST = 0.4
"""A cut before this part of the room is left for the next kind of place, so that pieces do not get tiny."""


def split(text: str, room: int) -> list[str]:
    """Pieces of `text`, each at most `room` long once escaped (`room` is at least 16)."""
    pieces = []
    while length(escape(text)) > room:
        end = _cut(text, _fitting(text, room))
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text] if text else pieces


def head(text: str, room: int) -> str:
    """`text`, or as much of its beginning as fits with an ellipsis into `room` without escaping."""
    if length(text) <= room:
        return text
    end = room - 1
    while length(text[:end]) > room - 1:
        end -= 1
    return f"{text[:end]}\u2026"


def _fitting(text: str, room: int) -> int:
    """How many characters of `text` fit; escaping never makes a text shorter, so halving finds it."""
    low, high = 1, min(len(text), room)
    while low < high:
        middle = (low + high + 1) // 2
        if length(escape(text[:middle])) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(text: str, most: int) -> int:
    for stop in _STOPS:
        ends = [match.end() for match in stop.finditer(text, 0, most)]
        if ends and ends[-1] >= _EARLIEST * most:
            return ends[-1]
    return most
