"""Building blocks of the Word files: an A4 page, Japanese type, tables with a shaded first row or column."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bots.exports.wording import clean

_FONT = "Yu Gothic"
_SHADE = "E6EFEE"
_A4 = (Mm(210), Mm(297))


def page(*, landscape: bool = False, margin: int = 18, size: float = 10.5) -> Any:
    """An empty document: A4, margins in mm, type size in points, page numbers at the foot."""
    document = docx.Document()
    section = document.sections[0]
    width, height = _A4[::-1] if landscape else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin)
    section.header_distance = section.footer_distance = Mm(8)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet"):
        style = document.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
        style.font.color.rgb = None
    document.styles["Normal"].font.size = Pt(size)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    # exact, because Word gives Japanese type wide lines of its own and a page would run over
    document.styles["Normal"].paragraph_format.line_spacing = Pt(size * 1.4)
    _heading(document, "Heading 1", size + 2.5, 8)
    _heading(document, "Heading 2", size + 0.5, 6)
    _page_number(section.footer.paragraphs[0])
    return document


def title(document: Any, text: str, *, size: float = 16) -> None:
    """The title on top, also in the properties of the file."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.line_spacing = Pt(size * 1.4)
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = True, Pt(size)
    document.core_properties.title = clean(text)
    document.core_properties.author = ""


def bullets(document: Any, items: Sequence[str]) -> None:
    """A list."""
    for item in items:
        document.add_paragraph(clean(item), style="List Bullet").paragraph_format.space_after = Pt(1)


def table(
    document: Any, rows: Sequence[Sequence[str]], widths: Sequence[int], *, head: bool = True, size: float = 0
) -> Any:
    """A table with column widths in mm; the first row is a head that is repeated on each page, or else the first
    column is one. `size` in points where it is not the text's.
    """
    made = document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)  # Word goes by the cells, LibreOffice by the columns
    for number, (row, values) in enumerate(zip(made.rows, rows, strict=True)):
        _whole(row)
        for place, (cell, text) in enumerate(zip(row.cells, values, strict=True)):
            cell.width = Mm(widths[place])
            shaded = number == 0 if head else place == 0
            _fill(cell, text, bold=shaded, size=size)
            if shaded:
                _shade(cell)
    if head and rows:
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return made


def written(document: Any) -> bytes:
    """The document as the bytes of a .docx file."""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _heading(document: Any, name: str, size: float, before: float) -> None:
    style = document.styles[name]
    style.font.size, style.font.bold = Pt(size), True
    style.paragraph_format.line_spacing = Pt(size * 1.4)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)


def _fill(cell: Any, text: str, *, bold: bool, size: float) -> None:
    for place, line in enumerate(clean(text).split("\n")):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(1.5 if place == 0 else 0)
        paragraph.paragraph_format.space_after = Pt(1.5)
        run = paragraph.add_run(line)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
            paragraph.paragraph_format.line_spacing = Pt(size * 1.3)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _whole(row: Any) -> None:
    """A row is not torn apart at the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = 1
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
