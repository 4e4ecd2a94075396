"""Persons that GiNZA recognises. Loaded at the first use only: the load costs about two seconds."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

_PERSON = "Person"
_lock = threading.Lock()


def people(text: str) -> list[tuple[int, int]]:
    """Start and end of each person's name in `text`, of at most a few hundred characters; about 15 ms a sentence."""
    with _lock:
        document = _pipeline()(text)
    return [(entity.start_char, entity.end_char) for entity in document.ents if entity.label_ == _PERSON]


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    import spacy  # seconds of import and load, for the few texts that need it

    return spacy.load("ja_ginza", exclude=["parser", "compound_splitter", "bunsetu_recognizer"])
