"""Modals: a citation with the passage that it stands in, and the reason why an answer did not help."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import prompts
from assistant.types import Passage
from bots.slack.elements import Block, modal, packed, plain_text, section, sections
from bots.slack.limits import MODAL_TITLE, VIEW_BLOCKS
from bots.slack.mrkdwn import escape

FEEDBACK_REASON = "feedback_reason"
"""callback_id of the modal that asks for a reason."""
_TEXTS = "slack/views"
_ADDRESS = re.compile(r"https?://[^\s<>|\"]+")
_COMMENT = 1_000


def citation(value: Mapping[str, Any], passage: Passage | None) -> Block:
    """The modal of a citation. `value` is what its button holds; `passage` is None where it is not installed any more,
    or never was.
    """
    blocks = sections(str(value.get("place") or ""), title=f"*[{int(value.get('number') or 0)}]*")
    quote = str(value.get("quote") or "")
    if quote:
        blocks += sections(quote, title=f"*{_text('citation.quote')}*")
    if passage is not None:
        blocks += [{"type": "divider"}, *sections(passage.text, title=f"*{_text('citation.passage')}*")]
    else:
        blocks += sections(_text("citation.gone" if quote else "citation.not_installed"))
    address = str(value.get("address") or "")
    if _ADDRESS.fullmatch(address):
        blocks.append(section(f"<{escape(address)}|{_text('citation.address')}>"))
    close = plain_text(_text("citation.close"), MODAL_TITLE)
    return modal(_text("citation.title"), blocks[:VIEW_BLOCKS], close=close)


def feedback(value: Mapping[str, Any]) -> Block:
    """The modal that asks why an answer did not help. `value` is what the feedback button holds."""
    reasons = [
        {"text": plain_text(str(text), 75), "value": name}
        for name, text in prompts.load(_TEXTS)["feedback"]["reasons"].items()
    ]
    reason = {
        "type": "input", "block_id": "reason", "label": plain_text(_text("feedback.reason"), 2_000),
        "element": {"type": "radio_buttons", "action_id": "reason", "options": reasons},
    }  # fmt: skip
    comment = {
        "type": "input", "block_id": "comment", "optional": True, "label": plain_text(_text("feedback.comment"), 2_000),
        "element": {"type": "plain_text_input", "action_id": "comment", "multiline": True, "max_length": _COMMENT,
                    "placeholder": plain_text(_text("feedback.placeholder"), 150)},
    }  # fmt: skip
    return modal(
        _text("feedback.title"), [reason, comment], callback_id=FEEDBACK_REASON,
        private_metadata=packed(value, shrink="question"), submit=plain_text(_text("feedback.submit"), MODAL_TITLE),
        close=plain_text(_text("feedback.close"), MODAL_TITLE),
    )  # fmt: skip


def submitted(view: Mapping[str, Any]) -> tuple[str, str]:
    """(reason, comment) of a submitted feedback modal."""
    values = view["state"]["values"]
    option = values["reason"]["reason"].get("selected_option") or {}
    return str(option.get("value") or "other"), str(values["comment"]["comment"].get("value") or "")


def _text(key: str) -> str:
    return prompts.text(_TEXTS, key)
