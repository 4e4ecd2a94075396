"""Text repair: raw lines, broken as PDF extraction breaks them, become whole lines again.

Nothing is rewritten: lines are joined, set apart or left out, so every repaired line (white space aside) can be
found again in the document. Normalised copies are only looked at, to decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.language.normalise import JAPANESE, normalise
from ingest import patterns
from ingest.raw import RawDocument

LineKind = Literal["text", "heading", "caption", "item", "row", "footnote", "figure"]

_HIRAGANA = re.compile("[\u3041-\u3093]")
_KATAKANA = re.compile("[\u30a1-\u30fc]")
_KANJI = re.compile("[\u4e00-\u9fff]")
_HEADING_LENGTH = 44
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A whole line of a document: a paragraph, heading, list item, table row, footnote or figure residue."""

    text: str
    page: int | None
    kind: LineKind = "text"
    starts_page: bool = False
    level: int = 0
    """Heading level, 1 outermost; 0 for everything else."""
    cells: tuple[str, ...] = ()
    """Cells of a table row."""
    notes: tuple[str, ...] = ()
    """Footnotes that this line calls."""


def repair(document: RawDocument) -> list[Line]:
    """Whole lines of `document`, in reading order, page furniture left out."""
    lines = _without_furniture(document)
    lines = _without_agendas(lines)
    lines = _join_vertical(lines)
    lines = _set_figures_apart(lines)
    lines, footnotes = _lift_footnotes(lines)
    lines = _classify(lines)
    if _is_unbroken(lines):
        return _attach_footnotes(_promote_titles(lines), footnotes)
    lines = _close_interrupted_sentences(lines)
    lines = _join_wrapped(lines)
    return _attach_footnotes(lines, footnotes)


