"""What retrieval sees for the fitting questions, laid out once as arrays, so that thousands of weights can be tried.

Only whole questions are laid out: the halves of a two-half question are looked up with the same weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.shape import layer_of
from assistant.app import Assistant
from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze
from assistant.retrieval.fusion import NOTE_CHANNELS, PASSAGE_CHANNELS
from assistant.retrieval.retriever import Retriever
from eval.matching import bears
from eval.metrics.key_facts import said
from eval.questions import Question

OWN_CHANNELS = tuple(name for name in PASSAGE_CHANNELS if name != "notes")
"""Channels of passages that do not come from notes."""

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Q questions, padded to N notes and P passages each, F key facts and E places of evidence."""

    notes: Floats
    """(Q, N, note channels) raw scores."""
    passages: Floats
    """(Q, P, own channels) raw scores."""
    grounds: Integers
    """(pairs, 3): question, passage and note that stands on it."""
    sizes: Integers
    """(Q, P) characters."""
    places: Booleans
    """(Q, P, E): the passage bears the place."""
    wanted: Booleans
    """(Q, E): the question has such a place."""
    every: Booleans
    """(Q,): all places are needed."""
    facts: Booleans
    """(Q, N, F): the note says the fact; facts that a question does not have are said by all."""
    note_there: Booleans
    """(Q, N): not padding."""
    passage_there: Booleans
    """(Q, P): not padding."""

    def of(self, rows: Sequence[int]) -> Tables:
        """The tables of some of the questions."""
        picked = np.asarray(rows, dtype=np.int64)
        place = np.full(len(self.notes), -1, dtype=np.int64)
        place[picked] = np.arange(len(picked))
        grounds = self.grounds[place[self.grounds[:, 0]] >= 0].copy()
        grounds[:, 0] = place[grounds[:, 0]]
        return Tables(
            notes=self.notes[picked], passages=self.passages[picked], grounds=grounds, sizes=self.sizes[picked],
            places=self.places[picked], wanted=self.wanted[picked], every=self.every[picked],
            facts=self.facts[picked], note_there=self.note_there[picked], passage_there=self.passage_there[picked],
        )  # fmt: skip


def lay_out(assistant: Assistant, retriever: Retriever, questions: Sequence[Question]) -> Tables:
    """The tables of `questions`, all answerable, as `retriever` sees them (its synonym weight counts)."""
    seen = [
        retriever.channels(retriever.query(question.question, assistant.glossary.expand(question.question)))
        for question in questions
    ]
    notes = assistant.generation.notes
    note_rows = [sorted({u for scores in found.values() for u in scores if u in notes}) for found in seen]
    passage_rows = [_passage_rows(assistant, found, rows) for found, rows in zip(seen, note_rows, strict=True)]
    count, n, p = len(questions), max(map(len, note_rows)), max(map(len, passage_rows))
    e = max(len(question.evidence) for question in questions)
    f = max(len(question.key_facts) for question in questions)
    tables = Tables(
        notes=np.zeros((count, n, len(NOTE_CHANNELS))), passages=np.zeros((count, p, len(OWN_CHANNELS))),
        grounds=_grounds(assistant, note_rows, passage_rows), sizes=np.zeros((count, p), dtype=np.int64),
        places=np.zeros((count, p, e), dtype=np.bool_), wanted=np.zeros((count, e), dtype=np.bool_),
        every=np.array([question.evidence_mode == "all" for question in questions]),
        facts=np.ones((count, n, f), dtype=np.bool_), note_there=np.zeros((count, n), dtype=np.bool_),
        passage_there=np.zeros((count, p), dtype=np.bool_),
    )  # fmt: skip
    texts = {note_id: _spoken(assistant, note_id) for note_id in notes}
    for q, question in enumerate(questions):
        tables.wanted[q, : len(question.evidence)] = True
        _fill_notes(tables, q, question, note_rows[q], seen[q], texts)
        _fill_passages(tables, q, question, passage_rows[q], seen[q], assistant)
    return tables


def _passage_rows(assistant: Assistant, seen: Mapping[str, Mapping[str, float]], notes: Sequence[str]) -> list[str]:
    passages = assistant.generation.passages
    found = {unit for scores in seen.values() for unit in scores if unit in passages}
    for note_id in notes:
        found |= {ground.passage_id for ground in assistant.generation.notes[note_id].grounds if ground}
    return sorted(found)


def _grounds(assistant: Assistant, notes: Sequence[Sequence[str]], passages: Sequence[Sequence[str]]) -> Integers:
    rows = []
    for q, (note_ids, passage_ids) in enumerate(zip(notes, passages, strict=True)):
        place = {unit: i for i, unit in enumerate(passage_ids)}
        for n, note_id in enumerate(note_ids):
            grounds = assistant.generation.notes[note_id].grounds
            rows += [(q, place[ground.passage_id], n) for ground in grounds if ground]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def _spoken(assistant: Assistant, note_id: str) -> str:
    """What a note says in an answer: all but the section that suggests how to put it."""
    sections = assistant.generation.notes[note_id].note.sections
    return "".join(plain(section.text) for section in sections if layer_of(section.label) != "wording")


def _fill_notes(
    tables: Tables, q: int, question: Question, rows: Sequence[str], seen: Mapping[str, Mapping[str, float]],
    texts: Mapping[str, str],
) -> None:  # fmt: skip
    tables.note_there[q, : len(rows)] = True
    for n, note_id in enumerate(rows):
        tables.notes[q, n] = [seen[channel].get(note_id, 0.0) for channel in NOTE_CHANNELS]
        facts = said(question, texts[note_id])
        tables.facts[q, n, : len(facts)] = facts


def _fill_passages(
    tables: Tables, q: int, question: Question, rows: Sequence[str], seen: Mapping[str, Mapping[str, float]],
    assistant: Assistant,
) -> None:  # fmt: skip
    tables.passage_there[q, : len(rows)] = True
    for p, passage_id in enumerate(rows):
        passage = assistant.generation.passages[passage_id].passage
        text = squeeze(passage.text)
        tables.passages[q, p] = [seen[channel].get(passage_id, 0.0) for channel in OWN_CHANNELS]
        tables.sizes[q, p] = len(passage.text)
        for e, item in enumerate(question.evidence):
            tables.places[q, p, e] = item.document == passage.document_id and bears(text, item)
