"""Baseline: BM25 over Sudachi's normalised forms, on the same passages, without notes, synonyms or vectors."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path

from assistant.adapters import tantivy_index
from assistant.app import Assistant
from assistant.language.tokens import terms
from eval.systems.passages import response
from eval.systems.renkei import units_of
from eval.systems.system import Response

_LIMIT = 40


class Bm25:
    """A `System` over the body text of the passages of the served generation."""

    name = "bm25"

    def __init__(self, assistant: Assistant) -> None:
        self.units = units_of(assistant)
        self._folder = tempfile.TemporaryDirectory(prefix="renkei-bm25-")
        folder = Path(self._folder.name) / "index"
        rows = ((unit_id, "body", terms(unit.text)) for unit_id, unit in self.units.items())
        tantivy_index.build(folder, rows)
        self._index = tantivy_index.TantivyIndex(folder)

    def respond(self, question: str) -> Response:
        started = time.perf_counter()
        words = {word: float(count) for word, count in Counter(terms(question)).items()}
        hits = self._index.search("body", words, _LIMIT) if words else []
        ranked = [(hit.unit, self.units[hit.unit], hit.score) for hit in hits]
        return response(question, ranked, (time.perf_counter() - started) * 1000)
