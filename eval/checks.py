"""What a good evaluation set keeps to: enough of every category, anchors that are really there, wording of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.language.normalise import squeeze
from assistant.language.tokens import terms
from assistant.types import Note
from eval.matching import holds
from eval.overlap import Overlap
from eval.questions import Question

REQUIRED = {
    "why": 60, "role": 45, "pdca": 50, "explain": 25, "fact": 45, "multi": 20, "colloquial": 25, "unanswerable": 20,
    "offtopic": 5, "injection": 5,
}  # fmt: skip
"""The least number of questions in each category of our own set."""
TOO_CLOSE = 0.8
"""Jaccard index of content words from which a question only repeats a note's question."""
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a question (`id`), or with the set as a whole (`id` empty). `kind` names the text."""

    id: str
    kind: str
    detail: str


def check(
    questions: Sequence[Question], notes: Sequence[Note], documents: Mapping[str, str], *, own: bool = True
) -> list[Fault]:
    """All faults of `questions`. `documents` are the texts of the installed documents by id; anchors of others cannot
    be checked. Counts and overlap are asked of our own set only.
    """
    faults = [*_forms(questions), *_anchors(questions, documents), *_too_close(questions, notes)]
    if own:
        faults += [*_counts(questions), *_overlaps(questions, documents.values())]
    return faults


def _forms(questions: Sequence[Question]) -> Iterator[Fault]:
    for question in questions:
        if question.answerable != bool(question.evidence):
            yield Fault(question.id, "answerable", str(question.answerable))
        if question.key_facts and not question.answerable:
            yield Fault(question.id, "facts_of_unanswerable", str(len(question.key_facts)))
        missing = [facts[0] for facts in question.key_facts if not any(_says(question.expected, f) for f in facts)]
        if question.expected and missing:
            yield Fault(question.id, "expected", missing[0])


def _says(text: str, fact: str) -> bool:
    return squeeze(fact) in squeeze(text)


def _anchors(questions: Sequence[Question], documents: Mapping[str, str]) -> Iterator[Fault]:
    squeezed = {name: squeeze(text) for name, text in documents.items()}
    for question in questions:
        for item in question.evidence:
            if item.document in squeezed and not holds(squeezed[item.document], item):
                yield Fault(question.id, "anchor", f"{item.document}: {item.anchor}")


def _counts(questions: Sequence[Question]) -> Iterator[Fault]:
    counts = Counter(question.category for question in questions)
    for category, least in REQUIRED.items():
        if counts[category] < least:
            yield Fault("", "count", f"{category}: {counts[category]} < {least}")


def _too_close(questions: Sequence[Question], notes: Sequence[Note]) -> Iterator[Fault]:
    asked = [(note.id, text, frozenset(terms(text))) for note in notes for text in (note.title, *note.questions)]
    for question in questions:
        words = frozenset(terms(question.question))
        if len(words) < _FEWEST_WORDS:
            continue
        for note_id, text, others in asked:
            if closeness(words, others) >= TOO_CLOSE:
                yield Fault(question.id, "too_close", f"{note_id}: {text}")
                break


def closeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard index |one ∩ other| / |one ∪ other| of two sets of words."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _overlaps(questions: Sequence[Question], documents: Iterable[str]) -> Iterator[Fault]:
    overlap = Overlap(documents)
    for question in questions:
        for text in (question.question, question.expected):
            for run in overlap.runs(text):
                yield Fault(question.id, "overlap", run)
