"""Pairs of a sentence and a place that it cites: all of them, and a sample to read by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.language.normalise import squeeze
from assistant.types import Answer, Citation, content_id
from eval.cited import cited_sentences

SIZE = 60
"""Pairs that are read by hand."""
_DRAW = 2
"""Raised whenever notes were mended after a sample was read: a sample that repairs followed shows too good a figure."""
_NOT_CLAIMED = frozenset({"basis", "wording"})
"""Layers that claim nothing themselves: quotations, and words for one's own town."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence of an answer, without its marks, and one of the places that it cites."""

    sentence: str
    citation: Citation
    beside: tuple[Citation, ...] = ()
    """The other places that the sentence cites; what one place leaves out another may hold."""

    @property
    def key(self) -> str:
        """Hash of the sentence and of its places, this one first: where one of them changes, a verdict is void."""
        parts = [part for citation in (self.citation, *self.beside) for part in _place(citation)]
        return content_id(squeeze(self.sentence), *parts)

    @property
    def lot(self) -> str:
        """Hash of the sentence and of this place alone, by which it is drawn."""
        return content_id(squeeze(self.sentence), *_place(self.citation))


def _place(citation: Citation) -> tuple[str, str]:
    """The passage (its id hashes its text) and the quote."""
    return citation.passage_id or f"{citation.document_id}/{citation.section}", squeeze(citation.quote)


def pairs(answer: Answer) -> list[Pair]:
    """Every pair of `answer`, in reading order."""
    citations = {citation.number: citation for citation in answer.citations}
    parts = [s.text for s in answer.sections if s.layer not in _NOT_CLAIMED] if answer.sections else [answer.text]
    found = []
    for sentence in (sentence for part in parts for sentence in cited_sentences(part)):
        cited = [citations[number] for number in dict.fromkeys(sentence.numbers) if number in citations]
        found += [Pair(sentence.text, one, tuple(other for other in cited if other is not one)) for one in cited]
    return found


def sample(answers: Iterable[Answer], *, seed: int, size: int = SIZE) -> list[Pair]:
    """`size` different pairs, each as likely as any other, in the order of their draw.

    A pair's place in the draw is a hash of the seed and of the pair. So a sentence that changes takes only its own
    pairs out of the sample, and what was judged of the others stays good (bottom-k sampling: Cohen, Kaplan 2007,
    "Summarizing data using bottom-k sketches").
    """
    found = {pair.lot: pair for answer in answers for pair in pairs(answer)}
    drawn = sorted(found, key=lambda lot: hashlib.sha256(f"{seed}/{_DRAW}/{lot}".encode()).digest())
    return [found[lot] for lot in drawn[:size]]
