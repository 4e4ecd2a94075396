"""What the units that were found say of a question: its words, its names, and the detail that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.asked_for import AskedFor, Detail, details_of, is_general
from assistant.answering.question import asked_terms
from assistant.language.normalise import squeeze
from assistant.language.sentences import sentences
from assistant.language.tokens import terms, word_set
from assistant.retrieval.retriever import Found, Retriever
from assistant.retrieval.units import NoteUnit

_NOTES, _PASSAGES, _ALONE = 4, 4, 3
_GROUNDED = 2
_ASKED_LIKE_IT = 3
_ALIKE = {"number": "count"}
"""How many with and without a counter is one kind of question."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    """Squeezed."""
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Unit:
    id: str
    sentences: tuple[_Sentence, ...]
    title: frozenset[str]
    """Words of a note's title or of a passage's heading path."""
    words: frozenset[str]
    """What it says or is asked with."""
    grounds: tuple[str, ...]
    """The passages that it stands on."""


class Support:
    """The best notes and passages of one question, and the passages that the first notes stand on."""

    def __init__(self, found: Found, asked: AskedFor, retriever: Retriever) -> None:
        self._retriever = retriever
        self._asked = asked
        self._query = found.query
        best = found.notes[0][1] if found.notes else 0.0
        self._document_leads = bool(found.unguided) and found.unguided[0][1] >= best
        self._notes = [unit for unit, _ in found.notes[:_NOTES]]
        first = map(retriever.unit, self._notes[:_GROUNDED])
        grounds = [ground for note in first if isinstance(note, NoteUnit) for ground in _grounds(note)]
        others = [unit for unit, _ in (*found.passages[:_PASSAGES], *found.unguided[:_ALONE])]
        self._units = [_read(retriever, unit) for unit in dict.fromkeys((*self._notes, *others, *grounds))]
        self._own = frozenset(word for word in found.query.own if not is_general(word))
        self._explained = self._is_explained()
        self._nouns = frozenset() if self._explained else self._own & asked.nouns
        self._idf = {word: retriever.idf(word) for word in self._own}
        self.weight = sum(self._idf.values())
        """How much the question says: the inverse document frequencies of its words, summed."""
        names = [*asked.places, *(name for name in asked.letters if retriever.holds(name))]
        self._rest = self._own.difference(*map(terms, names)) or self._own
        self._naming = [unit for unit in self._units if self._says_all(unit, names)]

    def blank(self) -> bool:
        """Whether the question says nothing that the index knows but numbers, single characters, kinds of answer."""
        return not self._explained and not self._says_something()

    def filled(self, detail: Detail) -> float:
        """The largest share of the question that a sentence with such a detail says together with its title."""
        return max((self._share((self._own & sentence.words) | (self._own & unit.title))
                    for unit in self._units for sentence in unit.sentences
                    if detail.given_by(sentence.text, sentence.words | unit.title)),
                   default=0.0)  # fmt: skip

    def nouns(self) -> float:
        """The largest share of the question's nouns that one unit says; all of a term that only the glossary says."""
        if self._explained:
            return 1.0
        return max((self._share(self._nouns & unit.words, self._nouns) for unit in self._units), default=0.0)

    def lacking(self) -> float:
        """The idf of the two rarest nouns that a unit does not say, for the unit that says most; 1: both unheard of."""
        most = 2 * self._retriever.idf("")
        gaps = (sorted((self._idf[noun] for noun in self._unsaid(unit)), reverse=True) for unit in self._units)
        return min((sum(gap[:2]) for gap in gaps), default=most) / most

    def unknown_nouns(self) -> int:
        """Nouns of the question that no note or passage of the index says."""
        return sum(1 for noun in self._nouns if not self._retriever.knows(noun))

    def unheard(self) -> int:
        """Compounds of the question that stand nowhere in the index as they are written."""
        return sum(1 for compound in self._asked.compounds if not self._retriever.holds(compound))

    def places_missing(self) -> bool:
        """Whether the question names a place, person or body that none of the units says."""
        return any(not any(name in text for unit in self._units for text in self._texts(unit, behind=True))
                   for name in self._asked.places)  # fmt: skip

    def beside_names(self) -> float:
        """The largest share of the question, its names aside, that a unit says which says all of the names."""
        return max((self._share(self._rest & unit.words, self._rest) for unit in self._naming), default=0.0)

    def asked_alike(self) -> bool:
        """Whether one of the first notes is there to answer a question after a detail of the same kind; a document
        that says more of the question than any note need not be asked.
        """
        if self._document_leads:
            return True
        kinds = _kinds(self._asked.details)
        return any(kinds & _kinds(details_of(question)) for question in self._questions())

    def anticipated(self) -> bool:
        """Whether one of the first notes is asked with the very words of the question."""
        words = frozenset(self._query.own)
        return len(words) > 1 and any(word_set(question) == words for question in self._questions())

    def edition_missing(self) -> bool:
        """Whether the question names an edition, period or year that nothing in the index says."""
        return any(not any(map(self._retriever.holds, names)) for names in self._asked.editions)

    def says(self, text: str) -> bool:
        """Whether one of the units says `text` (squeezed, in lower case)."""
        return any(text in said for unit in self._units for said in self._texts(unit))

    def _says_something(self) -> bool:
        return any(len(word) > 1 and self._retriever.knows(word) for word in self._own)

    def _is_explained(self) -> bool:
        """Whether the meaning of a term is asked for that the index says by another name only, which the glossary
        gives.
        """
        if not asked_terms(self._query.text) or self._says_something():
            return False
        return any(self._retriever.holds(_flat(name)) for name in self._query.expansions)

    def _questions(self) -> Iterator[str]:
        """What the first notes are asked with."""
        for unit in self._notes[:_ASKED_LIKE_IT]:
            note = self._retriever.unit(unit)
            if isinstance(note, NoteUnit):
                yield from (note.note.title, *note.note.questions)

    def _says_all(self, unit: _Unit, names: Sequence[str]) -> bool:
        return all(any(name in text for text in self._texts(unit)) for name in names)

    def _unsaid(self, unit: _Unit) -> frozenset[str]:
        """Nouns of the question that neither `unit` nor what it stands on says."""
        left = self._nouns - unit.words
        for ground in unit.grounds:
            left -= self._retriever.words_of(ground)
        return left

    def _texts(self, unit: _Unit, *, behind: bool = False) -> Iterator[str]:
        """Title, questions and text of `unit`, and the texts that it stands on, squeezed and in lower case."""
        found = self._retriever.unit(unit.id)
        if isinstance(found, NoteUnit):
            yield from map(_flat, (found.note.title, *found.note.questions))
        yield from map(_flat, map(self._retriever.text_of, (unit.id, *(unit.grounds if behind else ()))))

    def _share(self, said: frozenset[str], of: frozenset[str] | None = None) -> float:
        """How much of the words `of` (the question's own) is `said`, a part of them, by inverse document frequency."""
        total = self.weight if of is None else sum(self._idf[word] for word in of)
        return sum(self._idf[word] for word in said) / total if total else 0.0


def _read(retriever: Retriever, unit: str) -> _Unit:
    found, words = retriever.unit(unit), retriever.words_of(unit) | retriever.asked_of(unit)
    sentences_of = _sentences(retriever.text_of(unit))
    if not isinstance(found, NoteUnit):
        heading = word_set(found.passage.section)
        return _Unit(unit, sentences_of, heading, words | heading, ())
    return _Unit(unit, sentences_of, word_set(found.note.title), words, _grounds(found))


def _kinds(details: Sequence[Detail]) -> set[str]:
    return {_ALIKE.get(detail.kind, detail.kind) for detail in details}


def _grounds(note: NoteUnit) -> tuple[str, ...]:
    return tuple(ground.passage_id for ground in note.grounds if ground)


@lru_cache(maxsize=4_096)
def _sentences(text: str) -> tuple[_Sentence, ...]:
    """The sentences of the text of a unit. Kept, because the units of the guide come back with every question."""
    return tuple(_Sentence(squeeze(piece), frozenset(terms(piece))) for piece in sentences(text))


@lru_cache(maxsize=8_192)
def _flat(text: str) -> str:
    return squeeze(text).lower()
