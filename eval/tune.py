"""Fitting on the development questions: fusion weights, the weight of synonyms, confidence and threshold.

Fusion weights are the mean over many searches, each on a random part of the questions (bagging: Breiman 1996), so that
no single question decides. They go on from the served weights, and are taken only where whole answers to the
development questions become no worse by them. What the procedure is worth on questions that it has not seen is measured
by starting from nothing on four fifths of them and measuring on the fifth. Nothing here reads a test question.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from assistant.app import Assistant
from assistant.retrieval import fusion
from assistant.retrieval.fusion import NOTE_CHANNELS, Weights
from assistant.retrieval.retriever import Retriever
from eval.figures import figures
from eval.fitting.abstention import Fitted, fit_abstention, sample
from eval.fitting.directness import Fitted as Directness
from eval.fitting.folds import FOLDS, folds
from eval.fitting.objective import Objective, objective
from eval.fitting.search import search
from eval.fitting.tables import OWN_CHANNELS, Floats, Tables, lay_out
from eval.questions import ABSTENTION, Question, load_questions
from eval.runner import ask_all
from eval.systems.renkei import variant

FITTED = Path(fusion.__file__).parent / "fitted.json"
SYNONYMS = (0.3, 0.15, 0.5, 0.0)
"""Weights of synonyms to try, the usual one first."""
_CLEARLY = 0.01
"""Another weight of synonyms must be better by this much of the objective; less is the luck of the folds."""
BAGS, STEPS = 12, 150
_START = 0.5
_DIGITS = 3
_DIRECTNESS = "directness_run"

Progress = Callable[[str, int, int], None]
"""Called with (step, done, total) while work goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """New weights and what they are worth."""

    weights: Weights
    before: Objective
    """The served weights on all development questions."""
    after: Objective
    """The new weights on the same questions, on which they were fitted."""
    unseen: Objective
    """The procedure on questions that it had not seen, five folds, from equal weights."""
    unfitted: Objective
    """All weights alike, for comparison."""
    answers_before: Objective
    """Whole answers with the served weights; facts are the mean of key facts."""
    answers_after: Objective
    """Whole answers with the new weights. Where they are worse the served fusion weights stay."""
    abstention: Fitted


