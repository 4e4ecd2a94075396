"""A question from Slack on its way to an answer: admitted by the guard, answered in its conversation, audited."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.generation import Generation
from assistant.answering.service import check_question
from assistant.app import Assistant
from assistant.errors import NotFound, StorageError
from assistant.guard.gate import Gate, public_names
from assistant.sessions.audit import AuditEntry, AuditLog, entry_of
from assistant.sessions.clock import now
from assistant.sessions.exchange import Asked, Exchange
from assistant.sessions.follow_up import understand
from assistant.sessions.rewrite import Rewriter
from assistant.types import Answer, Mode
from bots.slack.place import Place
from bots.slack.recents import Recents
from bots.web.current import PerGeneration

log = logging.getLogger("renkei.slack")
SURFACE = "slack"


class Asking:
    """Answers for places in Slack. A thread has one conversation, which all who write in it share."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._gate = PerGeneration(assistant, _gate)
        self._recents = Recents(assistant.dialogue.stores.records)

    def ask(self, question: str, place: Place, hear: Callable[[str], None] = lambda _: None) -> Answer:
        """The answer, kept with the conversation of the thread; a private question begins a conversation of its own.
        `hear` gets the sentences of a generated answer as they are released.

        Raises:
            QuestionError: the question is empty or too long.
            StorageError: the conversation cannot be read.
        """
        check_question(question)
        admission = self._gate().admit(question)
        conversation = self.conversation(place) if place.thread else ""
        if not admission.admitted:
            return self._audited(admission.refusal(self.mode, conversation), admission.question, place)
        self._recents.add(place.who, admission.question)
        asked = Asked(question=admission.question, who=place.room, surface=SURFACE, conversation_id=conversation,
                      mode=self.mode)  # fmt: skip
        for step in self._exchange(place).stream(asked):
            if isinstance(step, Answer):
                return admission.annotated(step)
            hear(step.text)
        raise AssertionError("an exchange ends with its answer")

    def role(self, name: str, place: Place, _: object = None) -> Answer:
        """What the actor `name` has to do, at once.

        Raises:
            QuestionError: `name` is empty or too long.
        """
        masked = self.masked(name)
        return self._audited(self._assistant.role(masked), masked, place)

    def masked(self, text: str) -> str:
        """`text` without personal information."""
        return self._gate().admit(text).question if text.strip() else ""

    def recent(self, who: str) -> Sequence[str]:
        """The last questions of a user, masked, the latest first."""
        return self._recents.of(who)

    def conversation(self, place: Place) -> str:
        """Id of the conversation of the thread, or nothing where it has none yet."""
        heads = self._assistant.dialogue.stores.conversations.heads(place.room, limit=1)
        return heads[0].id if heads else ""

    def kept(self, place: Place, conversation: str, answer_id: str) -> Answer | None:
        """An answer that was given in the thread, or to the user."""
        conversations = self._assistant.dialogue.stores.conversations
        for owner in (place.room, place.who):
            try:
                turns = conversations.get(conversation, owner).turns
            except NotFound:
                continue
            return next((turn.answer for turn in turns if turn.answer.id == answer_id), None)
        return None

    @property
    def mode(self) -> Mode:
        """Generated where a chat model is configured."""
        return "generated" if self._assistant.settings.chat_model else "extractive"

    def _exchange(self, place: Place) -> Exchange:
        dialogue = self._assistant.dialogue
        stores, model = dialogue.stores, dialogue.model
        return Exchange(
            ask=lambda question, mode, _: dialogue.stream(question, mode, place.who),
            understand=Rewriter(model) if model else understand, title_of=self._title_of,
            conversations=stores.conversations, audit=_AuditAs(stores.audit, place.who), gaps=stores.gaps,
            model=model.name if model else "",
        )  # fmt: skip

    def _title_of(self, answer: Answer) -> str:
        notes = self._assistant.generation.notes
        ids = (citation.note_id for citation in answer.citations)
        return next((notes[note_id].note.title for note_id in ids if note_id and note_id in notes), "")

    def _audited(self, answer: Answer, question: str, place: Place) -> Answer:
        entry = entry_of(answer, who=place.who, surface=SURFACE, question=question, at=now(), model="")
        try:
            self._assistant.dialogue.stores.audit.write(entry)
        except StorageError as error:  # as in an exchange: the answer is given all the same
            log.error("the exchange was not audited, %s %s: %s", error.code, error.reference, error)
        return answer


class _AuditAs:
    """An audit log that names the user, where the conversation belongs to a thread."""

    def __init__(self, audit: AuditLog, who: str) -> None:
        self._audit = audit
        self._who = who

    def write(self, entry: AuditEntry) -> None:
        self._audit.write(replace(entry, who=self._who))

    def entries(self, start: datetime | None = None, end: datetime | None = None) -> Iterator[AuditEntry]:
        return self._audit.entries(start, end)

    def purge(self, before: datetime) -> int:
        return self._audit.purge(before)


def _gate(generation: Generation) -> Gate:
    return Gate(public_names(unit.note for unit in generation.notes.values()))
