"""The composed answer: no model, only what the guide and the documents say, every sentence with its number.

The best note is the answer's body. What is left of the 600 characters goes to the next notes, as far as they are
near the best one and say something that was not said yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import prompts
from assistant.answering.citing import Citations
from assistant.answering.draft import LIMIT, Draft, marked
from assistant.answering.question import side_of, stands_alone
from assistant.answering.shape import layer_of
from assistant.answering.statements import Statement, statements
from assistant.language.sentences import sentences
from assistant.language.tokens import word_set
from assistant.retrieval.retriever import Query, Retriever
from assistant.retrieval.units import NoteUnit, PassageUnit
from assistant.types import Answer, AnswerSection, Layer, NoteSection

_NEAR = 0.8
"""A further note must reach this share of the best note's score."""
_MOST_FURTHER = 2
"""Sentences that a further note may add."""
_NEW = 0.25
"""A further sentence must say at least this share of words that were not said yet."""
_MOST_NOTES = 4
_TO_THE_POINT = 0.03
"""A further sentence must say this share of the question's words, by idf."""
_MOST_IN_ALL = 5
"""Further sentences in one answer."""
_UNSAID = 0.5
"""Share of the question's words (by idf) that a sentence of a document must add where the notes left them unsaid."""
_LONGEST_QUOTE = 160
_SHORTEST_SENTENCE = 12
_MOST_SENTENCES = 5
_AGAIN = 0.2
"""What a word counts that was said already, when a document speaks for itself."""
_LEAST_GAIN = 0.08
"""A further sentence of a document must bring this share of the question's words."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A note that speaks in full. With a label, all it says stands under it: one of two halves or sides."""

    unit: NoteUnit
    layer: Layer = ""
    label: str = ""


def opening(answer: Answer, citations: Citations) -> Draft:
    """A draft that begins with the sections of another answer."""
    draft = Draft()
    for section in answer.sections:
        for statement in statements(NoteSection(label=section.label, text=section.text)):
            numbers = tuple(citations.of_answer(answer.citations[mark - 1]) for mark in statement.marks)
            draft.add("role", statement.text, numbers, section.label)
    return draft


def speak(draft: Draft, leads: Sequence[Lead], citations: Citations, *, compared: bool = False) -> None:
    """Let the leading notes speak in full, one for each half of the question, as far as there is room. What `draft`
    says already (a role, a definition) stays in front. With `compared`, what a note says of several documents or
    places stands side by side.
    """
    before = draft.blocks[0].layer if draft.blocks else ""
    share = LIMIT // len(leads) if len(leads) > 1 else LIMIT
    for lead in leads:
        until = draft.size + share
        said = _said(lead.unit)
        sides = _sides(said) if compared and not lead.label else {}
        for section, statement in said:
            layer, label = layer_of(section.label), ""
            if before == "role":
                layer = "related"
            elif before:
                layer = "content"
            elif lead.label:
                layer, label = lead.layer, lead.label
            elif statement in sides:
                layer, label = "side", sides[statement]
            if draft.size < until:
                _say(draft, layer, statement, lead.unit, citations, label)


def sides_of(unit: NoteUnit) -> frozenset[str]:
    """The labels of the documents and places that a note sets side by side; empty for any other note."""
    return frozenset(_sides(_said(unit)).values())


def _said(unit: NoteUnit) -> list[tuple[NoteSection, Statement]]:
    return [(section, statement) for section in _body(unit) for statement in statements(section)]


def _sides(said: Sequence[tuple[NoteSection, Statement]]) -> dict[Statement, str]:
    """The statements below the conclusion that speak of one document or place, with its label; at least two sides."""
    found: dict[Statement, str] = {}
    for section, statement in said:
        label = side_of(statement.text) if layer_of(section.label) != "conclusion" else ""
        if label:
            found[statement] = label
    return found if len(set(found.values())) > 1 else {}


def add_further(
    draft: Draft, query: Query, notes: Sequence[tuple[NoteUnit, float]], best: float, retriever: Retriever,
    citations: Citations, about: Callable[[str], bool],
) -> None:  # fmt: skip
    """What further notes add to the point, as far as they are near the `best` score and say something new; only
    sentences that are `about` the matter.
    """
    total = sum(weight * retriever.idf(word) for word, weight in query.words.items()) or 1.0
    further = 0
    for unit, score in notes[:_MOST_NOTES]:
        if score < _NEAR * best:
            break
        for statement in _by_relevance(query, unit, retriever)[:_MOST_FURTHER]:
            words = word_set(statement.text)
            said = _relevance(query, statement.text, retriever) >= _TO_THE_POINT * total
            said = said and about(statement.text)
            if said and words and len(words - draft.said) >= _NEW * len(words) and further < _MOST_IN_ALL:
                further += 1
                _say(draft, "related", statement, unit, citations)


