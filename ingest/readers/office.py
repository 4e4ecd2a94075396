"""Word and PowerPoint through markitdown, Excel through openpyxl (markitdown goes by way of pandas, which turns the
number 12 into 12.0 and an empty cell into NaN). The package is checked before any of them parses it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from ingest.limits import Limits, failure
from ingest.raw import RawDocument, RawPage
from ingest.readers import markdown, package

_SLIDE = re.compile(r"<!-- Slide number: ([0-9]+) -->")
_NOTES = re.compile(r"^### Notes:$", re.MULTILINE)
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)$")
_ROWS = 200_000
"""Rows of one sheet that are looked at; the size limits end longer ones."""
_COLUMNS = 500


def read(path: Path, limits: Limits) -> RawDocument:
    """The text of a .docx (no pages), the slides of a .pptx, the sheets of a .xlsx (pages numbered from 1)."""
    required, convert = _KINDS[path.suffix.lower()]
    title = package.check(path, limits, required)
    return convert(path, limits, title)


def _word(path: Path, limits: Limits, title: str) -> RawDocument:
    from markitdown import StreamInfo
    from markitdown.converters import DocxConverter

    with path.open("rb") as file:
        converter = DocxConverter()  # type: ignore[no-untyped-call]
        text = str(converter.convert(file, StreamInfo(extension=".docx")).markdown)
    page = RawPage(number=None, lines=tuple(markdown.lines(text)))
    return RawDocument(pages=(page,), reader="markitdown", title=title, unbroken=True)


def _slides(path: Path, limits: Limits, title: str) -> RawDocument:
    from markitdown import StreamInfo
    from markitdown.converters import PptxConverter

    with path.open("rb") as file:
        converter = PptxConverter()  # type: ignore[no-untyped-call]
        text = str(converter.convert(file, StreamInfo(extension=".pptx")).markdown)
    pieces = _SLIDE.split(text)[1:]
    pages = []
    for number, content in zip(pieces[0::2], pieces[1::2], strict=True):
        if int(number) > limits.pages:
            raise failure("too_many_pages")
        pages.append(RawPage(number=int(number), lines=tuple(_slide_lines(content))))
    return RawDocument(pages=tuple(pages), reader="markitdown", title=title, unbroken=True)


def _slide_lines(content: str) -> Iterator[str]:
    """markitdown leaves the text of a slide unescaped, each paragraph on its line; only tables are Markdown."""
    kept = [line for line in _NOTES.sub("", content).split("\n") if not _PICTURE.match(line)]
    spaced = "\n\n".join(kept)
    spaced = re.sub(r"(?<=\|)\n\n(?=\|)", "\n", spaced)
    return iter(markdown.lines(spaced))


def _sheets(path: Path, limits: Limits, title: str) -> RawDocument:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    pages, characters = [], 0
    for number, sheet in enumerate(book.worksheets, start=1):
        if number > limits.pages:
            raise failure("too_many_pages")
        rows: list[list[str]] = []
        for row in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS):
            rows.append([_cell(cell.value, getattr(cell, "number_format", "") or "") for cell in row])
            characters += sum(map(len, rows[-1]))
            if characters > limits.characters:
                raise failure("too_much_text")
        lines = _sheet_lines(rows)
        pages.append(RawPage(number=number, lines=(f"# {sheet.title}", *lines) if lines else ()))
    book.close()
    return RawDocument(pages=tuple(pages), reader="openpyxl", title=title, unbroken=True)


def _sheet_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The blocks of a sheet, a blank line between them. Inside a block, a lone cell above the first row or below the
    last one is a line of text (a title, a remark); everything else is a row of the table.
    """
    lines: list[str] = []
    for filled, group in groupby(rows, key=any):
        block = list(group)
        if not filled:
            lines.append("")
            continue
        wide = [i for i, row in enumerate(block) if sum(map(bool, row)) > 1]
        top, bottom = (wide[0], wide[-1]) if wide else (0, -1)
        left = min((row.index(next(filter(None, row))) for row in block[top : bottom + 1] if any(row)), default=0)
        while wide and bottom + 1 < len(block) and any(block[bottom + 1][left + 1 :]):
            bottom += 1  # a last row with its label missing
        for i, row in enumerate(block):
            cells = [*row[left:], ""]
            while len(cells) > 2 and not cells[-1]:
                cells.pop()
            lines.append("\t".join(cells) if top <= i <= bottom else next(filter(None, row)))
    return lines


def _cell(value: object, number_format: str) -> str:
    """A cell as a reader of the sheet sees it, as far as that is cheap: dates, percentages, whole numbers."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat(" ") if isinstance(value, datetime.datetime) else value.isoformat()
    if isinstance(value, float):
        if number_format.endswith("%"):
            places = len(number_format.partition(".")[2].rstrip("%"))
            return f"{value:.{places}%}"
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    return " ".join(str(value).split())


_KINDS: Mapping[str, tuple[str, Callable[[Path, Limits, str], RawDocument]]] = {
    ".docx": ("word/document.xml", _word),
    ".pptx": ("ppt/presentation.xml", _slides),
    ".xlsx": ("xl/workbook.xml", _sheets),
}
