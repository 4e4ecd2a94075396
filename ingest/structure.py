"""What a line is: heading (and its level), caption, list item or text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from assistant.language.normalise import normalise
from ingest import patterns
from ingest.lines import Line, width

_KATAKANA = re.compile("[\u30a1-\u30fc]")
_KANJI = re.compile("[\u4e00-\u9fff]")
_PUNCTUATION = re.compile("[\u3002\u3001:\uff1a]")
_HEADING_LENGTH = 44


def classify(lines: list[Line], *, headings: bool = True) -> list[Line]:
    """The lines of running text with their kinds. Where the document marks its own headings, none is guessed
    (`headings` false): there, a short numbered line is an item.
    """
    lines = [part for line in lines for part in _without_caption(line)]
    classified: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        classified.append(_kind_of(line, following, headings) if line.kind == "text" else line)
    return classified


def _without_caption(line: Line) -> Iterator[Line]:
    """A heading and a caption that the extraction put on one line, apart."""
    merged = patterns.MERGED_CAPTION.match(line.text) if line.kind == "text" else None
    if merged and heading_level(merged[1]):
        yield replace(line, text=merged[1], columns=0)
        yield replace(line, text=merged[2], columns=0, starts_page=False)
    else:
        yield line


def _kind_of(line: Line, following: Line | None, headings: bool) -> Line:
    plain = normalise(line.text)
    if patterns.CAPTION.match(plain) and width(line.text) <= 2 * _HEADING_LENGTH + 20:
        return replace(line, kind="caption")
    level = heading_level(line.text) if headings else 0
    whole = following is None or completes_heading(line, following) or not _runs_on(line, following)
    if level and whole:
        return replace(line, kind="heading", level=level)
    if patterns.LIST_ITEM.match(plain) or patterns.LIST_ITEM.match(line.text):
        return replace(line, kind="item")
    return line


def heading_level(text: str) -> int:
    """The level of the heading that `text` looks like, or 0."""
    plain = text.strip()
    if width(plain) > 2 * _HEADING_LENGTH or re.search(r"[\u3002\uff0c]|\u3001.*\u3001", plain):
        return 0
    for candidate in (plain, normalise(plain)):
        for level, pattern in patterns.HEADINGS:
            if pattern.match(candidate):
                return level
    return 0


def completes_heading(line: Line, following: Line) -> bool:
    """Whether `following` is the rest of a word that the heading `line` lost at the right edge."""
    broken = _KATAKANA.match(line.text[-1]) and _KATAKANA.match(following.text[0])
    return bool(broken) and following.kind == "text" and width(line.text) >= 40 and width(following.text) <= 16


def _runs_on(line: Line, following: Line) -> bool:
    """A numbered list item that wraps onto the next line is no heading."""
    if following.kind != "text" or following.starts_page:
        return False
    if heading_level(following.text) or patterns.LIST_ITEM.match(following.text):
        return False
    columns = width(line.text)
    carried = bool(patterns.CONTINUES.match(following.text))
    if columns >= 40:
        if _open_brackets(line.text) > 0 > _open_brackets(following.text):
            return True
        if _KATAKANA.match(line.text[-1]) and _KATAKANA.match(following.text[0]):
            return True
        if carried and _KANJI.match(line.text[-1]) and not patterns.SENTENCE_START.match(following.text):
            return True
    if columns < 56:
        return False
    same_script = any(p.match(line.text[-1]) and p.match(following.text[0]) for p in (_KANJI, _KATAKANA))
    return same_script or carried or bool(patterns.OPEN_PARTICLE.search(line.text))


def _open_brackets(text: str) -> int:
    """Brackets that stay open in `text`; below 0 where it closes more than it opens."""
    return sum((c in "(\uff08\u300c") - (c in ")\uff09\u300d") for c in text)


def promote_titles(lines: list[Line]) -> list[Line]:
    """In a text whose paragraphs stand in one line each, a short line before a list or a numbered heading titles it."""
    promoted = list(lines)
    for line, following, i in zip(lines, lines[1:], range(len(lines)), strict=False):
        short = line.kind == "text" and 6 <= width(line.text) <= 48 and not _PUNCTUATION.search(line.text)
        opens = following.kind == "item" or (following.kind == "heading" and following.level >= 3)
        if short and opens and not patterns.SENTENCE_END.search(line.text):
            promoted[i] = replace(line, kind="heading", level=2)
    return promoted
