"""Where citations and anchors stand: the passage, the stretch of it to highlight, and the address of both."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from assistant.adapters.generation import Generation
from assistant.language.normalise import squeeze
from assistant.language.spans import find_span
from assistant.types import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a passage."""

    document_id: str
    passage_id: str
    start: int = 0
    end: int = 0

    @property
    def href(self) -> str:
        """The page that shows the passage with the stretch highlighted."""
        address = f"/documents/{quote(self.document_id, safe='')}/passages/{quote(self.passage_id, safe='')}"
        return f"{address}?from={self.start}&to={self.end}" if self.end > self.start else address


class Places:
    """Passages of one generation by document, in reading order."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._by_document: dict[str, list[Passage]] = {}
        for unit in generation.passages.values():
            self._by_document.setdefault(unit.passage.document_id, []).append(unit.passage)
        for passages in self._by_document.values():
            passages.sort(key=lambda passage: passage.order)
        self._flat = {key: [squeeze(p.text) for p in passages] for key, passages in self._by_document.items()}

    def passages(self, document_id: str) -> list[Passage]:
        """All passages of a document, in order; empty where it is not installed."""
        return self._by_document.get(document_id, [])

    def passage(self, document_id: str, passage_id: str) -> Passage | None:
        """One passage of a document."""
        unit = self.generation.passages.get(passage_id)
        return unit.passage if unit and unit.passage.document_id == document_id else None

    def neighbours(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and behind."""
        row = self.passages(passage.document_id)
        at = next(number for number, other in enumerate(row) if other.id == passage.id)
        return (row[at - 1] if at > 0 else None), (row[at + 1] if at + 1 < len(row) else None)

    def of_quote(self, document_id: str, passage_id: str, text: str) -> Place | None:
        """The place of a quotation in its passage; the passage alone where the quotation runs over its end."""
        passage = self.passage(document_id, passage_id)
        if passage is None:
            return None
        start, end = find_span(passage.text, text) or (0, 0)
        return Place(document_id=document_id, passage_id=passage_id, start=start, end=end)

    def of_anchor(self, document_id: str, anchor: str) -> Place | None:
        """The first place of an anchor in a document."""
        wanted = squeeze(anchor)
        flat = self._flat.get(document_id, [])
        passage = next((p for p, text in zip(self.passages(document_id), flat, strict=True) if wanted in text), None)
        return self.of_quote(document_id, passage.id, anchor) if passage else None

