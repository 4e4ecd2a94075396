"""How the assistant behaves in a channel, as its managers set it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

import prompts
from assistant.sessions.clock import JAPAN
from assistant.sessions.records import Records
from assistant.types import Document
from bots.slack.elements import Block, modal, plain_text
from bots.slack.limits import MODAL_TITLE, OPTION_GROUPS, OPTION_TEXT, OPTION_VALUE, OPTIONS, length

KIND = "slack_channel"
SAVE = "channel_settings"
"""callback_id of the modal."""
_TEXTS = "slack/channel"
_QUIET = {"none": None, "evening": (18, 8), "night": (22, 6)}
"""Hours in Japan, from and to."""
_CHOICES = ("when", "who", "quiet")
_DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRules:
    """The settings of one channel."""

    when: Literal["mention", "every"] = "mention"
    who: Literal["all", "asker"] = "all"
    quiet: Literal["none", "evening", "night"] = "none"
    documents: tuple[str, ...] = ()
    """Ids of the documents that an answer may stand on; none for all of them."""

    def answers(self, text: str, at: datetime) -> bool:
        """Whether a message that mentions nobody is answered at `at`."""
        return self.when == "every" and not self._is_quiet(at) and asks(text)

    def _is_quiet(self, at: datetime) -> bool:
        hours = _QUIET[self.quiet]
        if hours is None:
            return False
        hour = at.astimezone(JAPAN).hour
        return hour >= hours[0] or hour < hours[1]


class Channels:
    """The settings of all channels."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def rules(self, team: str, channel: str) -> ChannelRules:
        """The settings of a channel.

        Raises:
            StorageError: the database cannot be read.
        """
        owner = _owner(team, channel)
        heads = self._records.heads(KIND, owner=owner, limit=1)
        if not heads:
            return ChannelRules()
        body = dict(self._records.get(KIND, heads[0].id, owner=owner).body)
        return ChannelRules(**{**body, "documents": tuple(body.get("documents", ()))})

    def keep(self, team: str, channel: str, rules: ChannelRules) -> None:
        """Set them.

        Raises:
            StorageError: the database cannot be written.
            Conflict: somebody else set them in this moment.
        """
        owner = _owner(team, channel)
        heads = self._records.heads(KIND, owner=owner, limit=1)
        if heads:
            self._records.save(self._records.get(KIND, heads[0].id, owner=owner), body=asdict(rules))
        else:
            self._records.create(KIND, owner=owner, title="", body=asdict(rules))


def asks(text: str) -> bool:
    """Whether `text` is a question, by its form (prompts/slack/channel.ja.yaml)."""
    patterns, least = _asks()
    return len(text.strip()) >= least and any(pattern.search(text.strip()) for pattern in patterns)


def settings_modal(rules: ChannelRules, channel: str, documents: Sequence[Document]) -> Block:
    """The modal with the settings as they are; `documents` are those to choose from, the chosen ones among them."""
    blocks = [_choice(name, getattr(rules, name)) for name in _CHOICES]
    if documents:
        blocks.append(_documents(documents, rules.documents))
    return modal(
        prompts.text(_TEXTS, "title"), blocks, callback_id=SAVE, private_metadata=channel,
        submit=plain_text(prompts.text(_TEXTS, "submit"), MODAL_TITLE),
        close=plain_text(prompts.text(_TEXTS, "close"), MODAL_TITLE),
    )  # fmt: skip


def submitted(view: Mapping[str, Any]) -> tuple[str, ChannelRules]:
    """(channel, settings) of the submitted modal."""
    values = view["state"]["values"]
    chosen = {name: values[name][name]["selected_option"]["value"] for name in _CHOICES}
    options = values.get(_DOCUMENTS, {}).get(_DOCUMENTS, {}).get("selected_options") or []
    documents = tuple(str(option["value"]) for option in options)
    return str(view["private_metadata"]), ChannelRules(**chosen, documents=documents)


def _documents(documents: Sequence[Document], chosen: Sequence[str]) -> Block:
    options: dict[str, Block] = {
        document.id: {"text": plain_text(" ".join((document.title, document.edition)).strip(), OPTION_TEXT),
                      "value": document.id}
        for document in documents if length(document.id) <= OPTION_VALUE
    }  # fmt: skip
    element: Block = {"type": "multi_static_select", "action_id": _DOCUMENTS,
                      "placeholder": plain_text(prompts.text(_TEXTS, "documents_all"), 150)}  # fmt: skip
    rows = list(options.values())
    if len(rows) <= OPTIONS:
        element["options"] = rows
    else:
        starts = range(0, min(len(rows), OPTIONS * OPTION_GROUPS), OPTIONS)
        element["option_groups"] = [
            {"label": plain_text(rows[start]["text"]["text"], OPTION_TEXT), "options": rows[start : start + OPTIONS]}
            for start in starts
        ]  # fmt: skip
    selected = [options[one] for one in chosen if one in options]
    if selected:
        element["initial_options"] = selected
    return {"type": "input", "block_id": _DOCUMENTS, "optional": True, "element": element,
            "label": plain_text(prompts.text(_TEXTS, "documents"), 2_000)}  # fmt: skip


def _choice(name: str, now: str) -> Block:
    options = {
        value: {"text": plain_text(str(text), 75), "value": value}
        for value, text in prompts.load(_TEXTS)[f"{name}_options"].items()
    }
    element = {"type": "radio_buttons", "action_id": name, "options": list(options.values()),
               "initial_option": options[now]}  # fmt: skip
    label = plain_text(prompts.text(_TEXTS, name), 2_000)
    return {"type": "input", "block_id": name, "label": label, "element": element}


def _owner(team: str, channel: str) -> str:
    return f"slack:{team}:{channel}"


@lru_cache(maxsize=1)
def _asks() -> tuple[tuple[re.Pattern[str], ...], int]:
    table = prompts.load(_TEXTS)
    return tuple(re.compile(pattern) for pattern in table["asks"]), int(table["least"])
