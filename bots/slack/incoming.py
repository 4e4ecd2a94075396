"""Events of Slack as questions: who asked what and where, or nothing where nobody addressed the app."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bots.slack.mrkdwn import typed
from bots.slack.place import Place

_WITH_TEXT = ("", "file_share", "thread_broadcast")
"""Subtypes of messages that a person wrote: without one, with a file, from a thread into the channel too. All others
tell of changes, or are what programs say."""
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the app. `keys` are all the names by which Slack may deliver it again."""

    text: str
    place: Place
    keys: tuple[str, ...]
    asked_by_click: bool = False
    """Nobody sees the question in the thread, so the answer says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message with what tells whether it is for the app."""

    question: Question
    direct: bool
    """A mention, or a direct message."""
    in_thread: bool
    to_somebody_else: bool


def heard(body: Mapping[str, Any], bot_user: str) -> Heard | None:
    """What the event in `body` (app_mention or message) says, or None where no person wrote it."""
    event = body.get("event") or {}
    user, channel, ts = (str(event.get(key) or "") for key in ("user", "channel", "ts"))
    if event.get("bot_id") or (event.get("subtype") or "") not in _WITH_TEXT:
        return None
    if not user or not channel or not ts or user == bot_user:
        return None
    text = str(event.get("text") or "")
    team = str(body.get("team_id") or "")
    keys = [f"slack:message:{team}:{channel}:{ts}"]
    if body.get("event_id"):
        keys.append(f"slack:event:{body['event_id']}")
    first = _MENTION.match(text.lstrip())
    place = Place(team=team, channel=channel, user=user, thread=str(event.get("thread_ts") or ts))
    return Heard(
        question=Question(text=typed(text), place=place, keys=tuple(keys)),
        direct=event.get("type") == "app_mention" or event.get("channel_type") == "im"
        or f"<@{bot_user}>" in text or f"<@{bot_user}|" in text,
        in_thread=bool(event.get("thread_ts")) and event.get("thread_ts") != ts,
        to_somebody_else=first is not None and first.group(1) != bot_user,
    )  # fmt: skip


def clicked(body: Mapping[str, Any], text: str) -> Question:
    """The question `text` that the button in the payload `body` stands for."""
    action = (body.get("actions") or [{}])[0]
    place = clicked_place(body)
    key = f"slack:click:{place.room}:{place.user}:{action.get('action_id')}:{action.get('action_ts')}"
    return Question(text=text, place=place, keys=(key,), asked_by_click=True)


def thread_of(body: Mapping[str, Any]) -> Place:
    """The thread in which a private answer was clicked, as its conversation knows it."""
    return replace(clicked_place(body), thread=str((body.get("container") or {}).get("thread_ts") or ""))


def clicked_place(body: Mapping[str, Any]) -> Place:
    """Where the button, shortcut or modal of the payload `body` is: in a thread, or in a private answer."""
    container, message = body.get("container") or {}, body.get("message") or {}
    private = bool(container.get("is_ephemeral"))
    thread = str(message.get("thread_ts") or container.get("thread_ts") or message.get("ts") or "")
    return Place(
        team=str((body.get("team") or {}).get("id") or ""),
        channel=str((body.get("channel") or {}).get("id") or container.get("channel_id") or ""),
        user=str((body.get("user") or {}).get("id") or ""),
        thread="" if private else thread,
        response_url=str(body.get("response_url") or "") if private else "",
    )


def commanded(body: Mapping[str, Any], text: str) -> Question:
    """The question `text` of a slash command; its answer is private."""
    place = Place(team=str(body.get("team_id") or ""), channel=str(body.get("channel_id") or ""),
                  user=str(body.get("user_id") or ""), response_url=str(body.get("response_url") or ""))  # fmt: skip
    return Question(text=text, place=place, keys=(f"slack:command:{body.get('trigger_id')}",), asked_by_click=True)


def pointed_at(body: Mapping[str, Any]) -> Question:
    """The text of the message that a message shortcut was used on; its answer is private."""
    place = Place(
        team=str((body.get("team") or {}).get("id") or ""), channel=str((body.get("channel") or {}).get("id") or ""),
        user=str((body.get("user") or {}).get("id") or ""), response_url=str(body.get("response_url") or ""),
    )  # fmt: skip
    text = typed(str((body.get("message") or {}).get("text") or ""))
    return Question(text=text, place=place, keys=(f"slack:shortcut:{body.get('trigger_id')}",), asked_by_click=True)
