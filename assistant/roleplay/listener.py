"""A trained ear beside the rules: how strongly a stretch of speech leans to each rubric point and each blow.

One linear model per label over the tokens of `bags.py` and over word vectors. The vectors' part is folded into one
number per word and label when it is fitted (a linear model over a sum of vectors is a sum over words), so that some
20,000 everyday words lean one way or another although no training utterance holds them, and no vectors are needed
here. `listener.npz` holds the numbers, `listener.json` the run that made them (`renkei tune --roleplay`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.roleplay.bags import bag, words
from assistant.roleplay.reading import Sentence

TABLES = Path(__file__).with_name("listener.npz")
Floats = NDArray[np.float32]
ENOUGH, MOST = 6, 0.6
"""Different words, and the share of them that must be known, for anything to be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """The fitted tables. `margins` above 0 lean towards a label, each on its own scale (see `thresholds`)."""

    labels: tuple[str, ...]
    tokens: dict[str, int]
    rarity: Floats
    """(tokens,) inverse document frequency."""
    weights: Floats
    """(tokens, labels)"""
    lexicon: dict[str, int]
    leanings: Floats
    """(lexicon, labels)"""
    bias: Floats
    """(labels,)"""

    def margins(self, stretch: Sequence[Sentence]) -> Floats:
        """(labels,) log-odds that the sentences of `stretch` hold each label."""
        found = self.bias.copy()
        rows = sorted(self.tokens[token] for token in bag(stretch) if token in self.tokens)
        if rows:
            rarity = self.rarity[rows]
            found += (rarity / np.linalg.norm(rarity)) @ self.weights[rows]
        known = [self.lexicon[form] for form in distinct(stretch) if form in self.lexicon]
        if known:
            found += self.leanings[known].sum(axis=0) / np.sqrt(len(known))
        return found

    def knows(self, stretch: Sequence[Sentence]) -> bool:
        """Whether enough of the words have been met before: what is said in another language, or in one syllable over
        and over, leans nowhere.
        """
        forms = distinct(stretch)
        met = sum(form in self.tokens or form in self.lexicon for form in forms)
        return len(forms) >= ENOUGH and met >= MOST * len(forms)


def distinct(stretch: Sequence[Sentence]) -> list[str]:
    """The different words of some sentences, in the order in which they first stand."""
    return list(dict.fromkeys(form for sentence in stretch for form in words(sentence)))


@cache
def listener() -> Listener:
    """The listener that comes with renkei, read once."""
    with np.load(TABLES) as tables:
        return Listener(
            labels=tuple(_strings(tables["labels"])),
            tokens={token: row for row, token in enumerate(_strings(tables["tokens"]))},
            rarity=tables["rarity"].astype(np.float32),
            weights=tables["weights"].astype(np.float32) * tables["weight_scale"],
            lexicon={word: row for row, word in enumerate(_strings(tables["lexicon"]))},
            leanings=tables["leanings"].astype(np.float32) * tables["leaning_scale"],
            bias=tables["bias"].astype(np.float32),
        )


def packed(strings: Sequence[str]) -> NDArray[np.uint8]:
    """Strings without line ends as one array of bytes."""
    return np.frombuffer("\n".join(strings).encode("utf-8"), dtype=np.uint8)


def _strings(table: NDArray[np.uint8]) -> list[str]:
    return table.tobytes().decode("utf-8").split("\n")
