"""Citations of a generated answer: for each sentence, the words of the passage that are nearest to it, verbatim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.citing import Holds
from assistant.language.sentences import sentences
from assistant.types import Citation, Document, Evidence

Nearness = Callable[[str, str], float]
"""(sentence, sentence of a passage) → how much of the first the second one says."""


class PassageCitations:
    """Collects the citations of one generated answer; one place in a document has one number."""

    def __init__(self, document: Callable[[str], Document], holds: Holds, nearness: Nearness) -> None:
        self._document = document
        self._holds = holds
        self._nearness = nearness
        self._numbers: dict[tuple[str, str], int] = {}
        self._made: list[Citation] = []

    @property
    def made(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._made)

    def of(self, sentence: str, evidence: Evidence) -> int:
        """The number under which `sentence` cites `evidence`."""
        quote = ""
        if evidence.kind == "source":
            quote = max(sentences(evidence.text), key=lambda other: self._nearness(sentence, other), default="")
        if not self._holds(evidence.document_id, quote):
            quote = ""  # the place is still named
        return self._number(evidence, quote)

    def again(self, citation: Citation) -> int:
        """The number of a citation that another answer made."""
        place = (citation.document_id, citation.quote or citation.section)
        return self._keep(place, citation)

    def _number(self, evidence: Evidence, quote: str) -> int:
        document = self._document(evidence.document_id)
        citation = Citation(
            number=0, document_id=document.id, title=document.title, edition=document.edition,
            section=evidence.section, page=evidence.page, quote=quote, address=document.address,
            superseded=document.superseded, passage_id=evidence.passage_id,
        )  # fmt: skip
        return self._keep((document.id, quote or evidence.section), citation)

    def _keep(self, place: tuple[str, str], citation: Citation) -> int:
        if place not in self._numbers:
            number = len(self._made) + 1
            self._numbers[place] = number
            self._made.append(replace(citation, number=number))
        return self._numbers[place]


