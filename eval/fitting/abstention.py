"""When to say that the documents do not hold it: a regression over the features of confidence.py, and a threshold.

Answerable questions (of the development set and of abstention_dev.jsonl) stand against three kinds of others:
unanswerable and off-topic ones of the development set, those of abstention_dev.jsonl, and each answerable question once
more with the passages that hold its evidence, and every note that stands on them or says its key facts, taken away. The
last kind counts little: near-duplicates in other documents may still answer it. Each answerable question is also asked
as if the guide knew nothing of the documents that answer it, which is how an installation's own documents look; that
one is answerable, and counts less than the first. Instructions slipped into a question are the guard's to find: such
questions are left out.

Weights keep the sign that their feature must have: what is found speaks for an answer, what is missing against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.confidence import FEATURES, SIGNS, features
from assistant.app import Assistant
from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze
from assistant.retrieval.retriever import Retriever
from eval.fitting.folds import FOLDS, folds
from eval.fitting.logistic import fit_signed
from eval.fitting.tables import Booleans, Floats
from eval.matching import bears
from eval.metrics.abstention import Abstention
from eval.metrics.key_facts import all_said, said
from eval.questions import Question

HELD_OUT_WEIGHT = 0.05
"""How much a question without its evidence counts."""
UNGUIDED_WEIGHT = 0.3
"""How much a question counts whose documents the guide does not know."""
MOST_REFUSED = 0.01
"""At most this share of answerable development questions may be refused, cross-validated: new questions fare worse by
far (at 3 % here, 11 % of those of abstention_holdout.jsonl were refused)."""
RIDGE = 3.0
_SIGNS = tuple(SIGNS.values())
_REPEATS = 4
_AS_GOOD = 0.02
"""F1 is flat about its best: within this of it, the threshold counts that finds most of what cannot be answered."""
_FOR_THE_GUARD = "injection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Features of all questions, what they are, and the fold of each."""

    features: Floats
    answerable: Booleans
    importance: Floats
    fold: Sequence[int]
    judged: Booleans
    """Questions as they are asked: they choose the threshold; those with something taken away do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights by feature with `bias`, the threshold, and the cross-validated shares at it."""

    weights: Mapping[str, float]
    threshold: float
    measured: Abstention


def sample(
    assistant: Assistant, retriever: Retriever, questions: Sequence[Question], more: Sequence[Question]
) -> Sample:
    """Look every question up. `questions` are the development set; `more` are further ones of both kinds."""
    asked = [question for question in (*questions, *more) if question.category != _FOR_THE_GUARD]
    answerable = [question for question in asked if question.answerable]
    rows = [_features(assistant, retriever, question) for question in asked]
    rows += [_features(assistant, retriever, q, _without_evidence(assistant, q)) for q in answerable]
    rows += [_features(assistant, retriever, q, _without_guide(assistant, q)) for q in answerable]
    fold_of = {question.id: fold for question, fold in zip(asked, folds(asked), strict=True)}
    n = len(answerable)
    return Sample(
        features=np.array(rows),
        answerable=np.array([question.answerable for question in asked] + [False] * n + [True] * n),
        importance=np.array([1.0] * len(asked) + [HELD_OUT_WEIGHT] * n + [UNGUIDED_WEIGHT] * n),
        fold=[fold_of[question.id] for question in (*asked, *answerable, *answerable)],
        judged=np.array([True] * len(asked) + [False] * 2 * n),
    )


def _features(
    assistant: Assistant, retriever: Retriever, question: Question, keep: Callable[[str], bool] | None = None
) -> list[float]:
    text = question.question
    found = retriever.find(retriever.query(text, assistant.glossary.expand(text)), keep)
    seen = features(found, retriever, assistant.newest_year)
    return [seen[name] for name in FEATURES]


