"""Everything wired once: settings → the served index → answers. Surfaces hold one `Assistant` and nothing else."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.generation import CURRENT, Generation, open_current
from assistant.answering.definition import Definition
from assistant.answering.service import Answering, Expand, check_question
from assistant.errors import IndexMismatch
from assistant.guard.gate import Gate, public_names
from assistant.knowledge.catalog import Catalog, read_catalog
from assistant.knowledge.glossary import Glossary, load_glossary
from assistant.knowledge.roles import RoleTable, load_roles
from assistant.resources import corpus_root
from assistant.retrieval.fusion import fitted_weights
from assistant.retrieval.protocols import Embedder, Reranker
from assistant.retrieval.retriever import Retriever
from assistant.roles.grounds import Grounds
from assistant.roles.service import Roles
from assistant.settings import STATIC_EMBEDDING, Settings
from assistant.types import Answer, Document, Evidence, Mode, NoteSource

if TYPE_CHECKING:
    from assistant.answering.generate import Comparison
    from assistant.dialogue import Dialogue

log = logging.getLogger("renkei")


class Assistant:
    """renkei over the current generation of the index; a new generation is taken up between two questions."""

    def __init__(self, settings: Settings) -> None:
        """
        Raises:
            IndexMissing, IndexMismatch, IndexDamaged: there is no index that this installation can serve.
            ModelError: a configured model cannot be loaded.
        """
        self.settings = settings
        root = corpus_root()
        self.catalog: Catalog = read_catalog(root / "catalog.toml")
        self.glossary: Glossary = load_glossary(root / "glossary.yaml")
        self._role_table = load_roles(root / "roles.yaml")
        self._reranker = _reranker(settings)
        self._swap = threading.Lock()
        self._served = self._open()

    @cached_property
    def dialogue(self) -> Dialogue:
        """Generated answers, conversations and everything that is kept in the database."""
        # LangChain and SQLAlchemy take a second to import, which a plain question need not wait for
        from assistant.dialogue import Dialogue

        return Dialogue(self.settings, self._current)

    @property
    def generation(self) -> Generation:
        """The generation that is being served."""
        return self._served.generation

    @property
    def embedder(self) -> Embedder:
        """The embedder of the served generation."""
        return self._served.embedder

    @property
    def retriever(self) -> Retriever:
        """The retriever of the served generation."""
        return self._served.retriever

    def answering_with(
        self, retriever: Retriever, *, expand: Expand | None = None, kind: type[Answering] = Answering
    ) -> Answering:
        """What answers from the served generation with other parts: for the evaluation."""
        return self._served.answering_with(retriever, expand=expand, kind=kind)

    @property
    def newest_year(self) -> int | None:
        """Year of the newest document, as far as years are known."""
        return self._served.newest_year

    def ask(
        self, question: str, *, conversation_id: str = "", mode: Mode = "extractive", who: str = ""
    ) -> Answer:
        """The answer to `question`, which is masked and judged first; nothing is kept of it (see
        `dialogue.exchange`). `who` is counted in the mode `generated`.

        Raises:
            QuestionError: the question is empty or too long.
        """
        self._take_up_new_generation()
        question = check_question(question)
        admission = self._served.gate.admit(question)
        if not admission.admitted:
            return admission.refusal(mode, conversation_id)
        if mode == "generated":
            answer = self.dialogue.ask(admission.question, conversation_id=conversation_id, who=who)
        else:
            answer = self._served.answering.ask(admission.question, conversation_id=conversation_id, mode=mode)
        return admission.annotated(answer)

    def compare(self, question: str, *, who: str = "") -> Comparison:
        """`question`, masked and judged first, answered both ways: worded by the model, and with quotations only.

        Raises:
            QuestionError: the question is empty or too long.
        """
        # LangChain takes a second to import, which a plain question need not wait for
        from assistant.answering.generate import Comparison

        self._take_up_new_generation()
        admission = self._served.gate.admit(check_question(question))
        if not admission.admitted:
            refusal = admission.refusal("extractive", "")
            return Comparison(generated=refusal, extractive=refusal)
        both = self.dialogue.compare(admission.question, who=who)
        return Comparison(
            generated=admission.annotated(both.generated), extractive=admission.annotated(both.extractive)
        )

    @property
    def roles(self) -> Roles:
        """Roles with the citations of the current generation."""
        self._take_up_new_generation()
        return self._served.roles

    def role(self, name: str, task: str | None = None, scheme: str | None = None) -> Answer:
        """What the actor `name` has to do, or the answer to a question about roles; in one task and scheme where they
        are given, by any of their names. An unknown actor gets `no_evidence` and the nearest three as suggestions.

        Raises:
            QuestionError: `name` is empty or too long.
            UsageError: there is no such task or scheme.
        """
        roles = self.roles
        return roles.answer(roles.read([name], task, scheme))

    def evidence(self, question: str) -> tuple[Evidence, ...]:
        """Source passages for `question`, best first, answerable or not."""
        self._take_up_new_generation()
        return self._served.answering.evidence(question)

    def document(self, document_id: str) -> Document:
        """What is known of a document: as indexed, or from the catalogue where it is not installed."""
        return self._served.document(document_id)

    def degraded(self) -> str:
        """Why the newest generation is not the served one, or nothing."""
        current = _read(self.settings.index / CURRENT)
        return "" if current == self._served.generation.folder.name else current

    def refresh(self) -> None:
        """Take up a new generation now, so that no question has to wait for it."""
        self._take_up_new_generation()

    def _current(self) -> _Served:
        self._take_up_new_generation()
        return self._served

    def _take_up_new_generation(self) -> None:
        current = _read(self.settings.index / CURRENT)
        if current in ("", self._served.seen) or not self._swap.acquire(blocking=False):
            return
        try:
            self._served = self._open()
        except Exception:  # whatever is wrong with the new one, the old one goes on serving
            log.exception("generation %s cannot be served; %s goes on", current, self._served.seen)
            self._served.seen = current
        finally:
            self._swap.release()

    def _open(self) -> _Served:
        seen = _read(self.settings.index / CURRENT)
        generation = open_current(self.settings.index)
        return _Served(generation, self._embedder(generation), self.catalog, self.glossary, self._role_table,
                       self._reranker, seen)  # fmt: skip

    def _embedder(self, generation: Generation) -> Embedder:
        manifest = generation.manifest
        built_static = bool(manifest.static_model)
        if built_static != (self.settings.embedding == STATIC_EMBEDDING):
            raise IndexMismatch(
                f"the index was built with {manifest.embedder}, RENKEI_EMBEDDING is {self.settings.embedding}",
                built=manifest.embedder, configured=self.settings.embedding,
            )  # fmt: skip
        embedder: Embedder
        if built_static:
            from assistant.adapters.static_vectors import StaticEmbedder

            embedder = StaticEmbedder(self.settings.data / manifest.static_model)
        else:
            from assistant.adapters.transformer import TransformerEmbedder

            embedder = TransformerEmbedder(
                self.settings.embedding, query_prefix=self.settings.embedding_query_prefix,
                document_prefix=self.settings.embedding_document_prefix,
            )  # fmt: skip
        if embedder.fingerprint != manifest.embedder or embedder.dimension != manifest.dimension:
            raise IndexMismatch(
                f"the index was built with {manifest.embedder}, configured is {embedder.fingerprint}",
                built=manifest.embedder, configured=embedder.fingerprint,
            )  # fmt: skip
        return embedder


class _Served:
    """One generation with what reads it."""

    def __init__(
        self, generation: Generation, embedder: Embedder, catalog: Catalog, glossary: Glossary, table: RoleTable,
        reranker: Reranker | None, seen: str,
    ) -> None:  # fmt: skip
        self.generation = generation
        self.gate = Gate(public_names(unit.note for unit in generation.notes.values()))
        self.embedder = embedder
        self.seen = seen
        self._catalog = catalog
        self.retriever = Retriever(
            notes=generation.notes, passages=generation.passages, lexical=generation.lexical,
            vectors=generation.vectors, embedder=embedder, weights=fitted_weights(), reranker=reranker,
        )  # fmt: skip
        self.newest_year = self._newest_year()
        self._grounds = Grounds(generation.passages, generation.holds, self.document)
        self._glossary = glossary
        self.roles = Roles(table, self._grounds)
        self.answering = self.answering_with(self.retriever)

    def _newest_year(self) -> int | None:
        """Year of the newest document that the guide or the installation holds, as far as years are known."""
        cited = {source.document_id for unit in self.generation.notes.values() for source in unit.note.sources}
        years = [self.document(document_id).year for document_id in cited | set(self.generation.documents)]
        known = [year for year in years if year is not None]
        return max(known, default=None)

    def answering_with(
        self, retriever: Retriever, *, expand: Expand | None = None, kind: type[Answering] = Answering
    ) -> Answering:
        """Answers from this generation through another retriever, without synonyms, or of another kind: for trials."""
        generation = self.generation
        return kind(
            retriever=retriever, notes=generation.notes, passages=generation.passages, document=self.document,
            holds=generation.holds, expand=expand or self._glossary.expand, define=self.define,
            role_of=self.roles.lead, newest=self.newest_year,
        )  # fmt: skip

    def define(self, term: str) -> Definition | None:
        """What the glossary says of `term`, where it is a name there and a place is known for it."""
        entry = next((one for one in self._glossary.find(term) if one.is_called(term)), None)
        if entry is None or entry.source is None:
            return None
        source = NoteSource(document_id=entry.source.document_id, section="", anchor=entry.source.anchor)
        return Definition(names=entry.names, text=entry.definition, source=source, ground=self._grounds.of(source))

    def document(self, document_id: str) -> Document:
        indexed = self.generation.documents.get(document_id)
        known = self._catalog.document(document_id)
        # an index that was built before the catalogue had it knows no short title
        return replace(indexed.document, short=known.short) if indexed else known


def _reranker(settings: Settings) -> Reranker | None:
    if not settings.reranker:
        return None
    from assistant.adapters.transformer import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""

