"""Duties → citations: their anchors are looked up in the passages of the served generation, once each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.knowledge.roles import Cell
from assistant.language.normalise import squeeze
from assistant.retrieval.quoting import ground_of
from assistant.retrieval.units import Ground, PassageUnit
from assistant.types import Citation, Document, Evidence, NoteSource, Passage

Holds = Callable[[str, str], bool]
"""(document id, quote) → whether the quote stands in the document as it was read."""

_EVIDENCE = 4_000


class _Searched(NamedTuple):
    passages: Sequence[Passage]
    squeezed: Sequence[str]


class Grounds:
    """Where the sources of duties stand in one generation. Everything found is kept as long as the generation is."""

    def __init__(self, passages: Mapping[str, PassageUnit], holds: Holds, document: Callable[[str], Document]) -> None:
        self._holds = holds
        self.document = document
        self._by_id = passages
        self._by_document: dict[str, list[Passage]] = {}
        for unit in passages.values():
            self._by_document.setdefault(unit.passage.document_id, []).append(unit.passage)
        self._searched: dict[str, _Searched] = {}
        self._found: dict[NoteSource, Ground | None] = {}

    def of(self, source: NoteSource) -> Ground | None:
        """The passage and the verbatim quote of `source`, or None where its document is not installed."""
        if source not in self._found:
            document = source.document_id
            searched = self._searched.get(document) or self._search(document)
            ground = ground_of(source, *searched, lambda text: self._holds(document, text))
            # a quotation that is not really there never leaves; the place is still named
            self._found[source] = ground if ground and self._holds(document, ground.quote) else None
        return self._found[source]

    def passage(self, passage_id: str) -> Passage:
        """The passage with this id."""
        return self._by_id[passage_id].passage

    def _search(self, document: str) -> _Searched:
        passages = sorted(self._by_document.get(document, ()), key=lambda passage: passage.order)
        self._searched[document] = _Searched(passages, [squeeze(passage.text) for passage in passages])
        return self._searched[document]


class RoleCitations:
    """Numbers the citations of one answer in the order of first use; one place in a document has one number."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        self._made: dict[tuple[str, str], Citation] = {}
        self._duties: list[Cell] = []

    def number(self, cell: Cell) -> int:
        """The number of the place that `cell`, which has a duty, stands on."""
        source = cell.source
        if source is None:
            raise ValueError(f"{cell.actor} × {cell.task} × {cell.scheme} is a gap and has no source")
        ground = self._grounds.of(source)
        place = (source.document_id, ground.quote if ground else source.anchor)
        if place not in self._made:
            document = self._grounds.document(source.document_id)
            page = self._grounds.passage(ground.passage_id).page if ground else None
            self._made[place] = Citation(
                number=len(self._made) + 1, document_id=document.id, title=document.title, edition=document.edition,
                section=source.section, page=page, quote=ground.quote if ground else "", address=document.address,
                superseded=document.superseded, passage_id=ground.passage_id if ground else "",
            )  # fmt: skip
            self._duties.append(cell)
        return self._made[place].number

    @property
    def made(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._made.values())

    def evidence(self) -> tuple[Evidence, ...]:
        """The passages cited, in the order of first use, about 4,000 characters; a duty whose document is not
        installed speaks for itself.
        """
        found: dict[str, Evidence] = {}
        for citation, cell in zip(self._made.values(), self._duties, strict=True):
            if citation.passage_id:
                passage = self._grounds.passage(citation.passage_id)
                evidence = Evidence(document_id=passage.document_id, section=passage.section, page=passage.page,
                                    text=passage.text, score=1.0, kind="source", passage_id=passage.id)  # fmt: skip
            else:
                evidence = Evidence(document_id=citation.document_id, section=citation.section, page=None,
                                    text=cell.duty or "", score=1.0, kind="note")  # fmt: skip
            size = sum(len(one.text) for one in found.values())
            if found and size + len(evidence.text) > _EVIDENCE:
                break
            found.setdefault(citation.passage_id or evidence.text, evidence)
        return tuple(found.values())
