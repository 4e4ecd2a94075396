"""Proper names in a text: what Sudachi's dictionary knows as one, and words in Latin letters."""

from __future__ import annotations

import re

from assistant.language.morphemes import morphemes
from assistant.language.normalise import normalise

_PROPER = "\u56fa\u6709\u540d\u8a5e"
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&+\-]*[A-Za-z0-9]")


def proper_names(text: str) -> frozenset[str]:
    """Names of persons, places and bodies in `text`, as written after NFKC; Latin words in lower case."""
    text = normalise(text)
    found = {match.group().lower() for match in _LATIN.finditer(text)}
    for morpheme in morphemes(text):
        if morpheme.subkind == _PROPER and not _LATIN.search(morpheme.surface):
            found.add(morpheme.surface)
    return frozenset(found)
