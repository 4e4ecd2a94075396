"""Full-text search: every place where all the searched words stand, word for word. No ranking by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze
from assistant.language.spans import find_span
from assistant.types import EvidenceKind, Note, Passage

_AROUND = 70
"""Characters of an excerpt before and behind the first word found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A text that holds all the words. `id` is a passage's or a note's."""

    kind: EvidenceKind
    id: str
    document_id: str
    """The passage's document; empty for a note."""
    heading: str
    """Section of a passage, title of a note."""
    page: int | None
    excerpt: str
    found: tuple[tuple[int, int], ...]
    """Start and end of the words in `excerpt`, in order, not overlapping."""
    times: int
    """How often the words stand in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    hit: Hit
    text: str
    folded: str
    folded_heading: str


class FullText:
    """The texts of one generation. Read-only; threads may share it."""

    def __init__(self, passages: Iterable[Passage], notes: Iterable[Note]) -> None:
        self._rows = [*map(_passage_row, passages), *map(_note_row, notes)]

    def search(self, words: str, *, limit: int = 50) -> tuple[Sequence[Hit], int]:
        """Up to `limit` hits for `words` (separated by spaces; all must stand in the text or its heading), those with
        a word in the heading first, then the more frequent; and how many there are in all.
        """
        wanted = list(dict.fromkeys(squeeze(word).casefold() for word in words.split()))
        if not any(wanted):
            return (), 0
        held = [row for row in self._rows if all(word in row.folded or word in row.folded_heading for word in wanted)]
        held.sort(key=lambda row: (-sum(word in row.folded_heading for word in wanted), -_times(row, wanted)))
        return tuple(_hit(row, words.split(), _times(row, wanted)) for row in held[:limit]), len(held)


def _passage_row(passage: Passage) -> _Row:
    return _row(
        Hit(kind="source", id=passage.id, document_id=passage.document_id, heading=passage.section,
            page=passage.page, excerpt="", found=(), times=0),
        passage.text,
    )  # fmt: skip


def _note_row(note: Note) -> _Row:
    text = "\n".join(plain(section.text) for section in note.sections)
    return _row(
        Hit(kind="note", id=note.id, document_id="", heading=note.title, page=None, excerpt="", found=(), times=0), text
    )


def _row(hit: Hit, text: str) -> _Row:
    return _Row(hit=hit, text=text, folded=squeeze(text).casefold(), folded_heading=squeeze(hit.heading).casefold())


def _times(row: _Row, wanted: Sequence[str]) -> int:
    return sum(row.folded.count(word) for word in wanted)


def _hit(row: _Row, words: Sequence[str], times: int) -> Hit:
    text = row.text.casefold() if len(row.text.casefold()) == len(row.text) else row.text
    spans = [span for word in words if (span := find_span(text, word.casefold()))]
    middle = min((start for start, _ in spans), default=0)
    first, last = max(0, middle - _AROUND), min(len(row.text), middle + 2 * _AROUND)
    excerpt = row.text[first:last]
    found = _all_spans(text[first:last], words)
    h = row.hit
    return Hit(kind=h.kind, id=h.id, document_id=h.document_id, heading=h.heading, page=h.page, excerpt=excerpt,
               found=found, times=times)  # fmt: skip


def _all_spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    spans = []
    for word in words:
        at = 0
        while span := find_span(text[at:], word.casefold()):
            spans.append((at + span[0], at + span[1]))
            at += span[1]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
