"""Citations: numbered in the order of first use; one place in a document has one number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.retrieval.units import Ground, NoteUnit, PassageUnit
from assistant.types import Citation, Document, NoteSource

Holds = Callable[[str, str], bool]
"""(document id, quote) → whether the quote stands in the document as read."""


class Citations:
    """Collects the citations of one answer."""

    def __init__(
        self, passages: Mapping[str, PassageUnit], document: Callable[[str], Document], holds: Holds
    ) -> None:
        self._passages = passages
        self._document = document
        self._holds = holds
        self._numbers: dict[tuple[str, str], int] = {}
        self._made: list[Citation] = []

    def of_note(self, unit: NoteUnit, source: int) -> int:
        """The number of source `source` (from 1) of a note."""
        ground = unit.grounds[source - 1] if source <= len(unit.grounds) else None
        return self.of_source(unit.note.sources[source - 1], ground, unit.note.id)

    def of_source(self, source: NoteSource, ground: Ground | None, note_id: str | None = None) -> int:
        """The number of a place that the guide or the glossary names, and that stands at `ground`."""
        # a quotation that is not really there never leaves; the place is still named
        quote = ground.quote if ground and self._holds(source.document_id, ground.quote) else ""
        passage = self._passages[ground.passage_id].passage if ground else None
        section = source.section or (passage.section if passage else "")
        return self._number(
            source.document_id, section, passage.page if passage else None, quote, quote or source.anchor, note_id,
            passage.id if passage else "",
        )  # fmt: skip

    def of_passage(self, unit: PassageUnit, quote: str) -> int | None:
        """The number of a verbatim sentence of a passage, or None where it is not really there."""
        passage = unit.passage
        if not self._holds(passage.document_id, quote):
            return None
        return self._number(passage.document_id, passage.section, passage.page, quote, quote, None, passage.id)

    def of_answer(self, citation: Citation) -> int:
        """The number of a place that another answer cites."""
        return self._number(
            citation.document_id, citation.section, citation.page, citation.quote, citation.quote or citation.section,
            citation.note_id, citation.passage_id,
        )  # fmt: skip

    def _number(
        self, document_id: str, section: str, page: int | None, quote: str, key: str, note_id: str | None,
        passage_id: str,
    ) -> int:  # fmt: skip
        place = (document_id, key)
        if place not in self._numbers:
            document = self._document(document_id)
            self._numbers[place] = len(self._made) + 1
            self._made.append(
                Citation(
                    number=len(self._made) + 1, document_id=document_id, title=document.title,
                    edition=document.edition, section=section, page=page, quote=quote, address=document.address,
                    note_id=note_id, superseded=document.superseded, passage_id=passage_id,
                )
            )  # fmt: skip
        return self._numbers[place]

    @property
    def made(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._made)
