"""Where an anchor stands in the passages of a document, and the quotation that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.language.normalise import squeeze, squeeze_with_map
from assistant.language.sentences import sentences
from assistant.retrieval.units import Ground
from assistant.types import NoteSource, Passage

Stands = Callable[[str], bool]
"""Squeezed text → whether it stands unbroken in the document as it was read."""

_LONGEST_QUOTE = 220
_LEAST_PART = 8


def ground_of(
    source: NoteSource, passages: Sequence[Passage], squeezed: Sequence[str], stands: Stands
) -> Ground | None:
    """The first passage that holds the anchor of `source`, with its quote, or None where no passage does.

    `squeezed` are the texts of `passages`, all of the source's document.
    """
    for part in _parts(squeeze(source.anchor)):
        for passage, text in zip(passages, squeezed, strict=True):
            if part in text:
                return Ground(passage_id=passage.id, quote=quote_around(passage.text, part, stands))
    return None


def _parts(anchor: str) -> Iterator[str]:
    """The anchor, then its longer halves: repair may have set apart what stood side by side on the page."""
    yield anchor
    for length in range(len(anchor) - 1, _LEAST_PART - 1, -1):
        yield anchor[:length]
        yield anchor[-length:]


def quote_around(text: str, anchor: str, stands: Stands) -> str:
    """The sentence, row or item of `text` that holds `anchor` (squeezed), as far as it stands unbroken in the
    document; a long one is cut at commas around the anchor.
    """
    for piece in sentences(text):
        if anchor in squeeze(piece):
            return _shortened(_verbatim(piece, anchor, stands), anchor)
    flat, positions = squeeze_with_map(text)  # the anchor runs over the end of a sentence
    start = flat.find(anchor)
    if start < 0:
        return ""
    return text[positions[start] : positions[start + len(anchor) - 1] + 1].replace("\n", "")


def _verbatim(piece: str, anchor: str, stands: Stands) -> str:
    """The longest stretch of `piece` around `anchor` that stands in the document."""
    flat, positions = squeeze_with_map(piece)
    if stands(flat):
        return piece
    start = flat.find(anchor)
    end = start + len(anchor)
    while start > 0 and stands(flat[start - 1 : end]):
        start -= 1
    while end < len(flat) and stands(flat[start : end + 1]):
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
