"""The small seams of retrieval. Each has one contract test suite that every implementation passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Texts → unit vectors."""

    @property
    def fingerprint(self) -> str:
        """Model id, revision and prefixes: two embedders with one fingerprint give the same vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dimension) float32, rows of length 1 (or 0 where nothing of the text is known)."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """As `embed_queries`, for passages."""


class Reranker(Protocol):
    """(question, text) pairs → scores, higher is better."""

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score for each text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit (passage or note id) and its score in one channel."""

    unit: str
    score: float


class LexicalIndex(Protocol):
    """BM25 over normalised words."""

    def search(self, field: str, weights: dict[str, float], limit: int) -> list[Hit]:
        """The best units in `field` for weighted words, best first; a unit comes once, with its best score."""


class VectorStore(Protocol):
    """Cosine neighbours of a vector."""

    def search(self, channel: str, vector: Vectors, limit: int) -> list[Hit]:
        """The nearest units in `channel`, best first; a unit comes once. Scores are cosines, -1 to 1."""