def _without_evidence(assistant: Assistant, question: Question) -> Callable[[str], bool]:
    """Keeps every unit that does not hold the question's evidence or say its key facts."""
    generation = assistant.generation
    gone = {
        passage_id
        for passage_id, unit in generation.passages.items()
        if any(
            item.document == unit.passage.document_id and bears(squeeze(unit.passage.text), item)
            for item in question.evidence
        )
    }
    for note_id, note in generation.notes.items():
        text = "".join(plain(section.text) for section in note.note.sections)
        says = bool(question.key_facts) and bool(all_said(said(question, text)))
        if says or any(ground and ground.passage_id in gone for ground in note.grounds):
            gone.add(note_id)
    return lambda unit: unit not in gone


def _without_guide(assistant: Assistant, question: Question) -> Callable[[str], bool]:
    """Keeps every passage, and the notes that stand on none of the documents that answer the question."""
    documents = {item.document for item in question.evidence}
    notes = assistant.generation.notes.items()
    gone = {key for key, unit in notes if any(source.document_id in documents for source in unit.note.sources)}
    return lambda unit: unit not in gone


def fit_abstention(found: Sample, *, share_unanswerable: float, seed: int) -> Fitted:
    """Fit on all of `found`; the threshold and what is measured come from questions that were not fitted on.

    `share_unanswerable` is the share of unanswerable questions that the F1 is reckoned for, so that their number in
    the fitting set does not matter.
    """
    chances = _out_of_fold(found, seed)
    positive = chances[:, found.answerable & found.judged]
    negative = chances[:, ~found.answerable & found.judged]
    threshold, measured = _best(positive, negative, share_unanswerable)
    model = fit_signed(found.features, found.answerable, found.importance, _SIGNS, ridge=RIDGE)
    weights = dict(zip(FEATURES, map(float, model.weights), strict=True))
    return Fitted(weights={"bias": model.bias, **weights}, threshold=threshold, measured=measured)


def _out_of_fold(found: Sample, seed: int) -> Floats:
    """(repeats, rows) probabilities, each from a fit that has not seen the row's question."""
    chance = np.random.default_rng(seed)
    fold = np.asarray(found.fold)
    rows = []
    for repeat in range(_REPEATS):
        # the folds of the set first, then others; a question and itself without evidence stay in one fold
        turned = fold if repeat == 0 else _dealt_anew(found, chance)
        row = np.zeros(len(fold))
        for number in range(FOLDS):
            out = turned == number
            kept = found.features[~out], found.answerable[~out], found.importance[~out]
            model = fit_signed(*kept, _SIGNS, ridge=RIDGE)
            row[out] = model.probabilities(found.features[out])
        rows.append(row)
    return np.array(rows)


def _dealt_anew(found: Sample, chance: np.random.Generator) -> Floats:
    dealt = chance.integers(0, FOLDS, size=len(found.judged))
    asked = np.flatnonzero(found.answerable & found.judged)
    again = np.flatnonzero(~found.judged)  # the answerable ones once more, in their order, in the folds they are in
    dealt[again] = np.resize(dealt[asked], len(again))
    return dealt.astype(np.float64)


def _best(positive: Floats, negative: Floats, share: float) -> tuple[float, Abstention]:
    """The threshold of the best F1 under the bound on refusals, and what it gives; of those that are about as good,
    the highest.
    """
    tried = [(0.0, Abstention(precision=0.0, recall=0.0, f1=0.0, refused=0.0))]
    for threshold in np.unique(np.concatenate([positive.ravel(), negative.ravel()])):
        refused, recall = float((positive < threshold).mean()), float((negative < threshold).mean())
        if refused > MOST_REFUSED:
            break
        right, wrong = share * recall, (1 - share) * refused
        precision = right / (right + wrong) if right + wrong else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        tried.append((float(threshold), Abstention(precision=precision, recall=recall, f1=f1, refused=refused)))
    enough = max(found.f1 for _, found in tried) - _AS_GOOD
    return next((threshold, found) for threshold, found in reversed(tried) if found.f1 >= enough)
