"""Words in Sudachi's normalised forms: what the lexical index and the static vectors count."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from assistant.language.normalise import normalise
from assistant.language.sudachi import short_units

# Sudachi refuses inputs over 49,149 bytes; pieces of this many characters stay well below.
_PIECE = 8_000
_WORDS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "words.ja.yaml").read_text(encoding="utf-8"))
_CONTENT = frozenset(_WORDS["content"])
_STOP = frozenset(_WORDS["stop"])


def terms(text: str) -> list[str]:
    """Content words of `text` as normalised short units, in order, with repeats; particles and light verbs left out."""
    found: list[str] = []
    text = normalise(text)
    for start in range(0, len(text), _PIECE):
        for morpheme in short_units().tokenize(text[start : start + _PIECE]):
            kind = morpheme.part_of_speech()[0]
            if kind not in _CONTENT:
                continue
            word = morpheme.normalized_form().lower()
            if word in _STOP or word.isspace() or not any(c.isalnum() for c in word):
                continue
            found.append(word)
    return found


@lru_cache(maxsize=16_384)
def word_set(sentence: str) -> frozenset[str]:
    """The different words of a sentence. Kept, because the sentences of the guide come back with every question."""
    return frozenset(terms(sentence))
