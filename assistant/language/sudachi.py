"""Sudachi's dictionary, opened once for the process: each opening maps its 200 MB into memory again."""

from __future__ import annotations

import threading
from functools import lru_cache

from sudachipy import dictionary, tokenizer

_local = threading.local()
"""A tokenizer keeps state while it works: one for each thread."""
_opening = threading.Lock()


def short_units() -> tokenizer.Tokenizer:
    """This thread's tokenizer that cuts into the shortest words."""
    if not hasattr(_local, "short"):
        _local.short = _opened().create(tokenizer.Tokenizer.SplitMode.A)
    made: tokenizer.Tokenizer = _local.short
    return made


def whole_names() -> tokenizer.Tokenizer:
    """This thread's tokenizer that keeps compounds and names whole."""
    if not hasattr(_local, "whole"):
        _local.whole = _opened().create(tokenizer.Tokenizer.SplitMode.C)
    made: tokenizer.Tokenizer = _local.whole
    return made


def _opened() -> dictionary.Dictionary:
    with _opening:  # a cache alone lets threads that come at once open one each
        return _core()


@lru_cache(maxsize=1)
def _core() -> dictionary.Dictionary:
    return dictionary.Dictionary(dict="core")
