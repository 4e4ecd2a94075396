"""The vector store: Chroma, embedded only, with vectors that we make. Never its server, never its own embedder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings

from assistant.errors import IndexDamaged
from assistant.retrieval.protocols import Hit, Vectors

_BATCH = 2_000
CHANNELS = ("questions", "texts")


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
        except Exception as error:  # Chroma raises its own, sqlite's and Rust's errors alike
            raise IndexDamaged(f"vector store {folder}: {error}", path=str(folder), reason=str(error)) from error

    def search(self, channel: str, vector: Vectors, limit: int) -> list[Hit]:
        found = self.collections[channel].query(
            query_embeddings=vector.reshape(1, -1), n_results=min(limit * 2, max(1, self.counts[channel])),
            include=["distances"],
        )  # fmt: skip
        units = self._units[channel]
        best: dict[str, float] = {}
        for key, distance in zip(found["ids"][0], found["distances"][0], strict=True):
            unit = units[key]
            if unit not in best:
                best[unit] = 1.0 - float(distance)
                if len(best) >= limit:
                    break
        return [Hit(unit, score) for unit, score in best.items()]

    def vectors_by_id(self, channel: str) -> dict[str, list[float]]:
        """All stored vectors of `channel`, so that an unchanged text is not embedded again."""
        stored = self.collections[channel].get(include=["embeddings"])
        return dict(zip(stored["ids"], stored["embeddings"], strict=True))


def _units(collection: Any) -> dict[str, str]:
    rows = collection.get(include=["metadatas"])
    return {key: str(metadata["unit"]) for key, metadata in zip(rows["ids"], rows["metadatas"], strict=True)}
