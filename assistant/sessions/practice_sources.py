"""The places that a debrief stands on, numbered, with what stands there where the document is installed."""

from __future__ import annotations

from assistant.roleplay.debrief import Debrief
from assistant.roleplay.values import Source
from assistant.roles.grounds import Grounds
from assistant.types import Citation, NoteSource


class PracticeSources:
    """Numbers places in the order of first use; one place in a document has one number."""

    def __init__(self, grounds: Grounds) -> None:
        self._grounds = grounds
        self._made: dict[tuple[str, str], Citation] = {}

    def number(self, source: Source) -> int:
        """The number of a place of the rubric, of a slip or of a concern."""
        return self.of_note(NoteSource(document_id=source.document, section=source.section, anchor=source.anchor))

    def of_note(self, source: NoteSource, note_id: str | None = None) -> int:
        """The number of a place; `note_id` names the guide's note that stands on it."""
        ground = self._grounds.of(source)
        key = (source.document_id, ground.quote if ground else f"{source.section} {source.anchor}")
        if key not in self._made:
            document = self._grounds.document(source.document_id)
            page = self._grounds.passage(ground.passage_id).page if ground else None
            self._made[key] = Citation(
                number=len(self._made) + 1, document_id=document.id, title=document.title, edition=document.edition,
                section=source.section, page=page, quote=ground.quote if ground else "", address=document.address,
                note_id=note_id, superseded=document.superseded, passage_id=ground.passage_id if ground else "",
            )  # fmt: skip
        return self._made[key].number

    @property
    def made(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._made.values())


def sources_of(found: Debrief, grounds: Grounds) -> PracticeSources:
    """Every place of a debrief, numbered in the order in which it is read."""
    sources = PracticeSources(grounds)
    for part in (found.rows, found.hardening, found.slips, found.worries):
        for row in part:
            sources.number(row.source)
    return sources
