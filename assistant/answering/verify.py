"""The check of a model's sentences: code, not the model, decides what reaches a user.

A sentence is kept only if the passages that it cites bear it: every figure, name, quotation and word of quantity in it
stands there, it does not say no where they say yes, and enough of its content words, weighted by how rare they are,
are theirs. Nothing is mended and nothing is attributed anew; what is not borne is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import prompts
from assistant.answering.anchoring import Line, anchored, lines
from assistant.guard.instructions import is_instruction
from assistant.language.names import proper_names
from assistant.language.normalise import squeeze
from assistant.language.sentences import sentences
from assistant.language.tokens import terms, word_set

SUPPORT = 0.6
"""Share of a sentence's content words (each weighted by its idf) that the cited text must say.

Chosen on the guide: of its 2,484 statements, which put things in other words than the documents, 65 % pass the whole
check against the passages they stand on, and 3.0 % against a passage next to those, which mostly says the same again.
At 0.5 it is 70 % and 4.8 %, at 0.7 58 % and 2.2 %. Of statements turned into their opposite 93 % are found out.
"""
CLAUSE = 0.34
"""The same for each clause with at least three content words, so that nothing rides along on a true main clause."""
_LEAST_WORDS = 3
"""Content words of a sentence that says something, and of a clause that is looked at by itself."""
_NEAR = 0.75
"""Where clauses of the source share this much with a clause (of two words or more), one must agree about yes and no."""
_NEAR_WORDS = 2

Reason = Literal[
    "kept", "uncited", "invented", "address", "figure", "quantity", "name", "quotation", "words", "clause", "opposite",
]  # fmt: skip
Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered passage as it was shown to the model, with what the check needs of it."""

    number: int
    heading: str
    text: str
    words: frozenset[str] = field(init=False, repr=False)
    lines: tuple[Line, ...] = field(init=False, repr=False)
    squeezed: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        whole = f"{self.heading}\n{self.text}"
        object.__setattr__(self, "words", frozenset(terms(whole)))
        object.__setattr__(self, "lines", lines(self.text))  # numbers of headings count chapters, not things
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
        if not anchored(sentence, [line for source in cited for line in source.lines], self._share):
            return "figure"
        said = "\n".join(source.squeezed for source in cited)
        if not _quantities_stand(squeeze(sentence), said):
            return "quantity"
        if not all(squeeze(name).lower() in said for name in proper_names(sentence)):
            return "name"
        if not all(squeeze(quoted).lower() in said for quoted in words.quoted.findall(sentence)):
            return "quotation"
        return self._words_fault(sentence, cited)

    def _share(self, own: frozenset[str], known: frozenset[str]) -> float:
        return word_share(own, known, self._weight)

    def _words_fault(self, sentence: str, cited: list[Source]) -> Reason:
        known = frozenset().union(*(source.words for source in cited))
        own = set(terms(sentence))
        if len(own) < _LEAST_WORDS or word_share(own, known, self._weight) < SUPPORT:
            return "words"
        for clause in _words().clause.split(sentence):
            own = set(terms(clause))
            if len(own) >= _LEAST_WORDS and word_share(own, known, self._weight) < CLAUSE:
                return "clause"
        return "opposite" if self._is_opposed(sentence, cited) else "kept"

    def _is_opposed(self, sentence: str, cited: list[Source]) -> bool:
        """Whether `sentence` says no where the source says yes, or the reverse.

        Clause by clause where the source has clauses near to one of the sentence; for the main clause, which carries
        the assertion, also against the source's nearest sentence as a whole.
        """
        theirs = [other for source in cited for other in sentences(source.text)]
        clauses = [(word_set(c), denies(c)) for other in theirs for c in _words().clause.split(other)]
        own_clauses = _words().clause.split(sentence)
        for clause in own_clauses:
            own = set(terms(clause))
            near = [no for known, no in clauses if word_share(own, known, self._weight) >= _NEAR]
            if len(own) >= _NEAR_WORDS and near and denies(clause) not in near:
                return True
        own = set(terms(sentence))
        nearest = max(theirs, key=lambda other: word_share(own, word_set(other), self._weight), default="")
        no, their_no = denies(own_clauses[-1]), denies(_words().clause.split(nearest)[-1])
        return (no and not denies(nearest)) or (their_no and not denies(sentence))


def denies(sentence: str) -> bool:
    """Whether `sentence`, or a clause of one, says no. Two noes that make a yes are none."""
    words = _words()
    return bool(words.negative.search(words.double_negatives.sub("", squeeze(sentence).rstrip("\u3002.!?"))))


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
    clause: re.Pattern[str]
    negative: re.Pattern[str]
    double_negatives: re.Pattern[str]
    quantities: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = prompts.load("answer/verify")
    return _Words(
        address=re.compile(data["address"]),
        quoted=re.compile("[\u300c\u300e]([^\u300c\u300d\u300e\u300f]+)[\u300d\u300f]"),
        clause=re.compile("(?<![\u306f\u3082])[\u3001\uff0c,]"),  # a topic belongs to the clause behind it
        negative=re.compile(data["negative"]),
        double_negatives=re.compile(data["double_negatives"]),
        quantities=tuple(tuple(row) for row in data["quantities"]),
    )
