"""Pages → lines, without page furniture: running heads, page numbers and agendas that come back are no part of the
text, nor is markup that leaked into it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.language.normalise import normalise
from ingest import patterns
from ingest.lines import Line, tidy, width
from ingest.raw import RawDocument, RawPage

_BAND = 3
_HEADING = re.compile(r"(#{1,6}) +(\S.*)")


def without_furniture(document: RawDocument) -> list[Line]:
    """The lines of `document` that hold text; table rows and marked headings are known as such."""
    running = _running_lines(document)
    lines = [line for i, page in enumerate(document.pages) for line in _page_lines(page, running, first=i == 0)]
    if not document.unbroken:
        # in extracted text, blank lines stand between the rows of one table as well
        lines = [replace(line, starts_table=False) for line in lines]
    return _without_loose_page_numbers(lines)


def _page_lines(page: RawPage, running: set[str], *, first: bool) -> Iterator[Line]:
    raw = [(text, before, shown) for text, before, shown in _shown(page.lines) if text.strip()]
    starts, gap = page.number is not None or not first, False
    for place, (text, blank_before, shown) in enumerate(raw):
        gap = gap or blank_before
        edge = min(place, len(raw) - 1 - place)
        if edge < _BAND and _may_run(text) and (_masked(text) in running or (edge == 0 and _is_number_of(page, text))):
            continue
        # in a text without pages, a new page begins with one space
        opens = starts or (page.number is None and re.match(r" \S", text) is not None)
        line = _line(text, shown, page.number)
        if line is not None:
            yield replace(line, starts_page=opens, starts_table=gap and line.kind == "row")
            starts = gap = False


def _shown(lines: Sequence[str]) -> Iterator[tuple[str, bool, str]]:
    """Each raw line, whether a blank one stands before it, and its text without leftover markup (a tag may be broken
    over two lines).
    """
    page = "\n".join(lines)
    if "<" in page or "**" in page:
        page = patterns.MARKUP.sub(lambda found: " " + "\n" * found[0].count("\n"), page)
    before = False
    for raw, shown in zip(lines, page.split("\n"), strict=False):
        yield raw, before, shown
        before = not raw.strip()


def _line(raw: str, shown: str, page: int | None) -> Line | None:
    if "\t" in shown:
        cells = tuple(tidy(cell) for cell in shown.split("\t"))
        text = tidy(" ".join(cells))
        return Line(text=text, page=page, kind="row", cells=cells) if text else None
    heading = _HEADING.fullmatch(shown.strip())
    if heading:
        return Line(text=tidy(heading[2]), page=page, kind="heading", level=len(heading[1]))
    text = tidy(shown)
    return Line(text=text, page=page, columns=width(tidy(raw))) if text else None


def _masked(line: str) -> str:
    return re.sub(r"[0-9]+", "#", normalise(line)).replace(" ", "")


def _may_run(line: str) -> bool:
    """Marked headings and table rows come back in sheet after sheet, and are content every time."""
    return "\t" not in line and not _HEADING.match(line)


def _is_number_of(page: RawPage, line: str) -> bool:
    plain = normalise(line)
    return bool(patterns.PAGE_NUMBER.match(plain)) and re.sub(r"[^0-9]", "", plain) == str(page.number)


def _running_lines(document: RawDocument) -> set[str]:
    """Lines, digits masked, that stand in the top or bottom band of half of the pages; page numbers only where they
    run on monotonically.
    """
    pages = [page for page in document.pages if page.number is not None]
    if len(pages) < 3 or document.reader == "openpyxl":  # sheets have no running heads, but units that come back
        return set()
    seen: Counter[str] = Counter()
    numbers: dict[str, list[int]] = {}
    for page in pages:
        kept = [line for line in page.lines if line.strip()]
        band = {_masked(line): normalise(line) for line in (*kept[:_BAND], *kept[-_BAND:])}
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


def without_agendas(lines: list[Line]) -> list[Line]:
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
