"""A line of a document, as repair hands it on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language.normalise import JAPANESE

LineKind = Literal["text", "heading", "caption", "item", "row", "footnote", "figure"]

_JAPANESE_LETTER = re.compile(f"[{JAPANESE}]")
_PART_OF_WORD = re.compile(rf"[{JAPANESE}A-Za-z\u30fb\u300c\u300d\u3010\u3011]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A whole line of a document: a paragraph, heading, list item, table row, footnote or figure residue."""

    text: str
    page: int | None
    kind: LineKind = "text"
    starts_page: bool = False
    starts_table: bool = False
    """A row with which another table begins, though rows stand before it."""
    apart: bool = False
    """Moved here from further up: it carries on nothing that now stands before it."""
    level: int = 0
    """Heading level, 1 outermost; 0 for everything else."""
    cells: tuple[str, ...] = ()
    """Cells of a table row."""
    notes: tuple[str, ...] = ()
    """Footnotes that this line calls."""
    columns: int = 0
    """Columns that the raw line took, where more than its text takes now (markup was dropped)."""


def width(text: str) -> int:
    """Columns that `text` takes: two for a Japanese character, one for a Latin one."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def tidy(text: str) -> str:
    """`text` with single spaces and none at its ends; words spaced out letter by letter are closed up."""
    return _closed_up(re.sub(r"[^\S\n]+", " ", text).strip())


def _closed_up(text: str) -> str:
    """Runs of single letters become words again: a label set with wide spacing, or vertical text as some extractors
    give it. Labels of diagrams (two letters each, or the same one again and again) stay apart.
    """
    pieces = text.split(" ")
    if len(pieces) < 4:
        return text
    closed: list[str] = []
    i = 0
    while i < len(pieces):
        j = i
        while j < len(pieces) and _PART_OF_WORD.fullmatch(pieces[j]) and len(pieces[j].replace("\u30fb", "")) <= 2:
            j += 1
        run = pieces[i:j] or pieces[i : i + 1]
        closed.append("".join(run) if _is_spaced_out(run) else " ".join(run))
        i += len(run)
    return " ".join(closed)


def _is_spaced_out(run: list[str]) -> bool:
    single = [piece for piece in run if len(piece) == 1]
    letters = {piece for piece in single if _JAPANESE_LETTER.match(piece)}
    return len(letters) >= 5 and len(single) * 10 >= len(run) * 7
