"""Question → ranked notes and passages: lexical and vector channels, fused by fitted weights."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze
from assistant.language.tokens import terms
from assistant.retrieval.fusion import Weights, fuse, ranked
from assistant.retrieval.protocols import Embedder, LexicalIndex, Reranker, VectorStore
from assistant.retrieval.units import NoteUnit, PassageUnit

_CANDIDATES = 60
_CANDIDATES_IN_FRAME = 400
"""A part of the corpus is searched by filtering what the whole gives, so more of the whole has to be looked at."""
_BM25_MOST = 2.2
"""k1 + 1: what BM25 gives at most for one word, times its idf."""
_RERANKED = 30
_UNGUIDED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as retrieval sees it: its own words with weight 1, the glossary's with less."""

    text: str
    words: Mapping[str, float]
    expansions: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The words that the question itself says."""
        return tuple(word for word, weight in self.words.items() if weight == 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found for one question. Notes and passages are (id, score), best first."""

    query: Query
    notes: tuple[tuple[str, float], ...]
    passages: tuple[tuple[str, float], ...]
    unguided: tuple[tuple[str, float], ...]
    """Passages by what they say themselves, on the scale of notes: the guide may not know a document at all."""
    channels: Mapping[str, Mapping[str, float]] = field(repr=False)
    """Raw channel scores of notes and passages together, for confidence and for tuning."""


