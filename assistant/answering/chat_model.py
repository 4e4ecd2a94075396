"""A chat model as answering sees it: messages in, pieces of text out, one kind of error."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Failure = Literal[
    "key",  # the key is missing or refused
    "package",  # the provider's package is not installed, or the setting names no provider
    "unknown",  # the provider has no such model
    "request",  # the provider refuses the request
    "busy",  # 429 to the end of the retries
    "server",  # 5xx to the end of the retries
    "unreachable",
    "timeout",
    "broken",  # the stream ended before its end, or was no stream
    "over_budget",
    "refused",  # the provider's own filter
]
"""`details["reason"]` of the ModelError that a chat model raises."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the reply. `tokens`, on the last one, is what the provider counted for the whole exchange, or 0."""

    text: str
    tokens: int = 0


class ChatModel(Protocol):
    """A chat model with its time limits and retries."""

    @property
    def name(self) -> str:
        """`provider:model`, as configured."""

    @property
    def max_tokens(self) -> int:
        """Tokens that a reply may have; a longer one ends in a ModelError, `over_budget`."""

    def stream(self, messages: Sequence[Message]) -> Generator[Piece, None, None]:
        """The reply, as it comes. Closing the generator cancels the call.

        Raises:
            ModelError: the reply did not come, or not to its regular end. `details`: model, reason (a `Failure`).
        """
