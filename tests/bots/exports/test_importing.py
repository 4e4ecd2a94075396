"""Files that come back: what is taken, and what is said of every row that is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.coach import SCENES, Scene, Step, Worksheet
from assistant.errors import UsageError
from bots.exports.files import exported
from bots.exports.importing import imported
from bots.exports.reading import Imported, as_number, as_year
from tests.assistant.coach.plans import SHARE, full_plan

EMPTY = Worksheet(municipality="海風市", year=2026)


def applied(sheet: Worksheet, found: Imported) -> Worksheet:
    for _, edit in found.edits:
        sheet = edit(sheet)
    return sheet


def edited(change: Callable[[Any], None], sheet: Worksheet | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(exported(sheet or full_plan(), "excel")))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def messages(found: Imported) -> list[str]:
    return [row.message for row in found.rows if not row.taken]


def test_a_workbook_brings_back_the_plan_it_was_made_from() -> None:
    plan = full_plan()

    back = applied(EMPTY, imported(EMPTY, exported(plan, "excel")))

    assert back.scenes == plan.scenes
    assert back.training == plan.training
    assert (back.stage, back.organisation, back.prework) == (plan.stage, plan.organisation, plan.prework)
    assert back.basics == replace(plan.basics, others=())


def test_a_number_without_end_is_no_number() -> None:
    content = f"指標名,令和7年度\n{SHARE.name},{'9' * 400}\n"

    [row] = imported(full_plan(), content.encode()).rows

    assert not row.taken


def test_empty_cells_erase_nothing() -> None:
    plan = full_plan()

    assert applied(plan, imported(plan, exported(EMPTY, "excel"))) == plan


def test_headings_may_stand_below_a_title_and_notes() -> None:
    content = f"指標の一覧,,\n出力日,2026-05-01,\n\n地域,指標名,令和7年度\n海風市,{SHARE.name},52.5\n山風町,{SHARE.name},40\n"

    found = imported(full_plan(), content.encode("cp932"))

    assert dict(applied(full_plan(), found).plan(Scene.TRANSITION).indicators[0].values)[2025] == 52.5
    assert [(row.place, row.taken) for row in found.rows] == [("5行目", True), ("6行目", False)]


def test_an_unknown_name_is_told_once_for_its_row() -> None:
    found = imported(full_plan(), "指標,2024,2025\n在宅看取り率,20,21\n".encode())

    assert len(messages(found)) == 1


def test_each_row_that_was_not_understood_is_named() -> None:
    def change(book: Any) -> None:
        book["入退院支援"]["B4"] = "予算"
        book["看取り"]["C3"] = "望む場所で過ごせる"
        book["前提"]["B6"] = "約3割"
        book["指標"]["F3"] = "半分くらい"
        book["評価"]["A3"], book["評価"]["B3"], book["評価"]["C3"] = "看取り", "手順の話し合い", "まあまあ"
        book["改善"]["A4"], book["改善"]["B4"] = "まち", "続ける"
        book["実施"]["A4"], book["実施"]["D4"] = "看取り", "話し合った"
        book["研修"]["A3"], book["研修"]["B3"] = "打上げ", "開いた"
        book.create_sheet("メモ")["A1"] = "覚え書き"

    found = imported(EMPTY, edited(change))

    said = {row.place: row.message for row in found.rows if not row.taken}
    assert said["入退院支援　4行目"].startswith("段「予算」が見つからない")
    assert "「約3割」を数として読み取れません" in said["前提　6行目"]
    assert "「半分くらい」を数として読み取れません" in said["指標　3行目"]
    assert "「メモ」" in said["メモ"]
    assert "「まあまあ」" in said["評価　3行目"]
    assert "予定どおり、一部、行えなかった" in said["評価　3行目"]
    assert "場面「まち」" in said["改善　4行目"]
    assert "「対応策」が空" in said["実施　4行目"]
    assert "段「打上げ」" in said["研修　3行目"]
    back = applied(EMPTY, found)
    assert back.text(Scene.END_OF_LIFE, Step.VISION) == "望む場所で過ごせる"
    assert back.text(Scene.TRANSITION, Step.SITUATION) == ""


def test_a_file_that_is_no_workbook_or_a_bomb_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "0" * 40_000_000)
    for content in (b"PK\x03\x04 broken", bomb.getvalue(), b"\xff\xfe\x00\x01", b"\x81"):
        with pytest.raises(UsageError) as refused:
            imported(EMPTY, content)
        assert "Excel" in str(refused.value.details["hint"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_values_of_indicators_a_value_a_row(encoding: str) -> None:
    table = (
        "市区町村,指標名,年度,値\n海風市,入院後３日以内の情報提供の割合,令和7年度,52.5\n山里町,入院後3日以内の情報提供の割合,2025,10\n"
        "海風市,入院後3日以内の情報提供の割会,2025,10\n海風市,在宅療養率,2025,10\n"
        f"海風市,{SHARE.name},いつか,10\n海風市,{SHARE.name},2025,\n海風市,{SHARE.name},2025,不明\n"
    )

    found = imported(full_plan(), table.encode(encoding))

    (indicator,) = applied(full_plan(), found).plan(Scene.TRANSITION).indicators
    assert indicator.values == ((2023, 41.5), (2024, 45.0), (2025, 52.5))
    assert [(row.place, row.taken) for row in found.rows] == [(f"{n}行目", n == 2) for n in range(2, 9)]
    said = messages(found)
    assert "山里町" in said[0]
    assert f"「{SHARE.name}」のことでしたら" in said[1]
    assert "「在宅療養率」がありません" in said[2]
    assert "年度として読み取れません" in said[3]
    assert "値が空" in said[4]
    assert "「不明」を数として読み取れません" in said[5]


def test_values_of_indicators_a_column_for_each_year() -> None:
    table = f"指標\t令和6年度\t2025\n{SHARE.name}\t46\t\"1,052\"\n"

    found = imported(full_plan(), table.encode())

    assert applied(full_plan(), found).plan(Scene.TRANSITION).indicators[0].values[-2:] == ((2024, 46.0), (2025, 1052.0))


def test_a_table_without_headings_is_named() -> None:
    assert "見出し" in messages(imported(full_plan(), "甲,乙\n1,2\n".encode()))[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [("12.5", 12.5), ("１２．５％", 12.5), ("1,234人", 1234), (12, 12), ("約3割", None), ("", None), (True, None), ("-3", -3), ("nan", None), ("12 5/100", None)],
)
def test_numbers_as_people_write_them(written: object, value: float | None) -> None:
    assert as_number(written) == value


@pytest.mark.parametrize(
    ("written", "year"),
    [(2024, 2024), (2024.0, 2024), ("２０２４年度", 2024), ("令和6年度", 2024), ("R6", 2024), ("令和元年", 2019), ("平成30", 2018), ("H30年度", 2018), ("6", None), ("現在", None), ("", None)],
)
def test_years_as_people_write_them(written: object, year: int | None) -> None:
    assert as_year(written) == year


@given(content=st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = imported(full_plan(), content)
    except UsageError:
        return
    assert applied(full_plan(), found).scenes[0].scene is SCENES[0]


def test_a_workbook_that_nobody_changed_edits_nothing() -> None:
    plan = full_plan()

    found = imported(plan, exported(plan, "excel"))

    assert not found.edits
    assert all("今の内容と同じ" in row.message for row in found.rows)
