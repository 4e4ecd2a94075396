"""The files that leave the house, opened again as their readers will open them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest

from assistant.coach import SCENES, STEPS, Scene, Step, Worksheet
from bots.exports.files import FORMATS, Format, exported
from tests.assistant.coach.plans import full_plan

EMPTY = Worksheet(municipality="海風市", year=2026)


def word(kind: Format, sheet: Worksheet, *earlier: Worksheet) -> Any:
    return docx.Document(io.BytesIO(exported(sheet, kind, earlier)))


def words(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def book(sheet: Worksheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(exported(sheet, "excel")))


def test_word_sheet_has_a_page_for_each_scene_with_all_steps() -> None:
    document = word("word", full_plan())
    text = words(document)

    assert [scene.name_ja in text for scene in SCENES] == [True] * 4
    assert all(f"入退院支援の{step.name_ja}の文です。\n二行目です。" in text for step in STEPS)
    assert document._element.xml.count('w:type="page"') == 4
    assert ("48,210" in text, "45％\n2024年度" in text, "60％\n2026年度" in text) == (True, True, True)
    assert document.core_properties.title == "在宅医療・介護連携推進事業　目標設定シート"


def test_workbook_has_a_sheet_a_scene_the_overview_and_the_indicators() -> None:
    made = book(full_plan())

    assert made.sheetnames == ["前提", "4場面の一覧", *(scene.name_ja for scene in SCENES), "指標", "指標の推移", "実施", "評価", "改善", "研修"]
    overview = [[cell.value for cell in row] for row in made["4場面の一覧"].iter_rows(min_row=2, max_row=10)]
    assert overview[0] == ["段", *(scene.name_ja for scene in SCENES)]
    assert [row[2] for row in overview[1:]] == [f"=入退院支援の{s.name_ja}の文です。\n二行目です。" for s in STEPS]
    head, row = [[cell.value for cell in row] for row in made["指標"].iter_rows(min_row=2, max_row=3)]
    held = dict(zip(head, row, strict=True))
    assert held["場面"] == "入退院支援"
    assert (held["現状値"], held["目標値"], held["2023年度"], held["2024年度"]) == (45, 60, 41.5, 45)
    assert made["入退院支援"].freeze_panes == "A3"


def test_what_a_user_wrote_never_becomes_a_formula() -> None:
    cells = book(full_plan())["入退院支援"]["C"]

    assert {cell.data_type for cell in cells if str(cell.value).startswith("=")} == {"s"}


def test_handover_tells_the_years_the_open_cells_and_what_was_decided() -> None:
    text = words(word("handover", full_plan(), replace(EMPTY, year=2025)))

    for held in ("2025年度、2026年度", "2病院に広げる（連絡が早まったため）", "［2026-09］様式の統一", "41.5（2023） → 45（2024）％"):
        assert held in text
    assert "看取り：めざす姿、現状把握" in text


def test_meeting_paper_begins_with_the_policy_and_ends_with_requests() -> None:
    document = word("meeting", full_plan())
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]

    assert [heading[0] for heading in headings] == list("12345")
    assert "方針" in headings[0]
    assert "ご意見" in headings[-1]
    assert "入退院支援：" in words(document)


@pytest.mark.parametrize("kind", FORMATS)
def test_empty_plan_and_odd_characters_make_files_too(kind: Format) -> None:
    odd = EMPTY.with_cell(Scene.DAILY, Step.VISION, "制御\x00文字\x0bと🏠、" + "長い文" * 400)

    for sheet in (EMPTY, odd):
        made = exported(sheet, kind)
        assert made.startswith(b"PK")
    opened = book(odd)["日常の療養支援"]["C3"].value if kind == "excel" else words(word(kind, odd))
    assert "制御文字と🏠" in opened
