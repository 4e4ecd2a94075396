"""What the fusion weights are fitted for.

    objective = recall@2000 + MRR@10 + facts        facts = mean over k = 1, 2, 3 of (mean + all key facts of the
                                                            first k notes) / 2

The first two are about the passages that are shown, the third about the notes that the answer is made of. Each is a
mean over questions between 0 and 1, so the objective lies between 0 and 3. Passages count as in hand when they end
within 2,000 characters; near-duplicates are not taken out, nor are questions taken apart, as both cost time and move
all weights alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.retrieval.fusion import NOTE_CHANNELS
from eval.fitting.tables import OWN_CHANNELS, Booleans, Floats, Tables

_BUDGET, _DEPTH, _NOTES = 2_000, 10, 3
_ABSENT = -1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """The three parts and their sum."""

    recall: float
    mrr: float
    facts: float

    @property
    def total(self) -> float:
        return self.recall + self.mrr + self.facts


def objective(tables: Tables, weights: Floats) -> Objective:
    """The objective over all questions of `tables`. `weights`: note channels, own channels of passages, then the
    weight of what passages inherit from notes.
    """
    n = len(NOTE_CHANNELS)
    notes = tables.notes @ weights[:n]
    inherited = np.zeros(tables.sizes.shape)
    question, passage, note = tables.grounds.T
    np.maximum.at(inherited, (question, passage), notes[question, note])
    passages = tables.passages @ weights[n : n + len(OWN_CHANNELS)] + weights[-1] * inherited
    facts = _facts(tables, np.where(tables.note_there, notes, _ABSENT))
    recall, mrr = _evidence(tables, np.where(tables.passage_there, passages, _ABSENT))
    return Objective(recall=recall, mrr=mrr, facts=facts)


def _facts(tables: Tables, notes: Floats) -> float:
    order = np.argsort(-notes, axis=1, kind="stable")[:, :_NOTES]
    ranked = np.take_along_axis(tables.facts, order[:, :, None], axis=1)
    said = np.logical_or.accumulate(ranked, axis=1)
    real = tables.facts.shape[2] - tables.facts.all(axis=1).sum(axis=1)
    # a fact that every note says, or that the question does not have, does not tell notes apart
    share = (said.sum(axis=2) - (tables.facts.shape[2] - real)[:, None]) / np.maximum(1, real)[:, None]
    return float((share.mean() + said.all(axis=2).mean()) / 2)


def _evidence(tables: Tables, passages: Floats) -> tuple[float, float]:
    order = np.argsort(-passages, axis=1, kind="stable")
    sizes = np.take_along_axis(np.where(tables.passage_there, tables.sizes, _BUDGET + 1), order, axis=1)
    places: Booleans = np.take_along_axis(tables.places, order[:, :, None], axis=1)
    in_hand = np.cumsum(sizes, axis=1) <= _BUDGET
    got = np.any(places & in_hand[:, :, None], axis=1)
    every, some = np.all(got | ~tables.wanted, axis=1), np.any(got, axis=1)
    recall = (tables.every & every) | (~tables.every & some)
    first = np.any(places, axis=2)[:, :_DEPTH]
    reciprocal = np.where(np.any(first, axis=1), 1.0 / (np.argmax(first, axis=1) + 1), 0.0)
    return float(recall.mean()), float(reciprocal.mean())
