"""Turns for the tests of conversations."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.sessions.conversation import Turn
from assistant.types import Answer

AT = datetime(2025, 4, 1, 0, 30, tzinfo=UTC)


def turn(question: str, *, about: str = "", suggestions: tuple[str, ...] = (), text: str = "答えです。[1]") -> Turn:
    """A turn in which `question` was answered."""
    answer = Answer(id="a1", question=question, status="answered", mode="extractive", text=text,
                    suggestions=suggestions)  # fmt: skip
    return Turn(question=question, standalone=question, about=about, answer=answer, asked_at=AT)
