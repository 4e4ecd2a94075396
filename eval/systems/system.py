"""What is evaluated: something that answers questions and shows its evidence. renkei, its variants, the baselines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.types import Answer, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a system gave for one question."""

    answer: Answer
    found: tuple[Evidence, ...]
    """Evidence in rank order, whether or not the system then held the question for answerable."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage of a system's collection."""

    document_id: str
    text: str


class System(Protocol):
    """Answers questions over the documents of one installation."""

    @property
    def name(self) -> str:
        """Short id, as it stands in the results."""

    @property
    def units(self) -> Mapping[str, Unit]:
        """All passages that can be found, by the id that evidence carries as `passage_id`."""

    def respond(self, question: str) -> Response:
        """The answer and the evidence."""
