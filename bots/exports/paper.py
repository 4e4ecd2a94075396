"""A Word file being written: Japanese type, headings, paragraphs, tables, and a list of sources."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

import docx
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_FONT = "Yu Gothic"
# XML 1.0 has no place for these, and an utterance may hold any character
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Quote")


class Paper:
    """An A4 document. Every text is cleaned of what XML cannot hold."""

    def __init__(self, title: str) -> None:
        self._document = docx.Document()
        for name in _STYLES:
            style = self._document.styles[name]
            style.font.name = _FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
                fonts.set(qn(script), _FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
        self._document.styles["Normal"].font.size = Pt(10.5)
        self._document.styles["Title"].font.size = Pt(18)
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(18)
        self._document.core_properties.title = _clean(title)

    def title(self, text: str) -> None:
        """The name of the paper, or of one of its parts."""
        self._add(text, "Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading of level 1 or 2."""
        self._add(text, f"Heading {level}")

    def text(self, text: str, *, bold: bool = False) -> None:
        """A paragraph."""
        self._add(text, "Normal", bold=bold)

    def point(self, text: str) -> None:
        """A point of a list."""
        self._add(text, "List Bullet")

    def quote(self, text: str) -> None:
        """Words of a document or of a person."""
        self._add(text, "Quote")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """A table with a heading row that is repeated on every page; `widths` in millimetres."""
        table = self._document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        heading = table.rows[0]
        mark = heading._tr.get_or_add_trPr().makeelement(qn("w:tblHeader"), {qn("w:val"): "true"})
        heading._tr.get_or_add_trPr().append(mark)
        _fill(heading.cells, columns, widths, bold=True)
        for row in rows:
            _fill(table.add_row().cells, row, widths, bold=False)
        self._document.add_paragraph()

    def new_page(self) -> None:
        """What follows begins on a page of its own."""
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def content(self) -> bytes:
        """The bytes of the .docx file."""
        written = io.BytesIO()
        self._document.save(written)
        return written.getvalue()

    def _add(self, text: str, style: str, *, bold: bool = False) -> None:
        run = self._document.add_paragraph(style=style).add_run(_clean(text))
        run.bold = True if bold else None


def _fill(cells: Sequence[docx.table._Cell], texts: Sequence[str], widths: Sequence[int], *, bold: bool) -> None:
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width = Mm(width)
        run = cell.paragraphs[0].add_run(_clean(text))
        run.font.size = Pt(9.5)
        run.bold = True if bold else None


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
