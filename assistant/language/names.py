"""Proper names in a text: what Sudachi's dictionary knows as one, and words in Latin letters."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

from sudachipy import dictionary, tokenizer

from assistant.language.normalise import normalise

_PROPER = "\u56fa\u6709\u540d\u8a5e"
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&+\-]*[A-Za-z0-9]")
_PIECE = 8_000
_local = threading.local()


def proper_names(text: str) -> frozenset[str]:
    """Names of persons, places and bodies in `text`, as written after NFKC; Latin words in lower case."""
    text = normalise(text)
    found = {match.group().lower() for match in _LATIN.finditer(text)}
    for start in range(0, len(text), _PIECE):
        for morpheme in _long_units().tokenize(text[start : start + _PIECE]):
            surface = morpheme.surface()
            if morpheme.part_of_speech()[1] == _PROPER and not _LATIN.search(surface):
                found.add(surface)
    return frozenset(found)


@lru_cache(maxsize=1)
def _dictionary() -> dictionary.Dictionary:
    return dictionary.Dictionary(dict="core")


def _long_units() -> tokenizer.Tokenizer:
    # names want the longest units (a town's whole name), words of the index the shortest: hence a second tokenizer
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary().create(tokenizer.Tokenizer.SplitMode.C)
    made: tokenizer.Tokenizer = _local.tokenizer
    return made
