"""What a generated answer may cost: tokens of one answer, answers of one user and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.answering.chat_model import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Limits. A `daily` of 0 is no limit."""

    tokens: int
    """Of one answer: prompt and reply together."""
    daily: int
    """Generated answers of one user and day (in Japan)."""


class Usage(Protocol):
    """What users have used, day by day."""

    def take(self, who: str, day: date, limit: int) -> bool:
        """Count one more answer of `who`, or say False where `limit` answers were counted already."""

    def spend(self, who: str, day: date, tokens: int) -> None:
        """Add tokens to the day of `who`."""


def estimated_tokens(messages: Sequence[Message]) -> int:
    """Tokens of `messages`, on the safe side: Japanese has about 0.7 to 1.2 tokens a character with the tokenizers in
    use, so that one a character is counted, and a few for the frame of each message.
    """
    return sum(len(message.text) + 8 for message in messages)
