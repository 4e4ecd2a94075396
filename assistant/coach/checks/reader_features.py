"""What the second reader counts in a cell: words, neighbouring words, the end of the text, words at their step."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.coach.checks.signals import signals
from assistant.coach.steps import Step
from assistant.language.normalise import normalise
from assistant.language.sudachi import short_units

Floats = NDArray[np.float64]

_END = 3
_FEW = 4
_NUMBER = "<n>"
_MARK = "*"
_KEPT_MARKS = frozenset("\u3002\u3001\u300c\u300d()\u2192:%")


def keys_of(features: Iterable[str]) -> NDArray[np.uint32]:
    """Stable 32-bit keys of `features`."""
    return np.array(
        [int.from_bytes(hashlib.blake2b(one.encode("utf-8"), digest_size=4).digest(), "little") for one in features],
        dtype=np.uint32,
    )


def words(text: str) -> list[str]:
    """The words of `text` (as typed) in normalised forms, particles and endings included; all numbers are the same."""
    known = signals()
    grammar = known.predicates.grammar
    found: list[str] = []
    for morpheme in short_units().tokenize(normalise(known.numerals.digits(text))):
        kinds, surface = morpheme.part_of_speech(), morpheme.surface()
        if kinds[0] in grammar.marks:
            found.append(surface if surface in _KEPT_MARKS else _MARK)
        elif kinds[1] == grammar.numeral or surface.replace(".", "").replace(",", "").isdigit():
            found.append(_NUMBER)
        else:
            found.append(morpheme.normalized_form().lower())
    return found


def features(told: Sequence[str], step: Step) -> Counter[str]:
    """The features of the words `told` at `step`, and how often each stands there."""
    pairs = [f"{first}_{second}" for first, second in pairwise(told)]
    ends = [f"${word}" for word in told[-_END:]] + ["$" + "_".join(told[-2:])]
    placed = [f"{step.value}:{word}" for word in told]
    return Counter([*told, *pairs, *ends, *placed])


def weighed(counts: Floats, rarity: Floats) -> Floats:
    """Counts (one or more) of the known features of a text as a vector of length 1: (1 + ln count) times rarity."""
    raw = (1.0 + np.log(counts)) * rarity
    length = float(np.linalg.norm(raw))
    return raw / length if length else raw


def share(known: int) -> float:
    """What each of `known` words weighs in the mean of a text; a text of few words stands on weak ground."""
    return 1.0 / max(_FEW, known)
