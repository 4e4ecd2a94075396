"""A text in the form in which the guard searches it, with the way back to the text as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.guard.finding import KINDS, Kind, token

Span = tuple[int, int]

_FIRST_SEAL = 0xE000
SEALS: dict[Kind, str] = {kind: chr(_FIRST_SEAL + i) for i, kind in enumerate(KINDS)}
"""One private-use character for each kind: stands in the folded text where something is masked."""
SEAL = f"[{chr(_FIRST_SEAL)}-{chr(_FIRST_SEAL + len(KINDS) - 1)}]"

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_HYPHENS = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\ufe58")
_VOICED = frozenset("\uff9e\uff9f")
# Typed in place of a hyphen; elsewhere they are letters.
_LONG_VOWEL = re.compile(r"(?<=\d)[\u30fc\u2500\u2501](?=\d)")


@dataclass(frozen=True, slots=True)
class Folded:
    """NFKC with one kind of hyphen and blank, without invisible characters; `spans[i]` is the run of the typed text
    that character i of `text` came from. Characters that came from one run share it.
    """

    text: str
    spans: tuple[Span, ...]

    def origin(self, start: int, end: int) -> Span:
        """The run of the typed text behind characters `start` to `end` (`end` > `start`)."""
        return self.spans[start][0], self.spans[end - 1][1]

    def seal(self, regions: Iterable[tuple[int, int, Kind]]) -> Folded:
        """The same with each region (they must not overlap) turned into the one character of its kind."""
        text: list[str] = []
        spans: list[Span] = []
        at = 0
        for start, end, kind in sorted(regions):
            start, end = max(self._first(start), at), self._last(end)
            text.append(self.text[at:start])
            spans.extend(self.spans[at:start])
            text.append(SEALS[kind])
            spans.append(self.origin(start, end))
            at = end
        text.append(self.text[at:])
        spans.extend(self.spans[at:])
        return Folded("".join(text), tuple(spans))

    def _first(self, start: int) -> int:
        while start and self.spans[start - 1] == self.spans[start]:
            start -= 1
        return start

    def _last(self, end: int) -> int:
        while end < len(self.spans) and self.spans[end] == self.spans[end - 1]:
            end += 1
        return end


def fold(text: str) -> Folded:
    """Fold `text`. Tokens of an earlier masking become the character of their kind, so it can be masked again."""
    pieces: list[str] = []
    spans: list[Span] = []
    at = 0
    for found in _tokens().finditer(text):
        _fold_run(text, at, found.start(), pieces, spans)
        pieces.append(_seal_of(found.group()))
        spans.append(found.span())
        at = found.end()
    _fold_run(text, at, len(text), pieces, spans)
    return Folded(_LONG_VOWEL.sub("-", "".join(pieces)), tuple(spans))


def _fold_run(text: str, at: int, end: int, pieces: list[str], spans: list[Span]) -> None:
    while at < end:
        after = at + 1
        while after < end and (text[after] in _VOICED or unicodedata.combining(text[after])):
            after += 1
        piece = _fold_cluster(text[at:after])
        pieces.append(piece)
        spans.extend([(at, after)] * len(piece))
        at = after


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    first = cluster[0]
    if first in _INVISIBLE:
        return ""
    if first in _HYPHENS:
        return "-"
    if unicodedata.category(first) in ("No", "Co"):
        # Circled and raised digits are marks of lists and notes: folded, they would run into the number beside them.
        return "\ufffd"
    piece = unicodedata.normalize("NFKC", cluster)
    return "".join(" " if c.isspace() and c != "\n" else "-" if c in _HYPHENS else c for c in piece)


@lru_cache(maxsize=1)
def _tokens() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(token(kind)) for kind in KINDS))


@lru_cache(maxsize=64)
def _seal_of(found: str) -> str:
    return next(SEALS[kind] for kind in KINDS if token(kind) == found)
