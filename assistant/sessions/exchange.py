"""One exchange: a question is understood in its conversation, answered, and written down. What every surface calls."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.answering.manuscript import Released
from assistant.errors import StorageError
from assistant.sessions.audit import AuditLog, entry_of
from assistant.sessions.clock import Clock, now
from assistant.sessions.conversation import Conversations, Turn
from assistant.sessions.follow_up import Understood, next_offered
from assistant.sessions.gaps import GapLedger, Unanswered
from assistant.types import Answer, Mode

log = logging.getLogger("renkei.exchange")
_LOOKED_BACK = 4
"""Turns that a follow-up is understood by."""
_MORE = ("concrete", "others")
"""Rules (prompts/answer/followups.ja.yaml) of follow-ups that ask for more about the same thing."""

Ask = Callable[[str, Mode, str], Generator[Released | Answer, None, None]]
"""(question, mode, who) → checked sentences as they come, then the answer."""
Understand = Callable[[str, Sequence[Turn]], Understood]
TitleOf = Callable[[Answer], str]
"""The title of the note that led an answer, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it came in. Its text is masked already."""

    question: str
    who: str
    """Whose conversation it is: a user, or a thread that several share."""
    surface: str
    conversation_id: str = ""
    """The conversation to go on with; empty begins one."""
    mode: Mode = "extractive"


class Exchange:
    """Questions and answers with everything that is kept of them."""

    def __init__(
        self, *, ask: Ask, understand: Understand, title_of: TitleOf, conversations: Conversations, audit: AuditLog,
        gaps: GapLedger, model: str = "", clock: Clock = now,
        together: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:  # fmt: skip
        """`model` names the chat model, for the audit log. What is written inside of `together` is one transaction."""
        self._ask = ask
        self._understand = understand
        self._title_of = title_of
        self._conversations = conversations
        self._audit = audit
        self._gaps = gaps
        self._model = model
        self._clock = clock
        self._together = together

    def ask(self, asked: Asked) -> Answer:
        """The answer, with the id of its conversation. `answer.question` is the question as it was understood.

        Raises:
            QuestionError: the question is empty or too long.
            NotFound: there is no such conversation of this user.
            StorageError: a conversation is to be resumed and the database cannot be read.
        """
        *_, answer = self.stream(asked)
        assert isinstance(answer, Answer)  # what stream ends with
        return answer

    def stream(self, asked: Asked) -> Generator[Released | Answer, None, None]:
        """As `ask`; checked sentences of a generated answer come first (see `Generating.stream`)."""
        turns: Sequence[Turn] = ()
        if asked.conversation_id:
            turns = self._conversations.recent(asked.conversation_id, asked.who, _LOOKED_BACK)
        understood = self._understand(asked.question.strip(), turns)
        for step in self._ask(understood.standalone, asked.mode, asked.who):
            if isinstance(step, Released):
                yield step
                continue
            if understood.rule in _MORE and step.text == turns[-1].answer.text and next_offered(turns):
                # who asks for more wants more than the same again: the next question that can be answered
                understood = Understood(next_offered(turns), "next")
                *_, step = self._ask(understood.standalone, "extractive", asked.who)
                assert isinstance(step, Answer)  # what asking ends with
            yield self._written_down(asked, understood, step)

    def turned_away(self, asked: Asked, refusal: Answer) -> Answer:
        """`refusal` as it is, once it is audited: a question that was not admitted joins no conversation."""
        self._audited(asked, refusal, self._clock())
        return refusal

    def _written_down(self, asked: Asked, understood: Understood, answer: Answer) -> Answer:
        """The answer with its conversation. A database that cannot be written does not take the answer away."""
        try:
            with self._together():
                return self._rows_written(asked, understood, answer)
        except StorageError as error:  # the transaction as a whole
            log.error("the exchange was not kept, %s %s: %s", error.code, error.reference, error)
            return answer

    def _rows_written(self, asked: Asked, understood: Understood, answer: Answer) -> Answer:
        try:
            answer = self._kept(asked, understood, answer)
        except StorageError as error:
            log.error("the turn was not kept, %s %s: %s", error.code, error.reference, error)
        at = self._clock()
        self._audited(asked, answer, at)
        if answer.status == "no_evidence":
            self._gap(Unanswered(at=at, question=understood.standalone, surface=asked.surface))
        return answer

    def _audited(self, asked: Asked, answer: Answer, at: datetime) -> None:
        entry = entry_of(answer, who=asked.who, surface=asked.surface, question=asked.question, at=at,
                         model=self._model)  # fmt: skip
        try:
            self._audit.write(entry)
        except StorageError as error:
            log.error("the exchange was not audited, %s %s: %s", error.code, error.reference, error)

    def _gap(self, row: Unanswered) -> None:
        try:
            self._gaps.note(row)
        except StorageError as error:
            log.error("the gap was not noted, %s %s: %s", error.code, error.reference, error)

    def _kept(self, asked: Asked, understood: Understood, answer: Answer) -> Answer:
        conversation = asked.conversation_id or self._conversations.start(
            owner=asked.who, surface=asked.surface, title=asked.question.strip()
        )
        answer = replace(answer, conversation_id=conversation)
        turn = Turn(question=asked.question.strip(), standalone=understood.standalone, about=self._title_of(answer),
                    answer=answer, asked_at=self._clock())  # fmt: skip
        self._conversations.add(conversation, asked.who, turn)
        return answer
