"""App Home: questions to begin with, what the user has been doing, and what the handover path has for this week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import prompts
from assistant.knowledge.handover import Handover
from bots.slack.blocks import FOLLOW_UP
from bots.slack.elements import Block, button, context, header, packed, section, sections
from bots.slack.limits import VIEW_BLOCKS
from bots.slack.mrkdwn import escape
from bots.slack.splitting import head

CONTINUE = "conversation_continue"
_TEXTS = "slack/views"
_RECENT = 5
_SUGGESTED = 4
_SHOWN = 500
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Something that can be gone on with: a line about it, and its button (none where there is nothing left to do)."""

    line: str
    label: str = ""
    action: str = ""
    value: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a user has been doing, the latest first: masked questions, conversations, sheets and practice runs."""

    recent: Sequence[str] = ()
    conversations: Sequence[Going] = ()
    sheets: Sequence[Going] = ()
    practices: Sequence[Going] = ()


def suggested() -> list[Mapping[str, str]]:
    """Title and message of the questions to begin with, four at most."""
    rows: list[Mapping[str, str]] = prompts.load("slack/manifest")["suggested"]
    return rows[:_SUGGESTED]


def home(work: Work, handover: Handover, day: int) -> Block:
    """The home tab; `day` is the day of the month (from 1)."""
    blocks = [header(_text("home.title")), *sections(_text("home.intro")), header(_text("home.suggested"))]
    blocks += [_question(row["message"], number) for number, row in enumerate(suggested())]
    if work.recent:
        blocks.append(header(_text("home.recent")))
        blocks += [_question(text, _SUGGESTED + number) for number, text in enumerate(work.recent[:_RECENT])]
    for key, rows in (
        ("conversations", work.conversations), ("worksheets", work.sheets), ("practices", work.practices),
    ):  # fmt: skip
        if rows:
            blocks.append(header(prompts.text("slack/talks", f"home.{key}")))
            blocks += [_going(row) for row in rows]
    week = min((day - 1) // _DAYS_IN_WEEK + 1, max(step.week for step in handover.first_month))
    blocks.append(header(prompts.text(_TEXTS, "home.handover", week=week)))
    for step in handover.first_month:
        if step.week == week:
            blocks += sections(prompts.text(_TEXTS, "home.question", text=step.action))
    blocks += context(_text("home.open_agent"))
    return {"type": "home", "blocks": blocks[:VIEW_BLOCKS]}


def _question(text: str, number: int) -> Block:
    value = packed({"question": text}, shrink="question")
    return section(escape(head(text, _SHOWN)), {**button(_text("home.ask"), f"{FOLLOW_UP}_{number}"), "value": value})


def _going(row: Going) -> Block:
    return section(escape(head(row.line, _SHOWN)), button(row.label, row.action, row.value) if row.action else None)


def _text(key: str) -> str:
    return prompts.text(_TEXTS, key)
