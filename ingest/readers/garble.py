"""The garble gate: is a text what a reader sees, or what a font without a character map leaves of it?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CID = re.compile(r"\(cid:[0-9]+\)")
_NO_CHARACTER = frozenset({"Co", "Cn", "Cs", "Cc"})
_SYMBOL_FONT = re.compile("[\uf020-\uf0ff]")  # where Word puts the bullets and arrows of Wingdings and Symbol
# Latin-1 signs and letters, Latin extensions, spacing marks, ligatures: rare in Japanese text, and at most about
# one letter in eight in the European languages that use them
_LATIN_NOISE = re.compile("[\u00a1-\u00a6\u00a8-\u00af\u00b2-\u00b3\u00b5\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u036f"
                          "\u2018-\u201b\u2039-\u203a\u2020-\u2021\ufb00-\ufb06]")  # fmt: skip
_SIGNS = re.compile(r"[#$&*+<=>@\[\\\]^_`{}~\"!;]")
_LEAST = 20
_DOUBT = (0.03, 0.16)
_REFUSE = (0.10, 0.22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Shares of the characters of a text, white space left out: no character at all, and letters or signs that stand
    where words should."""

    damaged: float
    noisy: float

    @property
    def doubtful(self) -> bool:
        """More noise than texts in use show (measured: 0.00–0.01 and 0.00–0.03): worth another reading."""
        return self.damaged > _DOUBT[0] or self.noisy > _DOUBT[1]

    @property
    def garbled(self) -> bool:
        """Not to be read by anyone (measured: 0.25–0.43 and 0.15–0.45). What lies between is kept as it is."""
        return self.damaged > _REFUSE[0] or self.noisy > _REFUSE[1]

    @property
    def total(self) -> float:
        """For comparing two readings of one page."""
        return self.damaged + self.noisy


def noise(text: str) -> Noise:
    """How much of `text` is noise; a text too short to tell counts as clean."""
    cids = sum(len(found) for found in _CID.findall(text))
    characters = [c for c in _CID.sub("", text) if not c.isspace()]
    count = len(characters) + cids
    if count < _LEAST:
        return Noise(damaged=0.0, noisy=0.0)
    joined = "".join(characters)
    signs = len(_SYMBOL_FONT.findall(joined))
    damaged = cids - signs + sum(c == "\ufffd" or unicodedata.category(c) in _NO_CHARACTER for c in characters)
    noisy = signs + len(_LATIN_NOISE.findall(joined)) + len(_SIGNS.findall(joined))
    return Noise(damaged=damaged / count, noisy=noisy / count)