class Retriever:
    """Finds in one generation of the index. Holds no state between questions."""

    def __init__(
        self,
        *,
        notes: Mapping[str, NoteUnit],
        passages: Mapping[str, PassageUnit],
        lexical: LexicalIndex,
        vectors: VectorStore,
        embedder: Embedder,
        weights: Weights,
        reranker: Reranker | None = None,
    ) -> None:
        self._notes = notes
        self._passages = passages
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        self._reranker = reranker
        self.weights = weights
        self._idf = _inverse_frequencies([*notes.values(), *passages.values()])
        self._grounds: dict[str, list[str]] = {}
        for note_id, unit in notes.items():
            for passage_id in dict.fromkeys(g.passage_id for g in unit.grounds if g):
                self._grounds.setdefault(passage_id, []).append(note_id)

    def idf(self, word: str) -> float:
        """Inverse document frequency over notes and passages; an unknown word weighs as much as the rarest."""
        return self._idf.get(word, self._idf[""])

    def query(self, text: str, expansions: Sequence[str] = ()) -> Query:
        """`text` with the other names that the glossary knows for what it says."""
        words = dict.fromkeys(terms(text), 1.0)
        for expansion in expansions:
            for word in terms(expansion):
                words.setdefault(word, self.weights.synonym)
        return Query(text=text, words=words, expansions=tuple(expansions))

    def find(self, query: Query, keep: Callable[[str], bool] | None = None) -> Found:
        """Ranked notes and passages for `query`, of those units that `keep` keeps (all, where it is None)."""
        channels = self.channels(query, _CANDIDATES if keep is None else _CANDIDATES_IN_FRAME)
        if keep is not None:
            channels = {name: {u: s for u, s in scores.items() if keep(u)} for name, scores in channels.items()}
        notes = fuse({n: _only(channels[n], self._notes) for n in self.weights.notes}, self.weights.notes)
        own = {n: _only(channels[n], self._passages) for n in self.weights.passages if n != "notes"}
        own["notes"] = self.from_notes(notes)
        passages = ranked(fuse(own, self.weights.passages))
        alone = {name: weight for name, weight in self.weights.notes.items() if name in own}
        alone["said"] = self.weights.notes.get("said", 0.0) + self.weights.notes.get("asked", 0.0)
        return Found(
            query=query,
            notes=tuple(ranked(notes)),
            passages=tuple(self._reranked(query, passages)),
            unguided=tuple(ranked(fuse(own, alone))[:_UNGUIDED]),
            channels=channels,
        )

    def channels(self, query: Query, limit: int = _CANDIDATES) -> dict[str, dict[str, float]]:
        """Raw scores by channel and unit, all about 0 to 1, so that they compare between questions: lexical ones are
        shares of the most that BM25 could give the question, vector ones are cosines, `said` and `asked` the share of
        the question's words that a unit says (a note: says, or is asked with).
        """
        # a question of nothing but words of a glossary that weighs nothing has no most
        most = _BM25_MOST * sum(weight * self.idf(word) for word, weight in query.words.items()) or 1.0
        found: dict[str, dict[str, float]] = {}
        for name in ("questions", "heading", "body"):
            hits = self._lexical.search(name, dict(query.words), limit) if query.words else []
            found[f"lex_{name}"] = {hit.unit: hit.score / most for hit in hits}
        vector = self._embedder.embed_queries([query.text])[0]
        for name in ("questions", "texts"):
            hits = self._vectors.search(name, vector, limit) if vector.any() else []
            found[f"vec_{name}"] = {hit.unit: max(0.0, hit.score) for hit in hits}
        return found | self._shares(query, {unit for scores in found.values() for unit in scores})

    def from_notes(self, notes: Mapping[str, float]) -> dict[str, float]:
        """What passages inherit: the score of the best note that stands on them."""
        inherited: dict[str, float] = {}
        for note_id, score in notes.items():
            for ground in self._notes[note_id].grounds:
                if ground and score > inherited.get(ground.passage_id, 0.0):
                    inherited[ground.passage_id] = score
        return inherited

    def _shares(self, query: Query, units: set[str]) -> dict[str, dict[str, float]]:
        own = {word: self.idf(word) for word, weight in query.words.items() if weight == 1.0}
        total = sum(own.values()) or 1.0
        said: dict[str, float] = {}
        asked: dict[str, float] = {}
        names = frozenset(own)  # of two sets the smaller is walked through; a dict's keys would walk through the other
        for unit in units:
            note = self._notes.get(unit)
            words = note.words if note else self._passages[unit].words
            spoken = names & words
            said[unit] = sum(own[word] for word in spoken) / total
            if note:
                asked[unit] = said[unit] + sum(own[word] for word in (names & note.asked) - spoken) / total
        return {"said": said, "asked": asked}

    def knows(self, word: str) -> bool:
        """Whether any note or passage says `word`."""
        return word in self._idf

    def unit(self, unit: str) -> NoteUnit | PassageUnit:
        """The note or passage under the id `unit`."""
        return self._notes.get(unit) or self._passages[unit]

    def holds(self, text: str) -> bool:
        """Whether `text` (squeezed, in lower case) stands in any note, question or passage."""
        return text in self._everything

    @cached_property
    def _everything(self) -> str:
        notes = (unit.note for unit in self._notes.values())
        asked = (text for note in notes for text in (note.title, *note.questions))
        texts = map(self.text_of, (*self._notes, *self._passages))
        return "\n".join(squeeze(text).lower() for text in (*asked, *texts))

    def text_of(self, unit: str) -> str:
        """What a note or passage says, as one text."""
        note = self._notes.get(unit)
        if note is None:
            return self._passages[unit].passage.text
        return "\n".join(plain(section.text) for section in note.note.sections)

    def asked_of(self, unit: str) -> frozenset[str]:
        """Words of the questions of a note; none for a passage."""
        note = self._notes.get(unit)
        return note.asked if note else frozenset()

    def words_of(self, unit: str) -> frozenset[str]:
        """Words that a note or passage says."""
        note = self._notes.get(unit)
        return note.words if note else self._passages[unit].words

    def _reranked(self, query: Query, passages: list[tuple[str, float]]) -> list[tuple[str, float]]:
        if self._reranker is None or not passages:
            return passages
        head, tail = passages[:_RERANKED], passages[_RERANKED:]
        scores = self._reranker.score(query.text, [self._passages[unit].passage.text for unit, _ in head])
        order = sorted(zip(scores, head, strict=True), key=lambda pair: -pair[0])
        # the fused scores stay in place, so that thresholds keep their meaning; only who holds them changes
        return [(unit, score) for (_, (unit, _)), (_, score) in zip(order, head, strict=True)] + tail


def _only(scores: Mapping[str, float], units: Mapping[str, object]) -> dict[str, float]:
    return {unit: score for unit, score in scores.items() if unit in units}


def _inverse_frequencies(units: Sequence[NoteUnit | PassageUnit]) -> dict[str, float]:
    counts = Counter(word for unit in units for word in unit.words)
    size = len(units)
    table = {word: math.log(1 + (size - n + 0.5) / (n + 0.5)) for word, n in counts.items()}
    table[""] = math.log(1 + (size + 0.5) / 0.5)
    return table
