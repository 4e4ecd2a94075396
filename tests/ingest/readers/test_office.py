"""Word, PowerPoint, Excel: text, pages and table rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import DocumentError
from ingest.limits import Limits
from ingest.readers import office
from ingest.repair import repair

Maker = Callable[..., Path]


def test_word(make_docx: Maker) -> None:
    document = office.read(make_docx("a.docx", ["(1)  持ち物 は名札。"]), Limits())
    assert [line for line in document.pages[0].lines if line] == [
        "# 第1章 目的",
        "町の訪問診療を*途切れさせない*ための手順をまとめる。",
        "### 会議の開き方",
        "- 開催日の二週間前に案内する。",
        "職種\t役割\t人数",
        "看護師\t訪問と記録\t4",
        "薬剤師\t\t2",
        "(1) 持ち物 は名札。",
    ]
    assert (document.title, document.pages[0].number, document.unbroken) == ("訪問診療の手順書", None, True)


def test_word_headings_and_rows_reach_the_repaired_lines(make_docx: Maker) -> None:
    found = repair(office.read(make_docx("a.docx"), Limits()))
    assert [(line.text, line.level) for line in found if line.kind == "heading"] == [
        ("第1章 目的", 1), ("会議の開き方", 3),
    ]  # fmt: skip
    assert [line.cells for line in found if line.kind == "row"][1] == ("看護師", "訪問と記録", "4")


def test_powerpoint(tmp_path: Path) -> None:
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "連絡会の進め方"
    first.placeholders[1].text = "開会\n*報告* と [質疑](なし)"
    first.notes_slide.notes_text_frame.text = "時間は十分。"
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "担当"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(2)).table
    for i, row in enumerate((("職種", "役割"), ("看護師", "記録"))):
        for j, cell in enumerate(row):
            table.cell(i, j).text = cell
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(str(tmp_path / "a.pptx"))
    document = office.read(tmp_path / "a.pptx", Limits())
    assert [(page.number, [line for line in page.lines if line]) for page in document.pages] == [
        (1, ["# 連絡会の進め方", "開会", "報告 と 質疑", "時間は十分。"]),
        (2, ["# 担当", "職種\t役割", "看護師\t記録"]),
        (3, []),
    ]
    with pytest.raises(DocumentError) as caught:
        office.read(tmp_path / "a.pptx", Limits(pages=2))
    assert caught.value.reason == "too_many_pages"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "資源一覧"
    for row in (
        ("町内の資源（令和5年4月）",), ("名称", "数", "割合", "調べた日"),
        ("診療所", 12, 0.125, datetime.date(2024, 4, 1)), ("薬局", None, 0.5, None), (), ("注：休止中を含む",), (),
        (None, "曜日", "当番"), (None, "月", 3.0), (None, None, 1.25),
    ):  # fmt: skip
        sheet.append(row)
    sheet["C3"].number_format = "0.0%"
    sheet["C4"].number_format = "0%"
    book.create_sheet("空")
    book.create_sheet("覚え")["B2"] = "一つだけ"
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_excel(workbook: Path) -> None:
    document = office.read(workbook, Limits())
    assert [(page.number, [line for line in page.lines if line]) for page in document.pages] == [
        (1, [
            "# 資源一覧", "町内の資源（令和5年4月）", "名称\t数\t割合\t調べた日", "診療所\t12\t12.5%\t2024-04-01",
            "薬局\t\t50%", "注：休止中を含む", "曜日\t当番", "月\t3", "\t1.25",
        ]),
        (2, []),
        (3, ["# 覚え", "一つだけ"]),
    ]  # fmt: skip


def test_two_tables_of_a_sheet_stay_two(workbook: Path) -> None:
    rows = [line for line in repair(office.read(workbook, Limits())) if line.kind == "row"]
    assert [row.cells[0] for row in rows if row.starts_table] == ["曜日"]


def test_part_of_another_kind_is_unsupported(make_docx: Maker, tmp_path: Path) -> None:
    renamed = make_docx("a.docx").rename(tmp_path / "a.xlsx")
    with pytest.raises(DocumentError) as caught:
        office.read(renamed, Limits())
    assert caught.value.reason == "unsupported"
