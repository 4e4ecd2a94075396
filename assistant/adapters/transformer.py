"""Transformer models: a sentence-transformers embedder and a CrossEncoder reranker, by name or folder.

sentence-transformers is imported when a model is made, not before: it takes seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelError
from assistant.retrieval.protocols import Vectors


class TransformerEmbedder:
    """An `Embedder` on a sentence-transformers model. Prefixes are part of its fingerprint."""

    def __init__(self, name: str, *, query_prefix: str = "", document_prefix: str = "") -> None:
        """
        Raises:
            ModelError: the model cannot be loaded (not there, no network, damaged).
        """
        self._model = _load("SentenceTransformer", name)
        self._query_prefix = query_prefix
        self._document_prefix = document_prefix
        self._name = name

    @property
    def fingerprint(self) -> str:
        return f"transformer:{_identity(self._name)}:{self._query_prefix}:{self._document_prefix}"

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode([self._query_prefix + text for text in texts])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return self._encode([self._document_prefix + text for text in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


class CrossEncoderReranker:
    """A `Reranker` on a sentence-transformers CrossEncoder."""

    def __init__(self, name: str) -> None:
        """
        Raises:
            ModelError: the model cannot be loaded.
        """
        self._model = _load("CrossEncoder", name)

    def score(self, question: str, texts: Sequence[str]) -> list[float]:
        if not texts:
            return []
        scores = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(score) for score in np.asarray(scores).reshape(len(texts), -1)[:, -1]]


def _load(kind: str, name: str) -> Any:
    try:
        import sentence_transformers

        return getattr(sentence_transformers, kind)(name, device="cpu")
    except Exception as error:  # the hub client, torch and the tokenizers raise whatever they like
        raise ModelError(f"{kind} {name!r}: {error}", model=name, reason=type(error).__name__) from error


def _identity(name: str) -> str:
    """A folder is known by its weights' size and time of change as well, so that a replaced model is noticed."""
    folder = Path(name)
    if not folder.is_dir():
        return name
    marks = [f"{path.name}={path.stat().st_size}" for path in sorted(folder.rglob("*")) if path.is_file()]
    return f"{folder.name}[{','.join(marks)}]"
