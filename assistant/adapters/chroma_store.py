"""The vector store: Chroma, embedded only, with vectors that we make. Never its server, never its own embedder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings

from assistant.errors import IndexDamaged
from assistant.retrieval.protocols import Hit, Vectors

_BATCH = 2_000
CHANNELS = ("questions", "texts")
_HELD_FLOATS = 8_000_000
"""Vectors of up to so many numbers (32 MB) are compared one by one: at this size that is faster than the walk through
Chroma's graph, and misses none.
"""
_BLOCK = 512
"""Rows of one product: BLAS hands a larger one to all cores, which are at other questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorRow:
    """One vector to store. `unit` is the passage or note that it leads to; `text` is what was embedded."""

    id: str
    unit: str
    kind: str
    text: str


def client(folder: Path) -> Any:
    """A Chroma client on `folder`, silent towards the network."""
    return chromadb.PersistentClient(
        path=str(folder), settings=ChromaSettings(anonymized_telemetry=False, allow_reset=False)
    )


def build(folder: Path, channel: str, rows: Sequence[VectorRow], vectors: Vectors) -> None:
    """Write `rows` with their vectors into a new collection `channel` of `folder`.

    The low sync threshold lets Chroma write its graph out with every batch; otherwise the last rows stay in its log
    and every later opening writes the graph again, and a generation must not change once it is verified.
    """
    graph = {"space": "cosine", "ef_search": 200, "batch_size": 2, "sync_threshold": 2}
    collection = client(folder).create_collection(channel, embedding_function=None, configuration={"hnsw": graph})
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        collection.add(
            ids=[row.id for row in batch],
            embeddings=vectors[start : start + _BATCH],
            documents=[row.text for row in batch],
            metadatas=[{"unit": row.unit, "kind": row.kind} for row in batch],
        )


class ChromaStore:
    """A `VectorStore` in a folder that `build` wrote."""

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            IndexDamaged: Chroma cannot open the folder or a collection is missing.
        """
        try:
            opened = client(folder)
            self.collections = {name: opened.get_collection(name, embedding_function=None) for name in CHANNELS}
            self.counts = {name: int(collection.count()) for name, collection in self.collections.items()}
            # metadata asked for with every query would cost more than the search itself
            self._units = {name: _units(collection) for name, collection in self.collections.items()}
            self._held = {name: _held(collection, self.counts[name]) for name, collection in self.collections.items()}
        except Exception as error:  # Chroma raises its own, sqlite's and Rust's errors alike
            raise IndexDamaged(f"vector store {folder}: {error}", path=str(folder), reason=str(error)) from error

    def search(self, channel: str, vector: Vectors, limit: int) -> list[Hit]:
        most, units, held = min(limit * 2, max(1, self.counts[channel])), self._units[channel], self._held[channel]
        best: dict[str, float] = {}
        for key, cosine in held.nearest(vector, most) if held else self._walked(channel, vector, most):
            unit = units[key]
            if unit not in best:
                best[unit] = cosine
                if len(best) >= limit:
                    break
        return [Hit(unit, score) for unit, score in best.items()]

    def _walked(self, channel: str, vector: Vectors, most: int) -> Iterable[tuple[str, float]]:
        found = self.collections[channel].query(
            query_embeddings=vector.reshape(1, -1), n_results=most, include=["distances"]
        )
        for key, distance in zip(found["ids"][0], found["distances"][0], strict=True):
            yield key, 1.0 - float(distance)

    def vectors_by_id(self, channel: str) -> dict[str, list[float]]:
        """All stored vectors of `channel`, so that an unchanged text is not embedded again."""
        stored = self.collections[channel].get(include=["embeddings"])
        return dict(zip(stored["ids"], stored["embeddings"], strict=True))


class _Held:
    """The vectors of a collection in memory."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self._ids = ids
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        self._vectors = vectors / np.where(lengths > 0, lengths, 1)

    def nearest(self, vector: Vectors, most: int) -> Iterable[tuple[str, float]]:
        """(id, cosine) of the `most` nearest, best first."""
        length = np.linalg.norm(vector)
        asked = vector / length if length > 0 else vector
        starts = range(0, len(self._ids), _BLOCK)
        cosines = np.concatenate([self._vectors[start : start + _BLOCK] @ asked for start in starts])
        near = np.argpartition(-cosines, most - 1)[:most]
        order = near[np.lexsort((near, -cosines[near]))]
        return ((self._ids[place], float(cosines[place])) for place in order.tolist())


def _held(collection: Any, count: int) -> _Held | None:
    """None where there are too many, or none."""
    first = collection.get(limit=1, include=["embeddings"])["embeddings"]
    if not count or count * len(first[0]) > _HELD_FLOATS:
        return None
    stored = collection.get(include=["embeddings"])
    return _Held(stored["ids"], np.asarray(stored["embeddings"], dtype=np.float32))


def _units(collection: Any) -> dict[str, str]:
    rows = collection.get(include=["metadatas"])
    return {key: str(metadata["unit"]) for key, metadata in zip(rows["ids"], rows["metadatas"], strict=True)}
