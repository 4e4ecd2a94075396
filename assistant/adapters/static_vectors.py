"""Static word vectors: a text is the weighted sum of its words' vectors.

The words come from chiVe (in the package ja_ginza), trained further on the guide's questions (`ingest/training.py`).
A query costs microseconds and no model is loaded: the tables are memory-mapped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.language.tokens import terms
from assistant.retrieval.protocols import Vectors

KEYS, ROWS, TABLE, WEIGHTS, META = "keys.npy", "rows.npy", "table.npy", "weights.npy", "meta.json"


def word_key(word: str) -> int:
    """A stable 64-bit key of a word."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8"), digest_size=8).digest(), "little")


class StaticEmbedder:
    """An `Embedder` over a folder of tables.

    keys.npy: (words,) uint64, sorted; rows.npy: (words,) int32, row of each key; table.npy: (rows, dimension)
    float32; weights.npy: (rows,) float32; meta.json: fingerprint.
    """

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            ModelError: the folder does not hold a static model.
        """
        self.folder = folder
        try:
            self._keys: NDArray[np.uint64] = np.load(folder / KEYS, mmap_mode="r")
            self._rows: NDArray[np.int32] = np.load(folder / ROWS, mmap_mode="r")
            self._table: Vectors = np.load(folder / TABLE, mmap_mode="r")
            self._weights: NDArray[np.float32] = np.load(folder / WEIGHTS, mmap_mode="r")
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"static model {folder}: {error}", model=str(folder), reason=str(error)) from error
        self._fingerprint = str(meta["fingerprint"])

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return int(self._table.shape[1])

    def rows_of(self, text: str) -> list[int]:
        """Table rows of the words of `text` that are known, in order."""
        words = terms(text)
        if not words:
            return []
        keys = np.array([word_key(word) for word in words], dtype=np.uint64)
        places = np.searchsorted(self._keys, keys)
        places[places == len(self._keys)] = 0
        return [int(self._rows[p]) for p, key in zip(places, keys, strict=True) if self._keys[p] == key]

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for i, text in enumerate(texts):
            rows = self.rows_of(text)
            if rows:
                vector = self._weights[rows] @ self._table[rows]
                length = float(np.linalg.norm(vector))
                if length > 0:
                    vectors[i] = vector / length
        return vectors

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self.embed_queries(texts)
