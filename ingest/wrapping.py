"""Lines that were broken at the right edge of a page become whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest import patterns
from ingest.lines import Line, width
from ingest.structure import completes_heading

_HIRAGANA = re.compile("[\u3041-\u3093]")
_KATAKANA = re.compile("[\u30a1-\u30fc]")
_KANJI = re.compile("[\u4e00-\u9fff]")
_LOOK_BACK = 60


def close_interrupted_sentences(lines: list[Line]) -> list[Line]:
    """A figure or slide that the extraction put into the middle of a sentence moves behind the sentence.

    The sentence breaks off at the end of a full line of body text; its rest opens the next page.
    """
    moved = list(lines)
    full = body_width(lines)
    for i in range(1, len(moved)):
        rest = moved[i]
        if not rest.starts_page or not _carries_on(rest) or _breaks_off(moved, i - 1, full):
            continue
        for j in range(i - 2, max(-1, i - _LOOK_BACK), -1):
            if _breaks_off(moved, j, full) and _interrupts(moved[j + 1], full):
                tail = i + 1
                while tail < len(moved) and _joins(moved[tail - 1], moved[tail], full):
                    tail += 1
                interruption = [replace(moved[j + 1], apart=True), *moved[j + 2 : i]]
                moved[j + 1 : tail] = [*moved[i:tail], *interruption]
                break
    return moved


def _carries_on(line: Line) -> bool:
    begins = patterns.CONTINUES.match(line.text) and not patterns.SENTENCE_START.match(line.text)
    return line.kind == "text" and bool(begins)


def _interrupts(line: Line, full: int) -> bool:
    """Whether `line`, below a sentence that breaks off, begins something else: it is not running text that wraps."""
    if line.kind != "text":
        return True
    wraps = width(line.text) >= 0.6 * full or line.text.endswith("\u3002")
    return not wraps and not patterns.CONTINUES.match(line.text)


def body_width(lines: Sequence[Line]) -> int:
    """Columns of a full line of body text, or 0 where lines are not broken at a right edge.

    In a broken text many lines that stop inside a sentence are about as wide as the column; in an unbroken one, and on
    slides, widths are scattered.
    """
    prose = [line for line in lines if line.kind in ("text", "item") and width(line.text) >= 40]
    inside = Counter(width(line.text) // 2 for line in prose if not patterns.SENTENCE_END.search(line.text))
    if not inside:
        return 0
    full = 2 * max(inside, key=lambda w: sum(inside[w + d] for d in (-2, -1, 0, 1)))
    near = sum(1 for line in prose if abs(width(line.text) - full) <= 6)
    beyond = sum(1 for line in prose if width(line.text) > 1.5 * full)
    return full if near * 6 >= len(prose) and beyond * 12 < len(prose) else 0


def _splits_listing(text: str, following: str) -> bool:
    """Whether the break seems to fall into a word of an enumeration."""
    enumerated = "\u3001" in text and "\u3001" in following
    return enumerated and bool(_KANJI.match(text[-1]) and _KANJI.match(following[0])) and text[-1] != "\u7b49"


def _columns(line: Line) -> int:
    """Columns of the line as it stood on the page, leftover markup included."""
    return max(line.columns, width(line.text))


def is_unbroken(lines: Sequence[Line]) -> bool:
    """Paragraphs stand in one line each, however long: nothing is wrapped, nothing is to be joined."""
    if body_width(lines):
        return False
    prose = [line for line in lines if line.kind in ("text", "item")]
    return sum(1 for line in prose if width(line.text) > 130) * 16 > len(prose)


def _breaks_off(lines: Sequence[Line], i: int, full: int) -> bool:
    line = lines[i]
    if line.kind not in ("text", "item") or patterns.SENTENCE_END.search(line.text):
        return False
    if width(line.text) < 0.9 * full or patterns.SOURCE_LINE.match(line.text):
        return False
    before = lines[i - 1] if i else line
    body = before.kind == "text" and width(before.text) >= 0.9 * full
    return "\u3002" in line.text or body


def join_wrapped(lines: list[Line]) -> list[Line]:
    joined: list[Line] = []
    full = body_width(lines)
    previous: Line | None = None
    for line in lines:
        if previous is not None and joined and _joins(previous, line, full):
            first = joined[-1]
            glue = "" if not (first.text[-1].isascii() and line.text[0].isascii()) else " "
            joined[-1] = replace(first, text=first.text + glue + line.text)
        else:
            joined.append(line)
        previous = line
    return joined


def _joins(line: Line, following: Line, full: int) -> bool:
    """Whether `following` carries on the sentence that `line` broke off at its right edge."""
    if following.apart:
        return False
    if line.kind == "heading":
        return completes_heading(line, following)
    if line.kind not in ("text", "item") or following.kind != "text":
        return False
    if re.search(r"[\u3002\uff01\uff1f!?]$", line.text) or patterns.SOURCE_LINE.match(following.text):
        return False
    if patterns.SOURCE_LINE.match(line.text) and patterns.SENTENCE_END.search(line.text):
        return False
    if following.text.startswith("http") or patterns.LABEL_PILE.match(following.text):
        return False
    # slides have no common right edge: there a long line wraps onto a shorter one
    edge = 0.75 if _splits_listing(line.text, following.text) else 0.88
    wide = _columns(line) >= edge * full if full else width(following.text) < _columns(line) >= 60
    if following.starts_page and not wide:
        return False
    if wide or patterns.CONTINUES.match(following.text) or patterns.OPEN_PARTICLE.search(line.text):
        return width(line.text) >= 12
    if width(line.text) >= 40 and _KATAKANA.match(line.text[-1]) and _KATAKANA.match(following.text[0]):
        return True  # inside a word
    # a narrow table column: both lines are prose (they hold hiragana) and this one is as wide as the column
    prose = bool(_HIRAGANA.search(line.text)) and bool(_HIRAGANA.search(following.text))
    return prose and width(line.text) >= 22 and width(line.text) >= 0.88 * width(following.text)
