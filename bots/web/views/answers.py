"""An answer as its card shows it."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import prompts
from assistant.answering.shape import certainty_label
from assistant.knowledge.catalog import Catalog
from assistant.types import Answer, Citation
from bots.web.views.places import Places
from bots.web.views.text import safe_address


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """One numbered source."""

    number: int
    section: str
    page: int | None
    quote: str
    href: str
    """The passage where it is installed, else the guide's note that names the place, else nothing."""
    note_id: str | None
    quoted: bool = False
    """The answer quotes it already, under the basis layer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A document with the citations that stand in it."""

    document_id: str
    title: str
    short: str
    edition: str
    superseded: bool
    address: str
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, slots=True)
class AnswerCards:
    """Makes the views; `places` gives the places of the generation that serves now."""

    catalog: Catalog
    places: Callable[[], Places]

    def body(self, answer: Answer) -> dict[str, Any]:
        """What the body of a card needs beside the answer."""
        return {
            "hrefs": self.hrefs(answer.citations),
            "groups": self.sources(answer.citations, answer.quoted),
            "certainty": certainty_label(answer.certainty) if answer.status == "answered" else "",
        }

    def sources(self, citations: Sequence[Citation], quoted: Container[int] = ()) -> list[SourceView]:
        """`citations` by document, in the order of first use; the numbers in `quoted` need no quotation any more."""
        places = self.places()
        grouped: dict[str, list[Citation]] = {}
        for citation in citations:
            grouped.setdefault(citation.document_id, []).append(citation)
        return [self._source(row, places, quoted) for row in grouped.values()]

    def hrefs(self, citations: Sequence[Citation]) -> dict[int, str]:
        """Where the mark of each citation leads."""
        places = self.places()
        return {citation.number: _href(citation, places) for citation in citations}

    def short(self, document_id: str, title: str) -> str:
        """The short title of a document."""
        entry = self.catalog.entries.get(document_id)
        return entry.short if entry else title

    def as_text(self, answer: Answer) -> str:
        """The answer with its sources, to be pasted somewhere else."""
        lines = [answer.question, ""]
        lines += [prompts.text("ui/web", "copy.section", label=s.label, text=s.text) for s in answer.sections]
        if not answer.sections:
            lines.append(answer.text)
        if answer.citations:
            lines += ["", prompts.text("ui/web", "copy.sources")]
        for citation in answer.citations:
            place = [citation.title, citation.edition, citation.section]
            if citation.page is not None:
                place.append(prompts.text("ui/web", "copy.page", page=citation.page))
            lines.append(f"[{citation.number}] " + " / ".join(part for part in place if part))
            if citation.quote and citation.number not in answer.quoted:
                lines.append(prompts.text("ui/web", "copy.quote", quote=citation.quote.strip()))
        lines += [prompts.text("ui/web", "copy.warning", text=warning) for warning in answer.warnings]
        return "\n".join(lines)

    def _source(self, citations: Sequence[Citation], places: Places, quoted: Container[int]) -> SourceView:
        first = citations[0]
        return SourceView(
            document_id=first.document_id,
            title=first.title,
            short=self.short(first.document_id, first.title),
            edition=first.edition,
            superseded=first.superseded,
            address=safe_address(first.address),
            citations=tuple(
                CitationView(
                    number=c.number, section=c.section, page=c.page, quote=c.quote, href=_href(c, places),
                    note_id=c.note_id, quoted=c.number in quoted,
                )
                for c in citations
            ),
        )  # fmt: skip


def _href(citation: Citation, places: Places) -> str:
    place = places.of_quote(citation.document_id, citation.passage_id, citation.quote)
    if place:
        return place.href
    return f"/notes/{quote(citation.note_id, safe='')}" if citation.note_id else ""
