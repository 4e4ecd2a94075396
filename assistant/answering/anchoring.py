"""Figures in their place: a number of the source bears one of a sentence only where it counts the same thing.

A long passage holds many numbers, of lists and of other things; that a number stands somewhere in it says little. Each
figure is read with the words around it, the nearer the more: the counted thing, its topic, the year beside it, the
header of its column. A figure of a sentence stands where, among all figures of the source with its counter, the one
whose surroundings are most like its own says the same. So another figure in its place is found out wherever the true
one was found: surroundings do not change with it. Measured by `renkei eval --verification`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.figures import Figure, Mention, mentions, prepared
from assistant.answering.surroundings import Around, Spot, Weight, likeness, surroundings
from assistant.language.sentences import sentences

_LEAST = 0.12
"""Share of its own surroundings that a figure must find around one of the source."""
_EVEN = 0.02
"""Two figures of the source whose likeness differs by less are equally near; then neither bears the sentence."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with its surroundings."""

    mention: Mention
    around: Around


def placed(text: str) -> tuple[Placed, ...]:
    """The figures of `text`, in order."""
    ready = [prepared(sentence) for sentence in sentences(text)]
    found = [mentions(sentence) for sentence in ready]
    # a counter is a word like others: it says what is counted
    spots = [[Spot(one.start, one.end, one.figure.value) for one in row] for row in found]
    around = surroundings(zip(ready, spots, strict=True))
    return tuple(map(Placed, (one for row in found for one in row), around))


def anchored(
    sentence: str, source: Sequence[Placed], weight: Weight, dated: frozenset[Figure] = frozenset()
) -> bool:
    """Whether each figure of `sentence` counts in `source` what it counts there. `dated` are the dates of the document
    that `source` is of: they may be named where the source itself states no other date of the same thing.
    """
    return all(_stands(figure, source, weight, dated) for figure in placed(sentence))


def _stands(own: Placed, source: Sequence[Placed], weight: Weight, dated: frozenset[Figure]) -> bool:
    figure = own.mention.figure
    same, others = 0.0, 0.0
    stated = False
    for other in source:
        if not figure.counts_like(other.mention.figure):
            continue
        like = likeness(own.around, other.around, weight)
        if _says(own.mention, other.mention):
            same, stated = max(same, like), True
        else:
            others = max(others, like)
    if not stated and (own.mention.weak or figure in dated):
        return others < _LEAST
    return same >= _LEAST and same > others + _EVEN


def _says(own: Mention, other: Mention) -> bool:
    """Whether the figures are the same and, where both stand in a range or list, the source's holds all of it."""
    return own.figure.says(other.figure) and (len(other.run) == 1 or own.run <= other.run)
