"""One question on its way over HTTP: admitted, answered in the pool, and told step by step while it is answered."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import dataclass
from typing import Literal

from assistant.answering.manuscript import Released
from assistant.answering.service import check_question
from assistant.answering.stopping import go_on, stopped_by
from assistant.app import Assistant
from assistant.errors import StorageError
from assistant.guard.gate import Gate
from assistant.sessions.exchange import Asked, Exchange
from assistant.types import Answer, Citation, Mode
from bots.web.pool import AskPool

log = logging.getLogger("renkei.web")

SURFACE = "web"
EventName = Literal["status", "sentence", "sections", "citations", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it came in. `who` is the id of the user."""

    text: str
    who: str
    conversation_id: str = ""
    mode: Mode = "extractive"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEvent:
    """A step of an answer.

    `sentence` brings a sentence that a model has just worded, checked, with its new citations; all of them are taken
    back by the first `sections`, which brings number `section` of the answer.
    """

    name: EventName
    answer: Answer | None = None
    section: int = 0
    sentence: str = ""
    citations: tuple[Citation, ...] = ()


class Asking:
    """Asks for the handlers. `gate` gives the gate of the generation that serves now."""

    def __init__(
        self, assistant: Assistant, pool: AskPool, gate: Callable[[], Gate],
        answered: Callable[[Answer, float], None] = lambda *_: None,
    ) -> None:  # fmt: skip
        """`answered` gets every answer with the seconds that it took."""
        self._assistant = assistant
        self._pool = pool
        self._gate = gate
        self._answered = answered

    def warm(self) -> None:
        """Import and open beforehand what the first question would have to wait for."""
        self._exchange()

    async def ask(self, question: Question) -> Answer:
        """The answer.

        Raises:
            QuestionError: the question is empty or too long.
            NotFound: there is no such conversation of this user.
            Overloaded: too many questions are waiting.
        """
        return await self._pool.run(lambda: self._whole(question))

    async def events(self, question: Question) -> AsyncGenerator[AnswerEvent, None]:
        """status → sentences (where a model words the answer) → sections, one by one → citations → done.

        Errors are raised where they happen. Where the reader leaves, the work stops: a waiting question never starts,
        and a model's call is cancelled.
        """
        yield AnswerEvent(name="status")
        async for step in self._steps_from_pool(question):
            if isinstance(step, Released):
                yield AnswerEvent(name="sentence", sentence=step.text, citations=step.citations)
                continue
            for number in range(len(step.sections)):
                yield AnswerEvent(name="sections", answer=step, section=number)
            yield AnswerEvent(name="citations", answer=step)
            yield AnswerEvent(name="done", answer=step)

    async def _steps_from_pool(self, question: Question) -> AsyncGenerator[Released | Answer, None]:
        loop, left = asyncio.get_running_loop(), threading.Event()
        steps: asyncio.Queue[Released | Answer | None] = asyncio.Queue()

        def work() -> None:
            with stopped_by(left):
                for step in self._steps(question):
                    loop.call_soon_threadsafe(steps.put_nowait, step)

        working = asyncio.ensure_future(self._pool.run(work))
        working.add_done_callback(lambda _: steps.put_nowait(None))
        try:
            while (step := await steps.get()) is not None:
                yield step
            await working  # raises what went wrong
        finally:
            left.set()
            working.cancel()

    def _whole(self, question: Question) -> Answer:
        *_, answer = self._steps(question)
        assert isinstance(answer, Answer)  # what the steps end with
        return answer

    def _steps(self, question: Question) -> Generator[Released | Answer, None, None]:
        begun = time.perf_counter()
        for step in self._unmeasured(question):
            if isinstance(step, Answer):
                self._answered(step, time.perf_counter() - begun)
            yield step

    def _unmeasured(self, question: Question) -> Generator[Released | Answer, None, None]:
        check_question(question.text)
        admission = self._gate().admit(question.text)
        asked = Asked(question=admission.question, who=question.who, surface=SURFACE,
                      conversation_id=question.conversation_id, mode=question.mode)  # fmt: skip
        exchange = self._exchange()
        if not admission.admitted:
            refusal = admission.refusal(question.mode, question.conversation_id)
            yield exchange.turned_away(asked, refusal) if exchange else refusal
            return
        for step in exchange.stream(asked) if exchange else [self._alone(asked)]:
            go_on()
            yield step if isinstance(step, Released) else admission.annotated(step)

    def _exchange(self) -> Exchange | None:
        """None where the database cannot be opened: that takes no answer away."""
        try:
            return self._assistant.dialogue.exchange
        except StorageError as error:
            log.error("nothing is kept of this question, %s %s: %s", error.code, error.reference, error)
            return None

    def _alone(self, asked: Asked) -> Answer:
        return self._assistant.ask(asked.question, mode=asked.mode, who=asked.who)
