"""Whether a text holds a place that a question points to. Texts are compared squeezed: NFKC, no white space."""

from __future__ import annotations

from assistant.language.normalise import squeeze
from eval.questions import EvidenceItem

_LONG = 40
_RUN = 10
_MOST = 0.8
_PART = 0.5


def holds(text: str, item: EvidenceItem) -> bool:
    """Whether the squeezed `text` holds the whole place.

    An anchor must stand there as it is. Of a quote of more than 40 characters, 80 % of the runs of 10 characters are
    enough: repair takes page numbers, footnotes and running heads out of the text between.
    """
    anchor = squeeze(item.anchor)
    return anchor in text or (len(anchor) > _LONG and share(anchor, text) >= _MOST)


def bears(text: str, item: EvidenceItem) -> bool:
    """Whether the squeezed `text`, a single passage, counts as relevant: it holds the place, or half of a long quote
    (a quote may be cut by the end of a passage), or lies inside the quote as a whole.
    """
    anchor = squeeze(item.anchor)
    if anchor in text:
        return True
    return len(anchor) > _LONG and (share(anchor, text) >= _PART or (len(text) > _RUN and text in anchor))


def share(quote: str, text: str) -> float:
    """The share of the runs of 10 characters of `quote` that stand in `text`, both squeezed."""
    runs = {quote[i : i + _RUN] for i in range(max(1, len(quote) - _RUN + 1))}
    return sum(run in text for run in runs) / len(runs)
