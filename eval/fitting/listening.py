"""Fit the role-play's listener: one ridge logistic regression per label, all at once, by Nesterov's gradient method.

    minimise  Σ_i w_il · log(1 + exp(-s_il · z_il))  +  ridge/2 · |β_l|²      z = x·β + b, Σ_i w_il = 1

Both classes of a label weigh the same. Rows: utterances with what they hold. Columns: tokens (rarity, each row scaled
to length 1), then the sum of the word vectors over the square root of their number. Method: Nesterov 1983; the step is
one over the largest curvature (0.25 · the greatest squared length of a row).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.roleplay.bags import bag
from assistant.roleplay.listener import Listener, distinct
from assistant.roleplay.reading import read

Floats = NDArray[np.float32]
RIDGE = 5e-5
STEPS = 600
SEEN_AT_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Something said, the labels that it holds, and those on which listeners may differ."""

    said: str
    labels: frozenset[str]
    maybe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordVectors:
    """Words and their vectors, (words, dimension) of length 1."""

    words: tuple[str, ...]
    table: Floats


def fit(examples: Sequence[Example], labels: Sequence[str], vectors: WordVectors, weight: float = 0.5) -> Listener:
    """A listener for `labels`. `weight`: how much the word vectors count beside the tokens."""
    bags = [bag(read(example.said)) for example in examples]
    seen = Counter(token for tokens in bags for token in tokens)
    tokens = {t: i for i, t in enumerate(sorted(t for t, count in seen.items() if count >= SEEN_AT_LEAST))}
    rarity = np.array([math.log((1 + len(bags)) / (1 + seen[t])) + 1 for t in tokens], dtype=np.float32)
    lexicon = {word: row for row, word in enumerate(vectors.words)}
    rows = np.zeros((len(examples), len(tokens) + vectors.table.shape[1]), dtype=np.float32)
    for row, (example, own) in enumerate(zip(examples, bags, strict=True)):
        known = sorted(tokens[token] for token in own if token in tokens)
        rows[row, known] = rarity[known]
        rows[row] /= max(1e-6, float(np.linalg.norm(rows[row])))
        found = [lexicon[form] for form in distinct(read(example.said)) if form in lexicon]
        if found:
            rows[row, len(tokens) :] = weight * vectors.table[found].sum(axis=0) / math.sqrt(len(found))
    beta, bias = _descend(rows, *_targets(examples, labels))
    return Listener(
        labels=tuple(labels), tokens=tokens, rarity=rarity, weights=beta[: len(tokens)], lexicon=lexicon,
        leanings=np.asarray(weight * vectors.table @ beta[len(tokens) :], dtype=np.float32), bias=bias,
    )  # fmt: skip


def _targets(examples: Sequence[Example], labels: Sequence[str]) -> tuple[Floats, Floats]:
    """(examples, labels) signs, and weights that add up to 1 for each label, half of it for either class."""
    signs = np.array([[1.0 if label in e.labels else -1.0 for label in labels] for e in examples], dtype=np.float32)
    counts = np.array([[label not in e.maybe for label in labels] for e in examples], dtype=np.float32)
    weights = np.zeros_like(signs)
    for sign in (1.0, -1.0):
        own = counts * (signs == sign)
        weights += 0.5 * own / np.maximum(1.0, own.sum(axis=0))
    return signs, weights


def _descend(rows: Floats, signs: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """(columns, labels) coefficients and (labels,) biases."""
    rows = np.column_stack([rows, np.ones(len(rows), dtype=np.float32)])
    step = 1.0 / (0.25 * float((rows**2).sum(axis=1).max()) + RIDGE)
    penalty = np.full((rows.shape[1], 1), RIDGE, dtype=np.float32)
    penalty[-1] = 0.0
    beta = ahead = np.zeros((rows.shape[1], signs.shape[1]), dtype=np.float32)
    for number in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(np.clip(signs * (rows @ ahead), -60, 60)))
        following = ahead - step * (rows.T @ (-weights * signs * chance) + penalty * ahead)
        ahead = following + number / (number + 3) * (following - beta)
        beta = following
    return np.asarray(beta[:-1], dtype=np.float32), np.asarray(beta[-1], dtype=np.float32)
