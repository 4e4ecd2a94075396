"""Where the guide's notes stand in the installed documents: anchors are looked up once, at ingest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze, squeeze_with_map
from assistant.language.sentences import sentences
from assistant.language.tokens import terms
from assistant.retrieval.units import Ground, NoteUnit
from assistant.types import Note, NoteSource, Passage

_LONGEST_QUOTE = 220
_LEAST_PART = 8


def ground_notes(
    notes: Sequence[Note], passages: Mapping[str, Sequence[Passage]], texts: Mapping[str, str]
) -> list[NoteUnit]:
    """Each note with its grounds. `passages` and `texts` (as read) are by document id."""
    squeezed = {document: [squeeze(p.text) for p in found] for document, found in passages.items()}
    whole = {document: squeeze(text) for document, text in texts.items()}
    units = []
    for note in notes:
        grounds = tuple(
            _ground(source, passages.get(source.document_id, ()), squeezed.get(source.document_id, ()),
                    whole.get(source.document_id, ""))
            for source in note.sources
        )  # fmt: skip
        said = " ".join((note.title, *(plain(section.text) for section in note.sections)))
        asked = frozenset(terms(" ".join(note.questions)))
        units.append(NoteUnit(note=note, grounds=grounds, words=frozenset(terms(said)), asked=asked))
    return units


def _ground(
    source: NoteSource, passages: Sequence[Passage], squeezed: Sequence[str], whole: str
) -> Ground | None:
    anchor = squeeze(source.anchor)
    for part in _parts(anchor):
        for passage, text in zip(passages, squeezed, strict=True):
            if part in text:
                return Ground(passage_id=passage.id, quote=quote_around(passage.text, part, whole))
    return None


def _parts(anchor: str) -> Iterator[str]:
    """The anchor, then its longer halves: repair may have set apart what stood side by side on the page."""
    yield anchor
    for length in range(len(anchor) - 1, _LEAST_PART - 1, -1):
        yield anchor[:length]
        yield anchor[-length:]


def quote_around(text: str, anchor: str, whole: str) -> str:
    """The sentence, row or item of `text` that holds `anchor` (squeezed), as far as it stands unbroken in `whole`
    (the squeezed document as read); a long one is cut at commas around the anchor.
    """
    for piece in sentences(text):
        if anchor in squeeze(piece):
            return _shortened(_verbatim(piece, anchor, whole), anchor)
    flat, positions = squeeze_with_map(text)  # the anchor runs over the end of a sentence
    start = flat.find(anchor)
    if start < 0:
        return ""
    return text[positions[start] : positions[start + len(anchor) - 1] + 1].replace("\n", "")


def _verbatim(piece: str, anchor: str, whole: str) -> str:
    """The longest stretch of `piece` around `anchor` that stands in `whole`."""
    flat, positions = squeeze_with_map(piece)
    if flat in whole:
        return piece
    start = flat.find(anchor)
    end = start + len(anchor)
    while start > 0 and flat[start - 1 : end] in whole:
        start -= 1
    while end < len(flat) and flat[start : end + 1] in whole:
        end += 1
    return piece[positions[start] : positions[end - 1] + 1]


def _shortened(piece: str, anchor: str) -> str:
    if len(piece) <= _LONGEST_QUOTE:
        return piece
    flat, positions = squeeze_with_map(piece)
    start = positions[flat.find(anchor)]
    end = positions[flat.find(anchor) + len(anchor) - 1] + 1
    left = max(piece.rfind("\u3001", 0, max(0, start - 40)) + 1, end - _LONGEST_QUOTE, 0)
    right = piece.find("\u3001", min(len(piece), end + 40))
    stop = right if 0 < right <= left + _LONGEST_QUOTE else min(len(piece), left + _LONGEST_QUOTE)
    return piece[left:stop]
