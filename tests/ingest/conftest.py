"""Files that the reading tests make: good ones of each format, broken ones and hostile ones."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

PdfMaker = Callable[..., Path]


@pytest.fixture
def make_pdf(tmp_path: Path) -> PdfMaker:
    """A PDF with the given lines on each page, in a Japanese font; no lines: a page with a drawn shape only."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))

    def make(name: str, pages: Sequence[Sequence[str]], *, title: str = "", white: bool = False) -> Path:
        path = tmp_path / name
        sheet = canvas.Canvas(str(path), pagesize=(595, 842))
        sheet.setTitle(title)
        for lines in pages:
            sheet.setFont("HeiseiKakuGo-W5", 10)
            if white:
                sheet.setFillColorRGB(1, 1, 1)
            for i, line in enumerate(lines):
                sheet.drawString(50, 790 - 16 * i, line)
            if not lines:
                sheet.rect(100, 100, 300, 500, fill=1)
            sheet.showPage()
        sheet.save()
        return path

    return make


@pytest.fixture
def make_raw_pdf(tmp_path: Path) -> PdfMaker:
    """A PDF from a content stream: `count` pages share it. `packed`: it is deflated already."""

    def make(name: str, stream: bytes, *, count: int = 1, packed: bool = False) -> Path:
        data = stream if packed else zlib.compress(stream)
        kids = " ".join(f"{i + 5} 0 R" for i in range(count))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        page = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
            b"/Resources << /Font << /F1 4 0 R >> >> >>"
        )
        objects += [page] * count
        return _written(tmp_path / name, objects)

    return make


def _written(path: Path, objects: Sequence[bytes]) -> Path:
    body = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    path.write_bytes(bytes(body))
    return path


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    """A Word file with a title, headings, a list, a table and whatever `paragraphs` are given."""

    def make(name: str, paragraphs: Sequence[str] = ()) -> Path:
        import docx

        document = docx.Document()
        document.core_properties.title = "訪問診療の手順書"
        document.add_heading("第1章 目的", 1)
        document.add_paragraph("町の訪問診療を*途切れさせない*ための手順をまとめる。")
        document.add_heading("会議の開き方", 3)
        document.add_paragraph("開催日の二週間前に案内する。", style="List Bullet")
        table = document.add_table(3, 3)
        rows = (("職種", "役割", "人数"), ("看護師", "訪問と記録", "4"), ("薬剤師", "", "2"))
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                table.cell(i, j).text = cell
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return make


@pytest.fixture
def add_part(tmp_path: Path) -> Callable[..., Path]:
    """A copy of an Office file with one more (or another) part."""

    def add(source: Path, part: str, content: bytes) -> Path:
        target = tmp_path / f"changed-{source.name}"
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
            new.writestr(part, content)
        return target

    return add
