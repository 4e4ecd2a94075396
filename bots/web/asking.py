"""One question on its way over HTTP: asked in the pool, and told as a row of events while it is answered."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from assistant.app import Assistant
from assistant.types import Answer, Mode
from bots.web.pool import AskPool

EventName = Literal["status", "sections", "citations", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it came in."""

    question: str
    conversation_id: str = ""
    mode: Mode = "extractive"


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """A step of an answer. `answer` is None until there is one; `section` numbers what a sections event brings."""

    name: EventName
    answer: Answer | None = None
    section: int = 0


async def ask(assistant: Assistant, pool: AskPool, asked: Asked) -> Answer:
    """The answer.

    Raises:
        QuestionError: the question cannot be used.
        Overloaded: too many questions are waiting.
    """
    call = partial(assistant.ask, asked.question, conversation_id=asked.conversation_id, mode=asked.mode)
    return await pool.run(call)


async def events(assistant: Assistant, pool: AskPool, asked: Asked) -> AsyncGenerator[AnswerEvent, None]:
    """status → sections, one after the other → citations → done. Errors are raised where they happen."""
    yield AnswerEvent("status")
    answer = await ask(assistant, pool, asked)
    for number in range(len(answer.sections)):
        yield AnswerEvent("sections", answer, number)
    yield AnswerEvent("citations", answer)
    yield AnswerEvent("done", answer)
