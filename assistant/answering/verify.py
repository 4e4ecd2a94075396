"""The check of a model's sentences: code, not the model, decides what reaches a user.

A sentence is kept only if the passages that it cites bear it: every figure, name, quotation and word of quantity in it
stands there, it does not say no where they say yes, and enough of its content words, weighted by how rare they are,
are theirs. Nothing is mended and nothing is attributed anew; what is not borne is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import prompts
from assistant.answering.anchoring import Placed, anchored, placed
from assistant.answering.figures import Figure, figures, is_date
from assistant.answering.polarity import Said, clauses_of, opposed, said
from assistant.answering.rivals import Named, named, ruled_out
from assistant.answering.surroundings import Weight as Weight
from assistant.guard.instructions import is_instruction
from assistant.language.names import proper_names
from assistant.language.normalise import squeeze
from assistant.language.sentences import sentences
from assistant.language.tokens import terms, word_set

SUPPORT = 0.6
"""Share of a text's content words (each weighted by its idf) with which another text says it in so many words."""
BORNE = 0.55
"""The same for a model's sentence and the passages that it cites; what changes its meaning is looked for besides.

Chosen with `renkei eval --verification`: of the guide's statements, which put things in other words than the documents,
60 % pass the whole check against the passages they stand on, at 0.6 58 %, at 0.5 61 %.
"""
CLAUSE = 0.34
"""The same for each clause with at least three content words, so that nothing rides along on a true main clause."""
_LEAST_WORDS = 3
"""Content words of a sentence that says something, and of a clause that is looked at by itself."""

Reason = Literal[
    "kept", "uncited", "invented", "address", "figure", "quantity", "name", "quotation", "words", "clause", "opposite",
    "rival",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered passage as it was shown to the model, with what the check needs of it."""

    number: int
    heading: str
    text: str
    edition: str = ""
    """Of the document, such as the year that it is of: a sentence may name that year."""
    words: frozenset[str] = field(init=False, repr=False)
    placed: tuple[Placed, ...] = field(init=False, repr=False)
    named: tuple[Named, ...] = field(init=False, repr=False)
    said: tuple[Said, ...] = field(init=False, repr=False)
    squeezed: str = field(init=False, repr=False)
    dated: frozenset[Figure] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        whole = f"{self.heading}\n{self.text}"
        object.__setattr__(self, "words", frozenset(terms(whole)))
        object.__setattr__(self, "placed", placed(self.text))  # numbers of headings count chapters, not things
        object.__setattr__(self, "named", named(self.text))
        object.__setattr__(self, "said", said(self.text))
        dated = frozenset(figure for figure in figures(self.edition) if is_date(figure))
        object.__setattr__(self, "dated", dated)
        object.__setattr__(self, "squeezed", squeeze(whole).lower())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is kept, why not, and the citations that bear it (the needless ones left out)."""

    reason: Reason
    citations: tuple[int, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the sentence may be shown."""
        return self.reason == "kept"


class Verifier:
    """Checks sentences against the passages of one answer."""

    def __init__(self, sources: Iterable[Source], weight: Weight) -> None:
        """`weight` is the inverse document frequency of a word."""
        self._sources: Mapping[int, Source] = {source.number: source for source in sources}
        self._weight = weight

    def check(self, sentence: str, numbers: Sequence[int]) -> Verdict:
        """The verdict on `sentence`, which cites the passages `numbers`."""
        if not numbers:
            return Verdict("uncited")
        cited = [self._sources[number] for number in numbers if number in self._sources]
        if not cited:
            return Verdict("invented")
        reason = self._fault(sentence, cited)
        if reason != "kept":
            return Verdict(reason)
        return Verdict("kept", tuple(source.number for source in self._needed(sentence, cited)))

    def _needed(self, sentence: str, cited: list[Source]) -> list[Source]:
        """The cited passages without those that the sentence can do without, the least fitting tried first."""
        needed, own = list(cited), set(terms(sentence))
        for source in sorted(cited, key=lambda one: word_share(own, one.words, self._weight)):
            rest = [one for one in needed if one is not source]
            if rest and self._fault(sentence, rest) == "kept":
                needed = rest
        return needed

    def _fault(self, sentence: str, cited: list[Source]) -> Reason:
        words = _words()
        if words.address.search(squeeze(sentence)):
            return "address"
        if not anchored(sentence, [one for source in cited for one in source.placed], self._weight, _dates_of(cited)):
            return "figure"
        whole = "\n".join(source.squeezed for source in cited)
        if not _quantities_stand(squeeze(sentence), whole):
            return "quantity"
        if not all(squeeze(name).lower() in whole for name in proper_names(sentence)):
            return "name"
        if not all(squeeze(quoted).lower() in whole for quoted in words.quoted.findall(sentence)):
            return "quotation"
        return self._words_fault(sentence, cited)

    def _words_fault(self, sentence: str, cited: list[Source]) -> Reason:
        known = frozenset().union(*(source.words for source in cited))
        own = set(terms(sentence))
        if len(own) < _LEAST_WORDS or word_share(own, known, self._weight) < BORNE:
            return "words"
        for clause in clauses_of(sentence):
            own = set(terms(clause))
            if len(own) >= _LEAST_WORDS and word_share(own, known, self._weight) < CLAUSE:
                return "clause"
        if opposed(sentence, [one for source in cited for one in source.said], self._weight):
            return "opposite"
        others = [one for source in cited for one in source.named]
        return "rival" if ruled_out(sentence, others, self._weight) else "kept"


def _dates_of(cited: Sequence[Source]) -> frozenset[Figure]:
    """The dates that all of `cited` are of: of two documents it would be open which is meant."""
    first, *others = (source.dated for source in cited)
    return first.intersection(*others)


def without_instructions(text: str) -> str:
    """`text` of a document without the sentences that give orders to a machine: no reader needs them."""
    kept = [sentence for sentence in sentences(text) if not is_instruction(sentence)]
    return "\n".join(kept)


def nearness(sentence: str, other: str, weight: Weight) -> float:
    """Share of the content words of `sentence`, by idf, that `other` says, 0 to 1."""
    return word_share(set(terms(sentence)), word_set(other), weight)


def word_share(own: Collection[str], known: Collection[str], weight: Weight) -> float:
    """Share of the words `own`, by idf, that are among `known`, 0 to 1."""
    total = sum(weight(word) for word in own)
    return sum(weight(word) for word in own if word in known) / total if total else 0.0


def _quantities_stand(sentence: str, said: str) -> bool:
    return all(
        any(form in said for form in forms) for forms in _words().quantities if any(form in sentence for form in forms)
    )


@dataclass(frozen=True, slots=True)
class _Words:
    address: re.Pattern[str]
    quoted: re.Pattern[str]
    quantities: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = prompts.load("answer/verify")
    return _Words(
        address=re.compile(data["address"]),
        quoted=re.compile("[\u300c\u300e]([^\u300c\u300d\u300e\u300f]+)[\u300d\u300f]"),
        quantities=tuple(tuple(row) for row in data["quantities"]),
    )
