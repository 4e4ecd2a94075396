"""A conversation as a document: lines of a few kinds, which Markdown and Word put in their own ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import prompts
from assistant.sessions.clock import JAPAN
from assistant.sessions.conversation import Conversation, Turn
from assistant.types import Answer, Citation

LineKind = Literal["title", "note", "question", "heading", "text", "source", "quote"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    kind: LineKind
    text: str


def lines(conversation: Conversation) -> Iterator[Line]:
    """The conversation, paragraph by paragraph: each question with its answer and the places it stands on."""
    head = conversation.head
    yield Line("title", head.title)
    yield Line("note", _text("made", date=f"{head.updated_at.astimezone(JAPAN):%Y-%m-%d}"))
    for turn in conversation.turns:
        yield from _turn(turn)


def _turn(turn: Turn) -> Iterator[Line]:
    yield Line("question", turn.question)
    if turn.standalone != turn.question:
        yield Line("note", _text("understood", question=turn.standalone))
    yield from _body(turn.answer)
    for warning in turn.answer.warnings:
        yield Line("note", _text("warning", text=warning))
    if turn.answer.mode == "generated":
        yield Line("note", _text("generated"))
    if turn.answer.citations:
        yield Line("heading", _text("sources"))
    for citation in turn.answer.citations:
        yield Line("source", f"[{citation.number}] {_place(citation)}")
        if citation.quote and citation.number not in turn.answer.quoted:
            yield Line("quote", _text("quote", quote=" ".join(citation.quote.split())))


def _body(answer: Answer) -> Iterator[Line]:
    if not answer.sections:
        yield Line("text", answer.text)
    for section in answer.sections:
        yield Line("heading", _text("section", label=section.label))
        for text in section.text.splitlines():
            yield Line("text", text)


def _place(citation: Citation) -> str:
    parts = [citation.title, citation.edition, citation.section]
    if citation.page is not None:
        parts.append(_text("page", page=citation.page))
    if citation.superseded:
        parts.append(_text("superseded"))
    return " / ".join(part for part in parts if part)


def _text(key: str, **values: object) -> str:
    return prompts.text("ui/conversation", key, **values)
