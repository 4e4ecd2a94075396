"""Text of ours and of documents inside Slack's mrkdwn: shown as it stands, never a mention, link or formatting.

`<`, `>` and `&` become entities: `<!channel>`, `<@U…>` and `<https://…>` are plain text then. Where a character would
still format (`*`, `_`, `~`, a backtick, a quotation mark at the head of a line, `:emoji:`), a zero-width space that
nobody sees takes its meaning away.
"""

from __future__ import annotations

import re

_BREAK = "\u200b"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FORMATTING = re.compile(r"[*_~`]")
_EMOJI = re.compile(r":(?=[0-9A-Za-z_+'-]+:)")
_QUOTATION = re.compile(r"^(?=\s*>)", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def escape(text: str) -> str:
    """`text` for a mrkdwn object. `plain(escape(text)) == text`, control characters aside."""
    broken = _FORMATTING.sub(lambda match: f"{_BREAK}{match.group()}{_BREAK}", _CONTROL.sub("", text))
    broken = _QUOTATION.sub(_BREAK, _EMOJI.sub(f":{_BREAK}", broken))
    return re.sub(r"[&<>]", lambda match: _ENTITIES[match.group()], broken)


def plain(escaped: str) -> str:
    """What a reader sees of `escaped`."""
    for character, entity in reversed(_ENTITIES.items()):
        escaped = escaped.replace(entity, character)
    return escaped.replace(_BREAK, "")


_MARKUP = re.compile(r"<([^<>]*)>")
_AT = re.compile(r"^[@!]|^subteam")


def typed(text: str) -> str:
    """What a user typed, out of the text of an event: links by their label, mentions left out, entities undone."""
    return plain(_MARKUP.sub(_label, text)).strip()


def _label(match: re.Match[str]) -> str:
    address, _, label = match.group(1).partition("|")
    if address.startswith("#"):
        return f"#{label}" if label else ""
    return "" if _AT.match(address) else label or address
