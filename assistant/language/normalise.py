"""One normal form for everything that is compared: index copies, questions, anchors, key facts.

Display text is never changed; only its index copy goes through here.
"""

from __future__ import annotations

import re
import unicodedata

# CJK radicals that look like everyday characters and that NFKC leaves alone (PDF fonts produce them),
# wave dashes, minus signs and the dingbat digits.
_LEFT_BY_NFKC = {
    0x2ED1: "\u9577", 0x2EC4: "\u897f", 0x2EA0: "\u6c11", 0x2ED8: "\u9752", 0x2EDD: "\u98df", 0x2EC1: "\u864e",
    0x2EA9: "\u738b", 0x2EB6: "\u7f8a", 0x2ED7: "\u96e8", 0x2EE9: "\u9ec4", 0x2EED: "\u6b6f", 0x2EF2: "\u4e80",
    0x301C: "~", 0x2212: "-", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2015: "-", 0xFF0D: "-",
    0xFF65: "\u30fb", 0xFE63: "-",
}  # fmt: skip
# Circled digits are set apart by spaces first, or NFKC would turn two neighbours into one number.
_CIRCLED = {code: f" {i + 1} " for i, code in enumerate(range(0x2460, 0x2474))}
for _first in (0x2776, 0x2780, 0x278A):
    _CIRCLED |= {_first + i: f" {i + 1} " for i in range(10)}
_TABLE = {**_LEFT_BY_NFKC, **_CIRCLED}

JAPANESE = r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_SPACE_BETWEEN_JAPANESE = re.compile(rf"(?<=[{JAPANESE}\u3001\u3002]) +(?=[{JAPANESE}\u3001\u3002])")
_BLANKS = re.compile(r"[^\S\n]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\u200b-\u200f\ufeff]")


def normalise(text: str) -> str:
    """The index copy of `text`: NFKC and the repairs that NFKC leaves; no space between Japanese characters."""
    text = unicodedata.normalize("NFKC", text.translate(_TABLE))
    text = _PRIVATE.sub("", text)
    text = _BLANKS.sub(" ", text)
    return _SPACE_BETWEEN_JAPANESE.sub("", text).strip()


def squeeze(text: str) -> str:
    """NFKC without any white space: the form in which anchors, quotes and key facts are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def squeeze_with_map(text: str) -> tuple[str, list[int]]:
    """`squeeze(text)` and, for each of its characters, the position in `text` that it came from."""
    characters: list[str] = []
    positions: list[int] = []
    for position, character in enumerate(text):
        for piece in unicodedata.normalize("NFKC", character):
            if not piece.isspace():
                characters.append(piece)
                positions.append(position)
    squeezed = "".join(characters)
    whole = squeeze(text)
    if squeezed != whole:
        # NFKC joins across characters (a kana and its half-width sound mark): map what differs onto its neighbour.
        positions = _align(squeezed, positions, whole)
        squeezed = whole
    return squeezed, positions


def _align(pieces: str, positions: list[int], whole: str) -> list[int]:
    aligned: list[int] = []
    i = 0
    for character in whole:
        aligned.append(positions[min(i, len(positions) - 1)])
        joined = pieces[i : i + 2]
        two = len(joined) == 2 and unicodedata.normalize("NFKC", joined) == character
        i += 2 if two and pieces[i] != character else 1
    return aligned
