"""What is not running text: vertical text, and the numbers and ticks that a chart leaves behind."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.language.normalise import JAPANESE, normalise
from ingest import patterns
from ingest.lines import Line, width
from ingest.structure import heading_level


def join_vertical(lines: list[Line]) -> list[Line]:
    """Vertical text, one character a line, becomes one line."""
    joined: list[Line] = []
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and lines[j].kind == "text" and _is_vertical_piece(lines[j].text):
            j += 1
        japanese = sum(1 for line in lines[i:j] if re.match(f"[{JAPANESE}]", line.text))
        if japanese >= 3:
            text = "".join(line.text for line in lines[i:j])
            joined.append(replace(lines[i], text=text))
            i = j
        else:
            joined.append(lines[i])
            i += 1
    return joined


def _is_vertical_piece(text: str) -> bool:
    return bool(re.fullmatch(rf"[{JAPANESE}][\uff65\u30fb]?|[(\uff08][{JAPANESE}]|[)\uff09]|[0-9]{{1,2}}", text))


def set_figures_apart(lines: list[Line]) -> list[Line]:
    """Runs of lines that are mostly bare numbers and ticks, with no sentence, are residue of a chart."""
    marked = list(lines)
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and lines[j].kind == "text" and _is_residue(lines[j].text):
            j += 1
        numeric = sum(1 for line in lines[i:j] if _is_numeric(line.text))
        pile = any(_is_numeric_pile(line.text) for line in lines[i:j])
        if (j - i >= 5 and numeric * 2 >= j - i) or pile:
            for k in range(i, j):
                if not pile or numeric * 2 >= j - i or _belongs_to_pile(lines, k):
                    marked[k] = replace(lines[k], kind="figure")
        if pile and j < len(lines) and lines[j].kind == "text" and _belongs_to_pile(lines, j):
            marked[j] = replace(lines[j], kind="figure")
        i = max(j, i + 1)
    return marked


def _is_numeric(text: str) -> bool:
    words = normalise(text).split()
    numeric = [word for word in words if patterns.NUMERIC.match(word)]
    return bool(numeric) and 2 * sum(map(len, numeric)) >= sum(map(len, words))


def _is_numeric_pile(text: str) -> bool:
    """A chart flattened into one line: eight values or more (often glued to each other), and more digits than words."""
    plain = normalise(text).replace(" ", "")
    values = patterns.VALUE.findall(plain)
    return len(values) >= 8 and sum(map(len, values)) * 2 > len(plain) and "\u3002" not in plain


def _belongs_to_pile(lines: list[Line], i: int) -> bool:
    """The pile itself, bare numbers, and the unit that closes it."""
    text = lines[i].text
    if _is_numeric_pile(text) or _is_numeric(text):
        return True
    return i > 0 and _is_numeric_pile(lines[i - 1].text) and bool(patterns.UNIT.search(normalise(text)))


def _is_residue(text: str) -> bool:
    if re.search(r"[\u3002\u3001]", text):
        return False
    if heading_level(text):
        return False
    plain = normalise(text)
    if _is_numeric(plain) or _is_numeric_pile(plain):
        return True
    return width(plain) <= 16 and not patterns.CAPTION.match(plain) and not patterns.LIST_ITEM.match(plain)
