"""Persons that GiNZA recognises. Loaded at the first use only: the load costs one to two seconds."""

from __future__ import annotations

import logging
import threading
from functools import lru_cache
from typing import Any

_PERSON = "Person"
_lock = threading.Lock()
_log = logging.getLogger(__name__)


def people(text: str) -> list[tuple[int, int]]:
    """Start and end of each person's name in `text`, of at most a few hundred characters; about 12 ms a sentence.

    Where GiNZA cannot be loaded it finds nobody: the rules of the guard go on without it, and the log says so once.
    """
    with _lock:
        pipeline = _pipeline()
        if pipeline is None:
            return []
        document = pipeline(text)
    return [(entity.start_char, entity.end_char) for entity in document.ents if entity.label_ == _PERSON]


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    try:
        import spacy  # seconds of import and load, for the few texts that need it

        return spacy.load("ja_ginza", exclude=["parser", "compound_splitter", "bunsetu_recognizer"])
    except (ImportError, OSError) as error:
        _log.warning("GiNZA cannot be loaded; rare names are not recognised: %s", error)
        return None
