"""Channels of scores → one ranking, by a weighted sum of normalised scores.

Convex combination instead of reciprocal rank fusion: it keeps how sure a channel is, and fits with few questions
(Bruch, Gai, Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval").
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

NOTE_CHANNELS = ("lex_questions", "lex_heading", "lex_body", "vec_questions", "vec_texts", "said", "asked")
PASSAGE_CHANNELS = ("lex_heading", "lex_body", "vec_texts", "said", "notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Fitted on the development questions by `renkei tune`; see fitted.json for the run that made them."""

    notes: Mapping[str, float]
    passages: Mapping[str, float]
    synonym: float
    """Weight of a word that the glossary added, where the question's own words weigh 1."""
    threshold: float
    """Confidence from which a question counts as answerable."""
    confidence: Mapping[str, float]
    """Logistic regression over the features of confidence.py, `bias` included."""
    directness: Mapping[str, float]
    """Logistic regression over the features of directness.py, `bias` included."""


@lru_cache(maxsize=1)
def fitted_weights() -> Weights:
    """The weights that ship with renkei."""
    row = json.loads((Path(__file__).parent / "fitted.json").read_text(encoding="utf-8"))["weights"]
    return Weights(**row)


def fuse(channels: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> dict[str, float]:
    """The weighted sum of `channels` (name → unit → score) for every unit that stands in one of them.

    A channel that does not know a unit counts as 0 for it; channels without a weight are left out.
    """
    fused: dict[str, float] = {}
    for name, weight in weights.items():
        if weight:
            for unit, score in channels.get(name, {}).items():
                fused[unit] = fused.get(unit, 0.0) + weight * score
    return fused


def ranked(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Units by score, best first; equal scores by id, so that a run repeats."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