def fill_gaps(
    draft: Draft, query: Query, passages: Sequence[PassageUnit], retriever: Retriever, citations: Citations
) -> None:
    """Where the notes did not take up what the question names, quote the sentence of a document that does."""
    own = {word: retriever.idf(word) for word, weight in query.words.items() if weight == 1.0}
    unsaid = {word: idf for word, idf in own.items() if word not in draft.said}
    total = sum(own.values())
    if not total or sum(unsaid.values()) < _UNSAID * total:
        return
    best: tuple[float, str, PassageUnit] | None = None
    for unit in passages:
        for sentence in sentences(unit.passage.text):
            if 12 <= len(sentence) <= _LONGEST_QUOTE:
                words = word_set(sentence)
                gain = sum(idf for word, idf in unsaid.items() if word in words)
                if gain >= _UNSAID * total and (best is None or gain > best[0]):
                    best = (gain, sentence, unit)
    if best is None:
        return
    _, sentence, unit = best
    quote = sentence.rstrip("\u3002")
    said = prompts.text("answer/messages", "document_says", quote=quote)
    number = citations.of_passage(unit, quote) if draft.fits(said, 1) else None
    if number is not None:
        draft.add("related", said, (number,))


def _body(unit: NoteUnit) -> list[NoteSection]:
    return [section for section in unit.note.sections if layer_of(section.label) not in ("", "wording")]


def how_to_say(unit: NoteUnit, citations: Citations) -> AnswerSection | None:
    """How an official could put it, where the note has it."""
    section = next((one for one in unit.note.sections if layer_of(one.label) == "wording"), None)
    if section is None:
        return None
    said = statements(section)
    numbers = tuple(dict.fromkeys(citations.of_note(unit, mark) for s in said for mark in s.marks))
    text = "".join(statement.text for statement in said)
    return AnswerSection(label=section.label, text=marked(text, numbers), citations=numbers, layer="wording")


def _say(
    draft: Draft, layer: Layer, statement: Statement, unit: NoteUnit, citations: Citations, label: str = ""
) -> None:
    if statement.marks and draft.fits(statement.text, len(statement.marks)):
        numbers = tuple(dict.fromkeys(citations.of_note(unit, mark) for mark in statement.marks))
        draft.add(layer, statement.text, numbers, label)


def _by_relevance(query: Query, unit: NoteUnit, retriever: Retriever) -> list[Statement]:
    """Statements of a further note that can stand alone, by how much of the question they say."""
    found = [statement for section in _body(unit) for statement in statements(section)]
    alone = [s for s in found if not s.item and s.text.endswith("\u3002") and stands_alone(s.text)]
    return sorted(alone, key=lambda s: -_relevance(query, s.text, retriever))


def _relevance(query: Query, text: str, retriever: Retriever) -> float:
    words = word_set(text)
    return sum(weight * retriever.idf(word) for word, weight in query.words.items() if word in words)


def from_passages(
    query: Query, passages: Sequence[PassageUnit], retriever: Retriever, citations: Citations
) -> Draft:
    """An answer out of the documents' own sentences, verbatim: each next one says most of what is still unsaid."""
    draft = Draft()
    own = {word: weight * retriever.idf(word) for word, weight in query.words.items()}
    total = sum(own.values()) or 1.0
    left = [
        (sentence, word_set(sentence), unit)
        for unit in passages
        for sentence in sentences(unit.passage.text)
        if len(sentence) >= _SHORTEST_SENTENCE
    ]
    while left and len(draft.said_sentences) < _MOST_SENTENCES:
        gains = [
            sum(idf * (_AGAIN if word in draft.said else 1.0) for word, idf in own.items() if word in words)
            for _, words, _ in left
        ]
        best = max(range(len(left)), key=lambda i: (gains[i], -i))
        sentence, words, unit = left.pop(best)
        new = sum(idf for word, idf in own.items() if word in words and word not in draft.said)
        if new < _LEAST_GAIN * total:
            break
        number = citations.of_passage(unit, sentence) if draft.fits(sentence, 1) else None
        if number is not None:
            layer: Layer = "conclusion" if not draft.blocks else "content"
            draft.add(layer, sentence if sentence.endswith("\u3002") else f"{sentence}\u3002", (number,))
    return draft
