"""A question from Slack on its way to an answer: admitted by the guard, answered in its conversation, audited."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.generation import Generation
from assistant.answering.manuscript import Released
from assistant.answering.service import check_question
from assistant.app import Assistant
from assistant.errors import NotFound, StorageError
from assistant.guard.gate import Gate, public_names
from assistant.sessions.audit import AuditEntry, AuditLog, entry_of
from assistant.sessions.clock import now
from assistant.sessions.conversation import ConversationHead
from assistant.sessions.exchange import Asked, Exchange
from assistant.sessions.follow_up import understand
from assistant.sessions.rewrite import Rewriter
from assistant.types import Answer, Mode
from bots.slack.channels import Channels
from bots.slack.linked import Linked
from bots.slack.people import People
from bots.slack.place import Place
from bots.slack.recents import Recents
from bots.slack.selection import holds, within
from bots.web.current import PerGeneration

log = logging.getLogger("renkei.slack")
SURFACE = "slack"


class Asking:
    """Answers for places in Slack. A thread of a channel has one conversation, which all who write in it share; private
    questions and direct messages belong to the person, who finds them on the page too.
    """

    def __init__(self, assistant: Assistant, people: People, channels: Channels) -> None:
        self._assistant = assistant
        self._people = people
        self._channels = channels
        self._gate = PerGeneration(assistant, _gate)
        records = assistant.dialogue.stores.records
        self._recents = Recents(records)
        self._linked = Linked(records)

    def ask(self, question: str, place: Place, hear: Callable[[str], None] = lambda _: None) -> Answer:
        """The answer, kept with the conversation of the thread; a private question begins a conversation of its own.
        `hear` gets the sentences of a generated answer as they are released.

        Raises:
            QuestionError: the question is empty or too long.
            StorageError: the conversation cannot be read.
            Stopped: nobody waits for the answer any more.
        """
        check_question(question)
        admission = self._gate().admit(question)
        who = self._people.owner(place)
        owner = who if place.of_one else place.room
        conversation = self._conversation(place, owner)
        if not admission.admitted:
            return self._audited(admission.refusal(self.mode, conversation), admission.question, who)
        self._recents.add(who, admission.question)
        asked = Asked(question=admission.question, who=owner, surface=SURFACE, conversation_id=conversation,
                      mode=self.mode)  # fmt: skip
        for step in self._exchange(place, who).stream(asked):
            if isinstance(step, Answer):
                if place.of_one and place.thread and step.conversation_id != conversation:
                    self._linked.link(place, step.conversation_id)
                return admission.annotated(step)
            hear(step.text)
        raise AssertionError("an exchange ends with its answer")

    def role(self, name: str, place: Place, _: object = None) -> Answer:
        """What the actor `name` has to do, at once.

        Raises:
            QuestionError: `name` is empty or too long.
        """
        masked = self.masked(name)
        answer = within(self._assistant.role(masked), self._documents(place))
        return self._audited(answer, masked, self._people.owner(place))

    def masked(self, text: str) -> str:
        """`text` without personal information."""
        return self._gate().admit(text).question if text.strip() else ""

    def recent(self, who: str) -> Sequence[str]:
        """The last questions of a user, masked, the latest first."""
        return self._recents.of(who)

    def conversations(self, place: Place, limit: int) -> Sequence[ConversationHead]:
        """The conversations of the person, begun here or on the page, the latest first."""
        return self._assistant.dialogue.stores.conversations.heads(self._people.owner(place), limit=limit)

    def conversation(self, place: Place, conversation: str) -> tuple[str, str]:
        """Title and last question (both masked) of a conversation of the person.

        Raises:
            NotFound: there is no such conversation of this person.
        """
        found = self._assistant.dialogue.stores.conversations.get(conversation, self._people.owner(place))
        return found.head.title, found.turns[-1].question if found.turns else found.head.title

    def go_on(self, place: Place, conversation: str) -> None:
        """Let the thread at `place` continue a conversation of the person, wherever it was begun.

        Raises:
            NotFound: there is no such conversation of this person.
            StorageError: the database cannot be used.
        """
        self._assistant.dialogue.stores.conversations.get(conversation, self._people.owner(place))
        self._linked.link(place, conversation)

    def kept(self, place: Place, conversation: str, answer_id: str) -> Answer | None:
        """An answer that was given in the thread, or to the user."""
        conversations = self._assistant.dialogue.stores.conversations
        for owner in (place.room, self._people.owner(place)):
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

    def _conversation(self, place: Place, owner: str) -> str:
        """Id of the conversation of the thread, or nothing where it has none yet, or none any more."""
        if not place.thread:
            return ""
        conversations = self._assistant.dialogue.stores.conversations
        if not place.of_one:
            heads = conversations.heads(owner, limit=1)
            return heads[0].id if heads else ""
        linked = self._linked.of(place)
        try:
            return linked if linked and conversations.recent(linked, owner, 1) else ""
        except NotFound:  # its owner removed it on the page
            return ""

    def _documents(self, place: Place) -> frozenset[str]:
        """The documents that an answer in the channel may stand on; none for all of them."""
        return frozenset(self._channels.rules(place.team, place.channel).documents) if place.channel else frozenset()

    def _exchange(self, place: Place, who: str) -> Exchange:
        dialogue, documents = self._assistant.dialogue, self._documents(place)
        stores, model = dialogue.stores, dialogue.model

        def ask(question: str, mode: Mode, _: str) -> Generator[Released | Answer, None, None]:
            inside = True
            for step in dialogue.stream(question, mode, who, documents):
                if isinstance(step, Answer):
                    yield within(step, documents)
                    continue
                inside = inside and holds(documents, step.citations)  # later sentences may lean on the same source
                if inside:
                    yield step

        return Exchange(
            ask=ask, understand=Rewriter(model) if model else understand, title_of=self._title_of,
            conversations=stores.conversations, audit=_AuditAs(stores.audit, who), gaps=stores.gaps,
            model=model.name if model else "",
        )  # fmt: skip

    def _title_of(self, answer: Answer) -> str:
        notes = self._assistant.generation.notes
        ids = (citation.note_id for citation in answer.citations)
        return next((notes[note_id].note.title for note_id in ids if note_id and note_id in notes), "")

    def _audited(self, answer: Answer, question: str, who: str) -> Answer:
        entry = entry_of(answer, who=who, surface=SURFACE, question=question, at=now(), model="")
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
