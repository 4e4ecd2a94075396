"""PDF: which of two libraries reads a page, and what becomes of pages that neither can read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf.errors import PdfReadError

from assistant.errors import DocumentError
from ingest.limits import Limits
from ingest.readers import pdf

Maker = Callable[..., Path]
LINE = "会議は毎月第二木曜日に町役場で開きます。"
NOISE = "#‹#¥##§ •#ﬂøª#‹H## x ·+0{›+Ó)#ﬂ R 8#‹‰## uâÚ V ÷ ˘#ﬂ ‚ ]A0A)#ìABA9#‹##Ì ÛRe0 ] 2 8(ð(^+Łpˇ¸"


@pytest.fixture
def pypdf_says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put words into pypdf's mouth, one text a page."""

    def say(*texts: str) -> None:
        monkeypatch.setattr(pdf, "_first", lambda reader, index: texts[index])

    return say


@pytest.fixture
def pypdfium2_says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def say(*texts: str) -> None:
        monkeypatch.setattr(pdf, "_second", lambda document, index: texts[index])

    return say


def test_pages_are_numbered_from_one_and_lines_kept(make_pdf: Maker) -> None:
    document = pdf.read(make_pdf("a.pdf", [[LINE, "次の行"], ["二頁目"]]), Limits())
    assert [(page.number, page.lines[0]) for page in document.pages] == [(1, LINE), (2, "二頁目")]
    assert document.pages[0].lines[1] == "次の行"
    assert (document.reader, document.warnings) == ("pypdf", ())


def test_garbled_text_is_read_again(make_pdf: Maker, pypdf_says: Callable[..., None]) -> None:
    pypdf_says(NOISE, "短い頁")
    document = pdf.read(make_pdf("a.pdf", [[LINE], ["短い頁です"]]), Limits())
    assert [page.lines[0] for page in document.pages] == [LINE, "短い頁です"]
    assert document.reader == "pypdfium2"


def test_only_the_empty_page_is_read_again(make_pdf: Maker, pypdf_says: Callable[..., None]) -> None:
    pypdf_says(LINE, "")
    document = pdf.read(make_pdf("a.pdf", [["別の読み"], ["二頁目"]]), Limits())
    assert [page.lines[0] for page in document.pages] == [LINE, "二頁目"]
    assert document.reader == "pypdf+pypdfium2"


def test_text_that_both_garble_is_refused(
    make_pdf: Maker, pypdf_says: Callable[..., None], pypdfium2_says: Callable[..., None]
) -> None:
    pypdf_says(NOISE)
    pypdfium2_says("\ue001\ue002\ufffd" * 20)
    with pytest.raises(DocumentError) as caught:
        pdf.read(make_pdf("a.pdf", [[LINE]]), Limits())
    assert caught.value.reason == "garbled"


def test_one_garbled_page_of_many_is_left_out_with_a_warning(
    make_pdf: Maker, pypdf_says: Callable[..., None], pypdfium2_says: Callable[..., None]
) -> None:
    pypdf_says(LINE, NOISE, LINE)
    pypdfium2_says(LINE, "(cid:12)(cid:7)" * 9, LINE)
    document = pdf.read(make_pdf("a.pdf", [[LINE]] * 3), Limits())
    assert [page.lines for page in document.pages] == [(LINE,), (), (LINE,)]
    assert document.warnings == ("partly_garbled",)


def test_scanned_page_among_others_is_warned_of(make_pdf: Maker, tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.pdfgen import canvas

    Image.new("RGB", (20, 20), "gray").save(tmp_path / "scan.png")
    sheet = canvas.Canvas(str(tmp_path / "mixed.pdf"))
    sheet.drawString(50, 700, "minutes of the meeting")
    sheet.showPage()
    sheet.drawImage(str(tmp_path / "scan.png"), 50, 50, 400, 600)
    sheet.save()
    document = pdf.read(tmp_path / "mixed.pdf", Limits())
    assert document.warnings == ("partly_scanned",)
    assert len(document.pages) == 2


def test_file_that_pypdf_cannot_open_is_read_by_the_other(make_pdf: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PdfReadError("broken")

    monkeypatch.setattr(pdf, "_open", refuse)
    document = pdf.read(make_pdf("a.pdf", [[LINE], ["二頁目"]]), Limits())
    assert [page.lines[0] for page in document.pages] == [LINE, "二頁目"]
    assert document.reader == "pypdfium2"


@pytest.mark.parametrize(
    ("given", "title"),
    [("会議の手引き", "会議の手引き"), ("Microsoft Word - tebiki.docx", ""), ("untitled", ""), ("表紙.indd", "")],
)
def test_title_of_the_file_but_not_of_its_making(make_pdf: Maker, given: str, title: str) -> None:
    assert pdf.read(make_pdf("a.pdf", [[LINE]], title=given), Limits()).title == title


def test_a_tab_of_the_typesetter_makes_no_table(make_pdf: Maker, pypdf_says: Callable[..., None]) -> None:
    pypdf_says("一\t二\u2028三")
    assert pdf.read(make_pdf("a.pdf", [[LINE]]), Limits()).pages[0].lines == ("一 二", "三")
