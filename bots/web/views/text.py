"""Texts of answers and notes, taken apart for a page: lines, and in them plain pieces and citation marks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.knowledge.notes import MARK

_POINT = "- "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or the mark of citation `number`."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `item` where it is a point of a list."""

    pieces: tuple[Piece, ...]
    item: bool = False


def lines(text: str, numbers: Collection[int]) -> list[Line]:
    """The lines of `text`; a mark counts as one only where `numbers` holds it."""
    return [
        Line(tuple(_pieces(line.removeprefix(_POINT), numbers)), line.startswith(_POINT))
        for line in map(str.strip, text.splitlines())
        if line
    ]


def _pieces(line: str, numbers: Collection[int]) -> list[Piece]:
    found: list[Piece] = []
    end = 0
    for match in MARK.finditer(line):
        number = int(match[1])
        if number not in numbers:
            continue
        if match.start() > end:
            found.append(Piece(line[end : match.start()]))
        found.append(Piece(match[0], number))
        end = match.end()
    if end < len(line):
        found.append(Piece(line[end:]))
    return found


def safe_address(address: str, page: int | None = None) -> str:
    """`address` where it is a web address (with the page of a PDF), else nothing: a catalogue is data too."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    if page is not None and parts.path.lower().endswith(".pdf") and not parts.fragment:
        return f"{address}#page={page}"
    return address