def width(text: str) -> int:
    """Columns that `text` takes: two for a Japanese character, one for a Latin one."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


# --- page furniture ---------------------------------------------------------------------------------------------


def _without_furniture(document: RawDocument) -> list[Line]:
    running = _running_lines(document)
    lines: list[Line] = []
    for page in document.pages:
        kept = [raw for raw in page.lines if raw.strip()]
        for place, raw in enumerate(kept):
            text = patterns.MARKUP.sub(" ", raw) if "<" in raw or "**" in raw else raw
            starts = place == 0 if page.number is not None else bool(re.match(r" \S", raw))
            edge = min(place, len(kept) - 1 - place)
            if edge < 3 and _masked(raw) in running:
                continue
            if "\t" in text:
                cells = tuple(cell.strip() for cell in text.split("\t"))
                lines.append(Line(text=_tidy(text.replace("\t", " ")), page=page.number, kind="row", cells=cells))
                continue
            tidy = _tidy(text)
            if tidy:
                lines.append(Line(text=tidy, page=page.number, starts_page=starts))
    return _without_loose_page_numbers(lines)


def _tidy(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text).strip()


def _masked(line: str) -> str:
    return re.sub(r"[0-9]+", "#", normalise(line)).replace(" ", "")


def _running_lines(document: RawDocument) -> set[str]:
    """Lines, digits masked, that stand in the top or bottom band of half of the pages; page numbers only where they
    run on monotonically.
    """
    pages = [page for page in document.pages if page.number is not None]
    if len(pages) < 3:
        return set()
    seen: Counter[str] = Counter()
    numbers: dict[str, list[int]] = {}
    for page in pages:
        kept = [line for line in page.lines if line.strip()]
        band = {_masked(line): normalise(line) for line in (*kept[:3], *kept[-3:])}
        seen.update(band.keys())
        for mask, line in band.items():
            if patterns.PAGE_NUMBER.match(line):
                numbers.setdefault(mask, []).append(int(re.sub(r"[^0-9]", "", line) or 0))
    return {
        mask
        for mask, count in seen.items()
        if count * 2 >= len(pages) and (mask not in numbers or all(a < b for a, b in pairwise(numbers[mask])))
    }


def _without_loose_page_numbers(lines: list[Line]) -> list[Line]:
    """Drop page numbers of a text without pages: alone on a line before a page start or inside a sentence, or stuck
    to the end of the last line of a page; only where they grow.
    """
    kept: list[Line] = []
    last = 0
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        plain = normalise(line.text)
        if line.kind == "text" and re.fullmatch(r"[0-9]{1,3}", plain) and last < int(plain) <= last + 60:
            opened = bool(kept) and not patterns.SENTENCE_END.search(kept[-1].text) and width(kept[-1].text) > 40
            carried = following is not None and bool(patterns.CONTINUES.match(following.text))
            if following is None or following.starts_page or (opened and carried):
                last = int(plain)
                continue
        stuck = patterns.PAGE_NUMBER_STUCK.match(line.text)
        if stuck and following is not None and following.starts_page and line.kind == "text":
            number = int(normalise(stuck[2]))
            if last < number <= last + 60 and width(stuck[1]) > 12:
                last = number
                line = replace(line, text=stuck[1])
        kept.append(line)
    return kept


def _without_agendas(lines: list[Line]) -> list[Line]:
    """An agenda that comes back as a separator is not content: three or more short numbered lines in a row, each of
    which stands three times or more in the document.
    """
    texts = [normalise(line.text) for line in lines]
    often = {text for text, count in Counter(texts).items() if count >= 3}
    dropped: set[int] = set()
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and texts[j] in often and patterns.AGENDA_ITEM.match(texts[j]):
            j += 1
        if j - i >= 3:
            dropped.update(range(i, j))
        i = max(j, i + 1)
    return [line for i, line in enumerate(lines) if i not in dropped]


# --- what is not running text -----------------------------------------------------------------------------------


def _join_vertical(lines: list[Line]) -> list[Line]:
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


def _set_figures_apart(lines: list[Line]) -> list[Line]:
    """Runs of lines that are mostly bare numbers and ticks, with no sentence, are residue of a chart."""
    marked = list(lines)
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and lines[j].kind == "text" and _is_residue(lines[j].text):
            j += 1
        numeric = sum(1 for line in lines[i:j] if _is_numeric(line.text))
        if j - i >= 5 and numeric * 2 >= j - i:
            for k in range(i, j):
                marked[k] = replace(lines[k], kind="figure")
        elif j == i and _is_numeric_pile(lines[i].text):
            marked[i] = replace(lines[i], kind="figure")
        i = max(j, i + 1)
    return marked


def _is_numeric(text: str) -> bool:
    words = normalise(text).split()
    numeric = [word for word in words if patterns.NUMERIC.match(word)]
    return bool(numeric) and 2 * sum(map(len, numeric)) >= sum(map(len, words))


def _is_numeric_pile(text: str) -> bool:
    """A chart flattened into one line: more than ten values, and more digits than words."""
    plain = normalise(text)
    values = re.findall(r"[0-9]+\.[0-9]+%?", plain)
    return len(values) >= 8 and sum(len(value) for value in values) * 2 > len(plain.replace(" ", ""))


def _is_residue(text: str) -> bool:
    if re.search(r"[\u3002\u3001]", text):
        return False
    if heading_level(text):
        return False
    plain = normalise(text)
    if _is_numeric(plain) or _is_numeric_pile(plain):
        return True
    return width(plain) <= 16 and not patterns.CAPTION.match(plain) and not patterns.LIST_ITEM.match(plain)


# --- footnotes --------------------------------------------------------------------------------------------------


def _lift_footnotes(lines: list[Line]) -> tuple[list[Line], dict[int, str]]:
    """Take footnote bodies out of the flow. A body begins with the next footnote number, and that number is called
    (glued to a word) in one of the lines before it.
    """
    footnotes: dict[int, str] = {}
    kept: list[Line] = []
    i = 0
    while i < len(lines):
        number = len(footnotes) + 1
        body = _footnote_body(lines, i, number)
        if body and _called(kept[-_LOOK_BACK:], number):
            text, i = body
            footnotes[number] = text
            continue
        kept.append(lines[i])
        i += 1
    return kept, footnotes


def _footnote_body(lines: Sequence[Line], i: int, number: int) -> tuple[str, int] | None:
    line = lines[i]
    if line.kind != "text":
        return None
    plain = normalise(line.text)
    if plain == str(number) and i + 1 < len(lines) and width(lines[i + 1].text) > 40:
        pieces = [line.text, lines[i + 1].text]
        j = i + 2
    elif re.match(rf"{number} ?(?=[^0-9.,%)\u5e74\u6708\u65e5 ])", plain) and width(plain) > 16 and line.text[0].isdecimal():
        pieces = [line.text]
        j = i + 1
    else:
        return None
    while j < len(lines) and len(pieces) < 5 and not _footnote_ends("".join(pieces)):
        if lines[j].starts_page or lines[j].kind != "text":
            break
        pieces.append(lines[j].text)
        j += 1
    while j < len(lines) and len(pieces) < 8 and re.match(r"(URL|http|\uff08\u53c2\u8003\uff09)", lines[j].text):
        pieces.append(lines[j].text)
        j += 1
    return "".join(pieces[:1]) + (" " if pieces[0].isdecimal() else "") + "".join(pieces[1:]), j


def _footnote_ends(text: str) -> bool:
    balanced = text.count("\uff08") <= text.count("\uff09") and text.count("(") <= text.count(")")
    return balanced and bool(re.search(r"[\u3002\uff09)/]$|https?://\S+$", text))


def _called(lines: Sequence[Line], number: int) -> bool:
    return any(_call(number).search(normalise(line.text)) for line in lines)


def _call(number: int) -> re.Pattern[str]:
    glued = rf"[{JAPANESE}\u300d\uff09)]{number}(?=[\u3041-\u3093\u3001\u3002\u300d]|$)"
    apart = rf"[{JAPANESE}] {number}(?=[\u3041-\u3061\u3063-\u3093])"
    return re.compile(f"{glued}|{apart}")


# --- kinds and joins --------------------------------------------------------------------------------------------


def _classify(lines: list[Line]) -> list[Line]:
    classified: list[Line] = []
    for i, line in enumerate(lines):
        if line.kind != "text":
            classified.append(line)
            continue
        following = lines[i + 1] if i + 1 < len(lines) else None
        classified.append(_kind_of(line, following))
    return classified


def _kind_of(line: Line, following: Line | None) -> Line:
    plain = normalise(line.text)
    if patterns.CAPTION.match(plain) and width(line.text) <= 2 * _HEADING_LENGTH + 20:
        return replace(line, kind="caption")
    level = heading_level(line.text)
    if level and not _runs_on(line, following):
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


def _runs_on(line: Line, following: Line | None) -> bool:
    """A numbered list item that wraps onto the next line is no heading."""
    if following is None or following.kind != "text" or following.starts_page:
        return False
    if width(line.text) < 56 or heading_level(following.text) or patterns.LIST_ITEM.match(following.text):
        return False
    same_script = any(p.match(line.text[-1]) and p.match(following.text[0]) for p in (_KANJI, _KATAKANA))
    carried = patterns.CONTINUES.match(following.text) or patterns.OPEN_PARTICLE.search(line.text)
    return same_script or bool(carried)


def _promote_titles(lines: list[Line]) -> list[Line]:
    """In a text whose paragraphs stand in one line each, a short line before a list or a numbered heading titles it."""
    promoted = list(lines)
    for line, following, i in zip(lines, lines[1:], range(len(lines)), strict=False):
        short = line.kind == "text" and 6 <= width(line.text) <= 48 and not re.search(r"[\u3002\u3001:\uff1a]", line.text)
        opens = following.kind == "item" or (following.kind == "heading" and following.level >= 3)
        if short and opens and not patterns.SENTENCE_END.search(line.text):
            promoted[i] = replace(line, kind="heading", level=2)
    return promoted


def _close_interrupted_sentences(lines: list[Line]) -> list[Line]:
    """A figure or slide that the extraction put into the middle of a sentence moves behind the sentence.

    The sentence breaks off at the end of a full line of body text; its rest opens the next page.
    """
    moved = list(lines)
    full = _body_width(lines)
    for i in range(1, len(moved)):
        rest = moved[i]
        if not rest.starts_page or rest.kind != "text" or not patterns.CONTINUES.match(rest.text):
            continue
        if _breaks_off(moved, i - 1, full):
            continue
        for j in range(i - 2, max(-1, i - _LOOK_BACK), -1):
            if _breaks_off(moved, j, full) and not patterns.CONTINUES.match(moved[j + 1].text):
                tail = i + 1
                while tail < len(moved) and _joins(moved[tail - 1], moved[tail], full):
                    tail += 1
                moved[j + 1 : tail] = [*moved[i:tail], *moved[j + 1 : i]]
                break
    return moved


def _body_width(lines: Sequence[Line]) -> int:
    """Columns of a full line of body text, or 0 where lines are not broken at a right edge.

    In a broken text many lines that stop inside a sentence are about as wide as the column; in an unbroken one, and on slides,
    widths are scattered.
    """
    prose = [line for line in lines if line.kind in ("text", "item") and width(line.text) >= 40]
    inside = Counter(width(line.text) // 2 for line in prose if not patterns.SENTENCE_END.search(line.text))
    if not inside:
        return 0
    full = 2 * max(inside, key=lambda w: sum(inside[w + d] for d in (-2, -1, 0, 1)))
    near = sum(1 for line in prose if abs(width(line.text) - full) <= 6)
    beyond = sum(1 for line in prose if width(line.text) > 1.5 * full)
    return full if near * 6 >= len(prose) and beyond * 12 < len(prose) else 0


def _is_unbroken(lines: Sequence[Line]) -> bool:
    """Paragraphs stand in one line each, however long: nothing is wrapped, nothing is to be joined."""
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


def _join_wrapped(lines: list[Line]) -> list[Line]:
    joined: list[Line] = []
    full = _body_width(lines)
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
    if line.kind not in ("text", "item") or following.kind != "text":
        return False
    if re.search(r"[\u3002\uff01\uff1f!?]$", line.text) or patterns.SOURCE_LINE.match(following.text):
        return False
    if patterns.SOURCE_LINE.match(line.text) and patterns.SENTENCE_END.search(line.text):
        return False
    if following.text.startswith("http"):
        return False
    # slides have no common right edge: there a long line wraps onto a shorter one
    wide = width(line.text) >= 0.75 * full if full else width(following.text) < width(line.text) >= 60
    if following.starts_page and not wide:
        return False
    if wide or patterns.CONTINUES.match(following.text) or patterns.OPEN_PARTICLE.search(line.text):
        return width(line.text) >= 12
    # a narrow table column: both lines are prose (they hold hiragana) and this one is as wide as the column
    prose = bool(_HIRAGANA.search(line.text)) and bool(_HIRAGANA.search(following.text))
    return prose and width(line.text) >= 22 and width(line.text) >= 0.88 * width(following.text)


# --- footnotes, second half -------------------------------------------------------------------------------------


def _attach_footnotes(lines: list[Line], footnotes: dict[int, str]) -> list[Line]:
    attached = list(lines)
    for number, body in footnotes.items():
        for i, line in enumerate(attached):
            if line.kind in ("text", "item") and _call(number).search(normalise(line.text)):
                attached[i] = replace(line, notes=(*line.notes, body))
                break
    return attached
