"""The list of surnames beside this file, as written and as read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("surnames.txt")
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
LONGEST = 4
"""Characters of the longest surname that is looked up."""


def hiragana(text: str) -> str:
    """`text` with katakana as hiragana."""
    return text.translate(_TO_HIRAGANA)


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Surnames as written."""
    return frozenset(written for written, _ in _rows())


@lru_cache(maxsize=1)
def readings() -> frozenset[str]:
    """Their readings in hiragana, but for those of one character."""
    return frozenset(reading for _, read in _rows() for reading in read.split(",") if len(reading) > 1)


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str], ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return tuple((written, read) for written, read in pairs)
