"""An utterance as the rules see it: sentences, clauses, Sudachi words, and what stands in quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.language.normalise import normalise
from assistant.language.sentences import sentences
from assistant.language.sudachi import short_units
from assistant.roleplay.patterns import MANNER, alternation

_COMMA = "\u3001"
_OPEN, _CLOSE = "\u300c\u300e", "\u300d\u300f"
_LONG_QUOTE = 90
_LIST_FROM, _LIST_PIECE = 7, 11
_NAMES_SOMETHING = re.compile("[\u4e00-\u9fff\u30a1-\u30ffA-Za-z0-9]")
_LONGEST = 8_000  # Sudachi refuses inputs over 49,149 bytes
_TOPIC_END = alternation(MANNER["topic_end"], end=True)
_LEANS_BACK = alternation(MANNER["leans_back"], start=True)
_JARGON = alternation(MANNER["jargon"])
_OUT_OF_ROLE = alternation(MANNER["out_of_role"])
_ASKS = alternation(MANNER["asks"])
_THANKED = alternation(MANNER["thanked"], end=True)
_COURTESY = alternation(MANNER["courtesy"])
_VAGUE = alternation(MANNER["vague"])
_CONCRETE = alternation(MANNER["concrete"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One Sudachi morpheme in its normalised (dictionary) form, with its place in the sentence's normal form."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an utterance. All positions are in `text`, the normal form; `raw` is as it was said."""

    raw: str
    text: str
    words: tuple[Word, ...]
    clauses: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]
    """Stretches inside corner brackets, without the brackets."""
    hollow: bool
    """Official phrases and nothing that could be done, counted or asked, courtesy that names nothing, or words to the
    exercise and not to the partner: it earns nothing.
    """
    official: int
    """How many official phrases it holds."""
    vague: bool
    """It praises or puts off what it names (important, to be considered, as far as possible)."""

    def quote(self, start: int, end: int) -> str:
        """The speaker's own words around `text[start:end]`: the sentence, or the clauses of a long one."""
        if len(self.raw) <= _LONG_QUOTE:
            return self.raw
        spoken, read = self.raw.split(_COMMA), self.text.split(_COMMA)
        if len(spoken) != len(read):
            return self.raw
        first = self.text.count(_COMMA, 0, start)
        last = self.text.count(_COMMA, 0, max(start, end - 1))
        return _COMMA.join(spoken[first : last + 1]).strip()

    def in_quotes(self, position: int) -> tuple[int, int] | None:
        """The quoted stretch that `position` lies in, or None."""
        return next((span for span in self.quoted if span[0] <= position < span[1]), None)


def read(utterance: str) -> tuple[Sentence, ...]:
    """The sentences of `utterance` in order; empty for an empty one."""
    return tuple(_sentence(raw) for raw in sentences(utterance))


def _sentence(raw: str) -> Sentence:
    text = normalise(raw)
    quoted = _quoted(text)
    return Sentence(
        raw=raw,
        text=text,
        words=_words(text),
        clauses=_clauses(text, quoted),
        quoted=quoted,
        hollow=_hollow(text),
        official=len(_JARGON.findall(text)),
        vague=_VAGUE.search(text) is not None,
    )


def _words(text: str) -> tuple[Word, ...]:
    found = short_units().tokenize(text[:_LONGEST])
    return tuple(Word(form=m.normalized_form().lower(), start=m.begin(), end=m.end()) for m in found)


def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for position, character in enumerate(text):
        if character in _OPEN:
            opened.append(position + 1)
        elif character in _CLOSE and opened:
            start = opened.pop()
            if not opened:
                found.append((start, position))
    return tuple(found)


def _clauses(text: str, quoted: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Stretches between commas; a mere topic joins what follows, and what leans back joins what went before."""
    cuts = [m.end() for m in re.finditer(_COMMA, text) if not any(s <= m.start() < e for s, e in quoted)]
    edges = [0, *cuts, len(text)]
    spans: list[tuple[int, int]] = []
    joins = False
    for start, end in pairwise(edges):
        if start == end:
            continue
        piece = text[start:end]
        if spans and (joins or _LEANS_BACK.match(piece)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        joins = bool(_TOPIC_END.search(piece.rstrip(_COMMA)))
    return tuple(spans)


def _listed(text: str) -> bool:
    """Catchwords in a row: many commas, and little between them."""
    pieces = text.count(_COMMA) + 1
    return pieces >= _LIST_FROM and len(text) < _LIST_PIECE * pieces


def _only_courtesy(text: str) -> bool:
    """Thanks, or that one takes it to heart, and no word of what."""
    if _ASKS.search(text):
        return False
    rest, courtesies = _COURTESY.subn("", text)
    return bool(_THANKED.search(text)) or (courtesies > 0 and not _NAMES_SOMETHING.search(rest))


def _hollow(text: str) -> bool:
    if _OUT_OF_ROLE.search(text) or _listed(text) or _only_courtesy(text):
        return True
    jargon = len(_JARGON.findall(text))
    concrete = _CONCRETE.search(text) is not None
    return (jargon >= MANNER["hollow_from"] and not concrete) or jargon >= MANNER["hollow_anyway_from"]
