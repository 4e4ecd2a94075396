"""A conversation: questions in a row, each understood in the light of the ones before. All text is masked already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.types import Answer

TITLE = 60
"""Characters of a title: the head of the first question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and its answer."""

    question: str
    """As asked, personal information masked."""
    standalone: str
    """As answered: the question with what it leaves unsaid; the same as `question` where nothing is."""
    about: str
    """Title of the note that led the answer, or nothing."""
    answer: Answer
    """As given, without its evidence (the passages can be found again; citations and quotes are kept)."""
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationHead:
    """A conversation in a list."""

    id: str
    owner: str
    surface: str
    title: str
    turns: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation with all its turns, oldest first."""

    head: ConversationHead
    turns: tuple[Turn, ...] = ()


class Conversations(Protocol):
    """Where conversations are kept. Everybody sees their own only: another's is as missing as one that never was."""

    def start(self, *, owner: str, surface: str, title: str) -> str:
        """Begin a conversation; returns its id."""

    def add(self, conversation_id: str, owner: str, turn: Turn) -> None:
        """Put `turn` at the end.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """

    def get(self, conversation_id: str, owner: str) -> Conversation:
        """The whole conversation.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """

    def recent(self, conversation_id: str, owner: str, limit: int) -> Sequence[Turn]:
        """Its last `limit` turns, oldest first.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """

    def heads(self, owner: str, *, limit: int = 50, offset: int = 0) -> Sequence[ConversationHead]:
        """The conversations of `owner`, the latest first."""

    def delete(self, conversation_id: str, owner: str) -> None:
        """Remove it with all its turns.

        Raises:
            NotFound: there is no such conversation of `owner`.
        """
