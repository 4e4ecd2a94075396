"""The weights of directness.py, from the guide's own questions.

A quarter of every note's questions is taken out, an index is built of what is left, and the questions that were taken
out are asked of it: a guide that knows the matter, but not the wording. Positive are those whose own note leads. The
label is strict, since a neighbour may answer as well; it errs towards saying that an answer is only near.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import yaml

from assistant.answering.directness import FEATURES, NEIGHBOUR, features
from assistant.app import Assistant
from assistant.knowledge.notes import LEAST_QUESTIONS, read_notes
from assistant.resources import corpus_root
from assistant.retrieval.retriever import Found
from assistant.settings import Settings
from assistant.types import Note
from eval.fitting.logistic import fit
from eval.fitting.tables import Booleans, Floats
from eval.questions import Question
from ingest.pipeline import ingest

FOLDS = 4
RIDGE = 1.0
_BETWEEN = "---\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The weights by feature, `bias` included, and what they are worth on questions of the fold left out."""

    weights: dict[str, float]
    questions: int
    leads: float
    """Share of the questions whose own note leads."""
    auc: float
    """Chance that a led question scores above one that is not led."""
    flagged: float
    """Share of the answerable development questions that would be told that the answer is only near."""


@dataclass(frozen=True, slots=True)
class _Asked:
    features: Floats
    led: Booleans
    fold: Floats


def fit_directness(settings: Settings, questions: Sequence[Question], assistant: Assistant) -> Fitted:
    """Build the indexes in a folder of their own, ask, and fit; writes nothing that stays."""
    with TemporaryDirectory() as folder:
        asked = _all_asked(settings, Path(folder))
    model = fit(asked.features, asked.led, np.ones(len(asked.led)), ridge=RIDGE)
    unseen = np.zeros(len(asked.led))
    for fold in range(FOLDS):
        left = asked.fold == fold
        part = fit(asked.features[~left], asked.led[~left], np.ones(int((~left).sum())), ridge=RIDGE)
        unseen[left] = part.probabilities(asked.features[left])
    found = [assistant.retriever.find(assistant.retriever.query(one.question)) for one in questions if one.answerable]
    rows = [_row(one, one.notes[0][0]) for one in found if one.notes]
    return Fitted(
        weights=dict(zip((*FEATURES, "bias"), (*map(float, model.weights), model.bias), strict=True)),
        questions=len(asked.led), leads=float(asked.led.mean()), auc=_auc(unseen, asked.led),
        flagged=float((model.probabilities(np.asarray(rows)) < NEIGHBOUR).mean()),
    )  # fmt: skip


def _all_asked(settings: Settings, folder: Path) -> _Asked:
    rows: list[list[float]] = []
    led: list[bool] = []
    folds: list[int] = []
    for fold in range(FOLDS):
        for own, row, lead in _asked_without(settings, folder / str(fold), fold):
            rows.append(row)
            led.append(own == lead)
            folds.append(fold)
    return _Asked(np.asarray(rows), np.asarray(led), np.asarray(folds))


def _asked_without(settings: Settings, folder: Path, fold: int) -> Iterator[tuple[str, list[float], str]]:
    """(own note, features of the lead, lead) of each question of `fold`, asked of a guide without them."""
    held = {note.id: _held_out(note, fold) for note in read_notes(corpus_root() / "guide")}
    corpus = folder / "corpus"
    shutil.copytree(corpus_root(), corpus)
    for path in (corpus / "guide").glob("*/*.md"):
        _leave_out(path, held[path.stem])
    apart = replace(settings, data=folder / "data")
    ingest(apart, corpus=corpus)
    retriever = Assistant(apart).retriever
    for own, questions in held.items():
        for question in sorted(questions):
            found = retriever.find(retriever.query(question))
            if found.notes:
                lead = found.notes[0][0]
                yield own, _row(found, lead), lead


def _held_out(note: Note, fold: int) -> frozenset[str]:
    """A quarter of the questions of a note, as far as it keeps as many as a note must have."""
    questions = list(note.questions)
    random.Random(note.id).shuffle(questions)
    return frozenset(questions[fold::FOLDS][: max(0, len(questions) - LEAST_QUESTIONS)])


def _leave_out(path: Path, questions: frozenset[str]) -> None:
    before, front, body = path.read_text(encoding="utf-8").split(_BETWEEN, 2)
    row = yaml.safe_load(front)
    row["questions"] = [question for question in row["questions"] if question not in questions]
    left = yaml.safe_dump(row, allow_unicode=True, sort_keys=False)
    path.write_text(_BETWEEN.join((before, left, body)), encoding="utf-8")


def _row(found: Found, lead: str) -> list[float]:
    seen = features(found, lead)
    return [seen[name] for name in FEATURES]


def _auc(scores: Floats, positive: Booleans) -> float:
    """Mann and Whitney 1947: (sum of the positives' ranks - n(n+1)/2) / (n · m)."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    n = int(positive.sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))
