"""Proper names in a text: what Sudachi's dictionary knows as one, and words in Latin letters."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from assistant.language.morphemes import morphemes
from assistant.language.normalise import normalise

_PROPER: str = yaml.safe_load((Path(__file__).parent / "words.ja.yaml").read_text(encoding="utf-8"))["proper"]
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&+\-]*[A-Za-z0-9]")


def proper_names(text: str) -> frozenset[str]:
    """Names of persons, places and bodies in `text`, as written after NFKC; Latin words in lower case."""
    text = normalise(text)
    found = {match.group().lower() for match in _LATIN.finditer(text)}
    for morpheme in morphemes(text):
        if morpheme.subkind == _PROPER and not _LATIN.search(morpheme.surface):
            found.add(morpheme.surface)
    return frozenset(found)