def tune(
    assistant: Assistant, *, seed: int, bags: int = BAGS, steps: int = STEPS, progress: Progress = lambda *_: None
) -> Tuned:
    """Fit on the `dev` half of the shipped questions and on abstention_dev.jsonl; writes nothing."""
    questions = load_questions(split="dev")
    answerable = [question for question in questions if question.answerable]
    served = assistant.retriever.weights
    before = objective(_tables(assistant, served, answerable), _vector(served))
    best: tuple[float, Tables, Objective] | None = None
    for done, synonym in enumerate(SYNONYMS):
        progress("synonyms", done, len(SYNONYMS))
        tables = _tables(assistant, replace(served, synonym=synonym), answerable)
        unseen = _unseen(tables, answerable, seed=seed, bags=max(1, bags // 2), steps=steps)
        if best is None or unseen.total > best[2].total + _CLEARLY:
            best = (synonym, tables, unseen)
    progress("synonyms", len(SYNONYMS), len(SYNONYMS))
    assert best is not None  # SYNONYMS is not empty
    synonym, tables, unseen = best
    progress("weights", 0, 1)
    start = _unit(_vector(served))
    vector = np.round(_bagged(tables, range(len(answerable)), start, seed=seed, bags=bags, steps=steps), _DIGITS)
    progress("weights", 1, 1)
    weights = replace(_weights(vector, served), synonym=synonym)
    answers_before, answers_after = _answers(assistant, served, answerable), _answers(assistant, weights, answerable)
    if answers_after.total < answers_before.total:
        weights = served
    progress("abstention", 0, 1)
    fitted = _abstention(assistant, weights, questions, seed)
    progress("abstention", 1, 1)
    return Tuned(
        weights=replace(weights, threshold=fitted.threshold, confidence=fitted.weights), before=before,
        after=objective(tables, vector), unseen=unseen,
        unfitted=objective(tables, np.full(len(vector), _START)), answers_before=answers_before,
        answers_after=answers_after, abstention=fitted,
    )  # fmt: skip


def tune_confidence(assistant: Assistant, *, seed: int) -> Fitted:
    """Fit confidence and threshold alone, on the same questions and for the served fusion weights; writes nothing."""
    return _abstention(assistant, assistant.retriever.weights, load_questions(split="dev"), seed)


def _answers(assistant: Assistant, weights: Weights, questions: Sequence[Question]) -> Objective:
    """Whole answers, halves and near-duplicates included, with nothing refused."""
    system = variant(assistant, "tuned", replace(weights, threshold=0.0))
    found = figures(ask_all(system, questions, lambda _: ""))
    return Objective(recall=found["recall_2000"].value, mrr=found["mrr"].value, facts=found["facts_mean"].value)


def _tables(assistant: Assistant, weights: Weights, questions: Sequence[Question]) -> Tables:
    return lay_out(assistant, _retriever(assistant, weights), questions)


def _retriever(assistant: Assistant, weights: Weights) -> Retriever:
    generation = assistant.generation
    return Retriever(
        notes=generation.notes, passages=generation.passages, lexical=generation.lexical, vectors=generation.vectors,
        embedder=assistant.embedder, weights=weights,
    )  # fmt: skip


def _unseen(tables: Tables, questions: Sequence[Question], *, seed: int, bags: int, steps: int) -> Objective:
    """The mean objective over questions of the fold that was left out of the fitting."""
    numbers = np.asarray(folds(questions))
    start = np.full(len(NOTE_CHANNELS) + len(OWN_CHANNELS) + 1, _START)
    parts = []
    for number in range(FOLDS):
        seen, left = np.flatnonzero(numbers != number), np.flatnonzero(numbers == number)
        if not len(left):
            continue
        vector = _bagged(tables, seen.tolist(), start, seed=seed + number, bags=bags, steps=steps)
        parts.append((len(left), objective(tables.of(left.tolist()), vector)))
    total = sum(count for count, _ in parts)
    return Objective(
        recall=sum(count * part.recall for count, part in parts) / total,
        mrr=sum(count * part.mrr for count, part in parts) / total,
        facts=sum(count * part.facts for count, part in parts) / total,
    )


def _bagged(
    tables: Tables, rows: Sequence[int], start: Floats, *, seed: int, bags: int, steps: int
) -> Floats:
    """The mean of the weights that searches on random parts of `rows` end with."""
    chance = np.random.default_rng(seed)
    found = []
    for bag in range(bags):
        drawn = tables.of(np.unique(chance.choice(rows, size=len(rows))).tolist())
        vector, _ = search(lambda tried, part=drawn: objective(part, tried).total, start, steps=steps,  # type: ignore[misc]
                           seed=seed * 1_000 + bag)  # fmt: skip
        found.append(_unit(vector))
    return np.asarray(_unit(np.mean(found, axis=0)), dtype=np.float64)


def _unit(vector: Floats) -> Floats:
    """The same ranking by weights that sum to 1 for notes and to 1 for passages: fused scores lie in 0 to 1."""
    notes, passages = vector[: len(NOTE_CHANNELS)].copy(), vector[len(NOTE_CHANNELS) :].copy()
    size = max(notes.sum(), 1e-9)
    passages[-1] *= size  # what passages inherit shrinks with the scores of notes
    return np.concatenate([notes / size, passages / max(passages.sum(), 1e-9)])


def _vector(weights: Weights) -> Floats:
    notes = [weights.notes.get(name, 0.0) for name in NOTE_CHANNELS]
    return np.array([*notes, *(weights.passages.get(name, 0.0) for name in (*OWN_CHANNELS, "notes"))])


def _weights(vector: Floats, served: Weights) -> Weights:
    values = [float(value) for value in vector]
    notes = dict(zip(NOTE_CHANNELS, values, strict=False))
    passages = dict(zip((*OWN_CHANNELS, "notes"), values[len(NOTE_CHANNELS) :], strict=True))
    return replace(served, notes=notes, passages=passages)


def _abstention(assistant: Assistant, weights: Weights, questions: Sequence[Question], seed: int) -> Fitted:
    share = sum(not question.answerable for question in questions) / len(questions)
    seen = sample(assistant, _retriever(assistant, weights), questions, load_questions(ABSTENTION))
    fitted = fit_abstention(seen, share_unanswerable=share, seed=seed)
    rounded = {name: round(value, _DIGITS) for name, value in fitted.weights.items()}
    return replace(fitted, weights=rounded, threshold=round(fitted.threshold, 4))


def measured(tuned: Tuned) -> dict[str, Any]:
    """What was measured, as it is stored beside the weights."""

    def parts(found: Objective) -> Mapping[str, float]:
        return {**{name: round(value, 4) for name, value in asdict(found).items()}, "total": round(found.total, 4)}

    return {
        "objective_before": parts(tuned.before),
        "objective_after": parts(tuned.after),
        "objective_unseen": parts(tuned.unseen),
        "objective_unfitted": parts(tuned.unfitted),
        "answers_before": parts(tuned.answers_before),
        "answers_after": parts(tuned.answers_after),
        "abstention_unseen": abstention_measured(tuned.abstention),
    }


def abstention_measured(fitted: Fitted) -> Mapping[str, float]:
    """What was measured of saying that the documents do not hold it, as it is stored."""
    return {name: round(value, 4) for name, value in asdict(fitted.measured).items()}


def store(tuned: Tuned, assistant: Assistant, command: str, path: Path = FITTED) -> None:
    """Write the weights with the run that made them."""
    row = {**_run("tune", assistant, command), "measured": measured(tuned), "weights": asdict(tuned.weights)}
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if _DIRECTNESS in held:  # fitted apart, for the same guide
        row |= {_DIRECTNESS: held[_DIRECTNESS]}
    _write(row, path)


def store_confidence(fitted: Fitted, assistant: Assistant, command: str, path: Path = FITTED) -> None:
    """Write confidence and threshold into the stored weights, with the run that made these."""
    row = json.loads(path.read_text(encoding="utf-8"))
    row["confidence_run"] = _run("tune-confidence", assistant, command)
    row["measured"]["abstention_unseen"] = abstention_measured(fitted)
    row["weights"] |= {"threshold": fitted.threshold, "confidence": fitted.weights}
    _write(row, path)


def store_directness(fitted: Directness, assistant: Assistant, command: str, path: Path = FITTED) -> None:
    """Write the weights of directness into the stored ones, with the run that made them and what it measured."""
    row = json.loads(path.read_text(encoding="utf-8"))
    row[_DIRECTNESS] = {**_run("tune-directness", assistant, command), "measured": directness_measured(fitted)}
    row["weights"]["directness"] = {name: round(value, _DIGITS) for name, value in fitted.weights.items()}
    _write(row, path)


def directness_measured(fitted: Directness) -> Mapping[str, float]:
    """What was measured of telling the note that answers from its neighbours, as it is stored."""
    return {name: round(value, 4) for name, value in asdict(fitted).items() if name != "weights"}


def _run(name: str, assistant: Assistant, command: str) -> dict[str, str]:
    now = datetime.now(UTC)
    return {
        "run": f"{name}-{now:%Y%m%d-%H%M%S}",
        "made": now.isoformat(timespec="seconds"),
        "command": command,
        "corpus": assistant.generation.manifest.corpus,
        "embedder": assistant.generation.manifest.embedder,
    }


def _write(row: Mapping[str, Any], path: Path) -> None:
    path.write_text(json.dumps(row, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
