"""Generated answers and conversations over the served index, wired once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Protocol

from assistant.adapters.chat import ChatOptions, LangChainChat
from assistant.answering.budget import Budget
from assistant.answering.chat_model import ChatModel
from assistant.answering.generate import Comparison, Generating, only_quoted
from assistant.answering.manuscript import Released
from assistant.answering.service import Answering
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.units import NoteUnit
from assistant.sessions.clock import day_of, now
from assistant.sessions.exchange import Exchange
from assistant.sessions.follow_up import understand
from assistant.sessions.rewrite import Rewriter
from assistant.settings import Settings
from assistant.stores import Stores
from assistant.types import Answer, Document, Mode


class GenerationView(Protocol):
    """What is read of a generation of the index."""

    @property
    def notes(self) -> Mapping[str, NoteUnit]:
        """Notes by id."""

    def holds(self, document_id: str, quote: str) -> bool:
        """Whether `quote` stands in the document as it was read."""


class ServedIndex(Protocol):
    """The generation that is being served, with what reads it."""

    @property
    def generation(self) -> GenerationView:
        """Its passages, notes and texts."""

    @property
    def retriever(self) -> Retriever:
        """Finds in it."""

    @property
    def answering(self) -> Answering:
        """Answers from it, with no model."""

    def document(self, document_id: str) -> Document:
        """What is known of a document."""


class Dialogue:
    """Generated answers and conversations. `served` gives the current generation; nothing is opened before its use."""

    def __init__(self, settings: Settings, served: Callable[[], ServedIndex]) -> None:
        self._settings = settings
        self._served = served
        self._opening = threading.Lock()
        self._stores: Stores | None = None

    @property
    def stores(self) -> Stores:
        """The database.

        Raises:
            SettingsError: RENKEI_DATABASE cannot be used.
            StorageError: the database cannot be reached or written.
        """
        with self._opening:
            if self._stores is None:
                self._stores = Stores(self._settings)
            return self._stores

    @cached_property
    def model(self) -> ChatModel | None:
        """The configured chat model, or None."""
        return chat_model(self._settings)

    @cached_property
    def exchange(self) -> Exchange:
        """Questions and answers with everything that is kept of them: what a surface with users calls.

        Raises:
            SettingsError, StorageError: as `stores`.
        """
        stores, model = self.stores, self.model
        return Exchange(
            ask=self.stream, understand=Rewriter(model) if model else understand, title_of=self._title_of,
            conversations=stores.conversations, audit=stores.audit, gaps=stores.gaps, model=model.name if model else "",
            together=stores.database.together,
        )  # fmt: skip

    def ask(
        self, question: str, *, conversation_id: str = "", who: str = "", documents: frozenset[str] = frozenset()
    ) -> Answer:
        """The generated answer to `question`, or the extractive one with the reason; out of `documents` alone, where
        some are named.

        Raises:
            QuestionError: the question is empty or too long.
        """
        generating = self._generating(documents)
        if generating is not None:
            return generating.ask(question, conversation_id=conversation_id, who=who)
        answer = self._served().answering.ask(question, conversation_id=conversation_id, documents=documents)
        return only_quoted(answer, "no_model") if answer.status == "answered" else answer

    def stream(
        self, question: str, mode: Mode, who: str = "", documents: frozenset[str] = frozenset()
    ) -> Generator[Released | Answer, None, None]:
        """As `ask`, in either mode; checked sentences of a generated answer come first (see `Generating.stream`).

        Raises:
            QuestionError: the question is empty or too long.
        """
        generating = self._generating(documents) if mode == "generated" else None
        if generating is not None:
            yield from generating.stream(question, who=who)
        elif mode == "generated":
            yield self.ask(question, who=who, documents=documents)
        else:
            yield self._served().answering.ask(question, documents=documents)

    def compare(self, question: str, *, who: str = "") -> Comparison:
        """`question` answered both ways.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return Comparison(generated=self.ask(question, who=who), extractive=self._served().answering.ask(question))

    def _generating(self, documents: frozenset[str]) -> Generating | None:
        if self.model is None:
            return None
        served = self._served()
        return Generating(
            extractive=partial(served.answering.ask, documents=documents), model=self.model, document=served.document,
            holds=served.generation.holds, weight=served.retriever.idf, usage=_LateUsage(lambda: self.stores),
            budget=Budget(tokens=self._settings.chat_tokens, daily=self._settings.chat_daily),
            today=lambda: day_of(now()),
        )  # fmt: skip

    def _title_of(self, answer: Answer) -> str:
        notes = self._served().generation.notes
        ids = (citation.note_id for citation in answer.citations)
        return next((notes[note_id].note.title for note_id in ids if note_id and note_id in notes), "")


class _LateUsage:
    """Counts in the database, which is opened with the first count."""

    def __init__(self, stores: Callable[[], Stores]) -> None:
        self._stores = stores

    def take(self, who: str, day: date, limit: int) -> bool:
        return self._stores().usage.take(who, day, limit)

    def spend(self, who: str, day: date, tokens: int) -> None:
        self._stores().usage.spend(who, day, tokens)


def chat_model(settings: Settings) -> ChatModel | None:
    """The chat model that `settings` name, or None."""
    if not settings.chat_model:
        return None
    return LangChainChat(ChatOptions(
        model=settings.chat_model, base_url=settings.chat_base_url, api_key=settings.chat_api_key,
        first_token=settings.chat_first_token, whole=settings.chat_timeout, max_tokens=settings.chat_max_tokens,
        context=settings.chat_tokens,
    ))  # fmt: skip
