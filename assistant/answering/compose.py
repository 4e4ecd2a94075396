"""The composed answer: no model, only what the guide and the documents say, every sentence with its number.

The best note is the answer's body. What is left of the 600 characters goes to the next notes, as far as they are
near the best one and say something that was not said yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import prompts
from assistant.answering.citing import Citations
from assistant.answering.question import stands_alone
from assistant.answering.statements import Statement, section_named, statements
from assistant.language.sentences import sentences
from assistant.language.tokens import word_set
from assistant.retrieval.retriever import Query, Retriever
from assistant.retrieval.units import NoteUnit, PassageUnit
from assistant.types import Answer, AnswerSection, NoteSection

LIMIT = 600
"""Characters of a composed answer, marks included."""
_NEAR = 0.7
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
_UNSAID = 0.3
"""Share of the question's words (by idf) that a sentence of a document must add where the notes left them unsaid."""
_LONGEST_QUOTE = 160
_SHORTEST_SENTENCE = 12
_MOST_SENTENCES = 5
_AGAIN = 0.2
"""What a word counts that was said already, when a document speaks for itself."""
_LEAST_GAIN = 0.08
"""A further sentence of a document must bring this share of the question's words."""


@dataclass(slots=True)
class Draft:
    """An answer under way: labelled sections of (text, citation numbers), and the words said so far."""

    sections: list[tuple[str, list[tuple[str, tuple[int, ...]]]]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    said_sentences: list[str] = field(default_factory=list)
    size: int = 0

    def fits(self, text: str, marks: int) -> bool:
        """Whether a sentence with `marks` citations still fits; asked before the citations get their numbers."""
        return self.size + len(text) + marks * len("[10]") <= LIMIT

    def add(self, label: str, text: str, numbers: tuple[int, ...]) -> None:
        """Add a sentence under `label`."""
        if not self.sections or self.sections[-1][0] != label:
            self.sections.append((label, []))
        self.sections[-1][1].append((text, numbers))
        self.size += len(_marked(text, numbers))
        self.said.update(word_set(text))
        self.said_sentences.append(text)

    def text(self) -> str:
        """The answer as running text."""
        return "".join(_marked(text, numbers) for _, said in self.sections for text, numbers in said)

    def finished(self) -> tuple[AnswerSection, ...]:
        """The labelled sections; list items keep their lines."""
        return tuple(
            AnswerSection(
                label=label,
                text="\n".join(_marked(text, numbers) for text, numbers in said),
                citations=tuple(dict.fromkeys(n for _, numbers in said for n in numbers)),
            )
            for label, said in self.sections
        )


def _marked(text: str, numbers: tuple[int, ...]) -> str:
    return text + "".join(f"[{number}]" for number in numbers)


def opening(answer: Answer, citations: Citations) -> Draft:
    """A draft that begins with the sections of another answer."""
    draft = Draft()
    for section in answer.sections:
        for statement in statements(NoteSection(label=section.label, text=section.text)):
            numbers = tuple(citations.of_answer(answer.citations[mark - 1]) for mark in statement.marks)
            draft.add(section.label, statement.text, numbers)
    return draft


def from_notes(
    query: Query, notes: Sequence[tuple[NoteUnit, float]], leads: int, retriever: Retriever, citations: Citations,
    draft: Draft | None = None,
) -> Draft:  # fmt: skip
    """An answer out of ranked notes. The first `leads` of them (one for each half of the question) speak in full,
    as far as there is room; the others add what is new. What `draft` says already stays in front.
    """
    draft = draft or Draft()
    begun = bool(draft.sections)
    labels = prompts.load("answer/labels")
    share = LIMIT // leads if leads > 1 else LIMIT
    for unit, _ in notes[:leads]:
        until = draft.size + share
        for section in _body(unit):
            for statement in statements(section):
                if draft.size < until:
                    label = labels["related_points"] if begun else section.label
                    _say(draft, label, statement, unit, citations)
    best = notes[0][1]
    total = sum(weight * retriever.idf(word) for word, weight in query.words.items()) or 1.0
    further = 0
    for unit, score in notes[leads : leads + _MOST_NOTES]:
        if score < _NEAR * best:
            break
        for statement in _by_relevance(query, unit, retriever)[:_MOST_FURTHER]:
            words = word_set(statement.text)
            said = _relevance(query, statement.text, retriever) >= _TO_THE_POINT * total
            if said and words and len(words - draft.said) >= _NEW * len(words) and further < _MOST_IN_ALL:
                further += 1
                _say(draft, labels["related_points"], statement, unit, citations)
    return draft


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
        draft.add(prompts.load("answer/labels")["related_points"], said, (number,))


def _body(unit: NoteUnit) -> list[NoteSection]:
    labels = prompts.load("answer/labels")
    wanted = (labels["conclusion"], labels["reason"], labels["content"])
    return [section for section in unit.note.sections if section.label in wanted]


def how_to_say(unit: NoteUnit, citations: Citations) -> AnswerSection | None:
    """How an official could put it, where the note has it."""
    section = section_named(unit.note, prompts.load("answer/labels")["how_to_say"])
    if section is None:
        return None
    said = statements(section)
    numbers = tuple(dict.fromkeys(citations.of_note(unit, mark) for s in said for mark in s.marks))
    text = "".join(statement.text for statement in said)
    return AnswerSection(label=section.label, text=_marked(text, numbers), citations=numbers)


def _say(draft: Draft, label: str, statement: Statement, unit: NoteUnit, citations: Citations) -> None:
    if statement.marks and draft.fits(statement.text, len(statement.marks)):
        numbers = tuple(dict.fromkeys(citations.of_note(unit, mark) for mark in statement.marks))
        draft.add(label, statement.text, numbers)


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
    labels = prompts.load("answer/labels")
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
            label = labels["conclusion"] if not draft.sections else labels["content"]
            draft.add(label, sentence if sentence.endswith("\u3002") else f"{sentence}\u3002", (number,))
    return draft
