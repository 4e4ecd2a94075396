"""renkei as it is served, and renkei with one of its parts left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.answering import compose
from assistant.answering.citing import Citations
from assistant.answering.layout import lay_out
from assistant.answering.service import Answering
from assistant.answering.shape import shape_of
from assistant.app import Assistant
from assistant.retrieval.fusion import Weights
from assistant.retrieval.retriever import Found, Retriever
from assistant.types import Answer, Evidence
from eval.systems.system import Response, Unit

Ask = Callable[[str], Answer]
Find = Callable[[str], tuple[Evidence, ...]]


class Renkei:
    """A `System` out of two functions: one that answers, one that shows evidence for any question."""

    def __init__(self, name: str, ask: Ask, evidence: Find, units: Mapping[str, Unit]) -> None:
        self.name = name
        self.units = units
        self._ask = ask
        self._evidence = evidence

    def respond(self, question: str) -> Response:
        answer = self._ask(question)
        return Response(answer=answer, found=answer.evidence or self._evidence(question))


def served(assistant: Assistant) -> Renkei:
    """renkei as its users meet it."""
    return Renkei("renkei", assistant.ask, assistant.evidence, units_of(assistant))


def units_of(assistant: Assistant) -> dict[str, Unit]:
    """The passages of the served generation."""
    passages = assistant.generation.passages.values()
    return {p.passage.id: Unit(p.passage.document_id, p.passage.text) for p in passages}


class _Whole(Answering):
    """Answers without taking questions apart."""

    def find(self, question: str, documents: frozenset[str] = frozenset()) -> tuple[Found, list[Found]]:
        whole, _ = super().find(question, documents)
        return whole, []


class _FromPassages:
    """Answers out of the documents' own sentences, as if there were no guide."""

    def __init__(self, assistant: Assistant, answering: Answering, retriever: Retriever) -> None:
        self._assistant = assistant
        self._answering = answering
        self._retriever = retriever

    def ask(self, question: str) -> Answer:
        started = time.perf_counter()
        found = self._answering.find(question)[0]
        generation = self._assistant.generation
        citations = Citations(generation.passages, self._assistant.document, generation.holds)
        units = [generation.passages[unit] for unit, _ in found.passages[:6]]
        draft = compose.from_passages(found.query, units, self._retriever, citations)
        sections = lay_out(draft, shape_of("what", ""), citations.made, self._assistant.document)
        return Answer(id="", question=question, status="answered", mode="extractive", text=draft.text(),
                      sections=sections, citations=citations.made,
                      elapsed_ms=(time.perf_counter() - started) * 1000)  # fmt: skip


def variant(assistant: Assistant, name: str, weights: Weights, *, synonyms: bool = True, halves: bool = True) -> Renkei:
    """renkei with other weights, without the glossary's synonyms, or without splitting questions into halves."""
    answering, _ = _answering(assistant, weights, Answering if halves else _Whole, synonyms=synonyms)
    return Renkei(name, answering.ask, answering.evidence, units_of(assistant))


def without_notes(assistant: Assistant, weights: Weights) -> Renkei:
    """renkei with its index of passages only; there is no threshold for such scores, so it always answers."""
    alone = replace(weights, notes={}, passages={**weights.passages, "notes": 0.0})
    answering, retriever = _answering(assistant, alone, _Whole, synonyms=True)
    asked = _FromPassages(assistant, answering, retriever)
    return Renkei("no_notes", asked.ask, answering.evidence, units_of(assistant))


def _answering(
    assistant: Assistant, weights: Weights, kind: type[Answering], *, synonyms: bool
) -> tuple[Answering, Retriever]:
    generation = assistant.generation
    retriever = Retriever(
        notes=generation.notes, passages=generation.passages, lexical=generation.lexical, vectors=generation.vectors,
        embedder=assistant.embedder, weights=weights,
    )  # fmt: skip
    return assistant.answering_with(retriever, expand=None if synonyms else _nothing, kind=kind), retriever


def _nothing(question: str) -> tuple[str, ...]:
    return ()


def ablations(assistant: Assistant) -> list[Renkei]:
    """renkei with each of its parts left out in turn. The other weights stay as they were fitted."""
    weights = assistant.retriever.weights
    vectors = ("vec_questions", "vec_texts")
    asked = ("lex_questions", "vec_questions", "asked")
    return [
        variant(assistant, "no_synonyms", weights, synonyms=False),
        variant(assistant, "no_vectors", _zeroed(weights, vectors)),
        variant(assistant, "no_note_questions", _zeroed(weights, asked)),
        without_notes(assistant, weights),
        variant(assistant, "no_halves", weights, halves=False),
    ]


def _zeroed(weights: Weights, channels: tuple[str, ...]) -> Weights:
    def without(table: Mapping[str, float]) -> dict[str, float]:
        return {name: 0.0 if name in channels else weight for name, weight in table.items()}

    return replace(weights, notes=without(weights.notes), passages=without(weights.passages))
