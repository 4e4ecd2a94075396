"""What the paper for the doctors' association says, leaves out and counts."""

from __future__ import annotations

import io

import docx

from assistant.coach import SCENES, Scene, Step, Worksheet
from bots.exports.summaries import meeting

FIVE = "".join(f"{mark}退院前の面談に訪問看護が加わる日を月に二度設け、市が日程を調整する。" for mark in "①②③④⑤")


def said(sheet: Worksheet) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(meeting(sheet))).paragraphs)


def plan(**cells: str) -> Worksheet:
    sheet = Worksheet(municipality="海風市", year=2031)
    for step, text in cells.items():
        sheet = sheet.with_cell(Scene.TRANSITION, Step(step), text)
    return sheet


def test_a_rate_of_deaths_is_not_put_before_the_doctors() -> None:
    paper = said(plan(vision="望む人が家で暮らし続けられる。看取り率を30％にする。"))

    assert "望む人が家で暮らし続けられる。" in paper
    assert "看取り率" not in paper


def test_every_measure_stands_where_the_page_has_room() -> None:
    assert all(mark in said(plan(measures=FIVE)) for mark in "①②③④⑤")


def test_measures_without_room_are_counted() -> None:
    sheet = plan()
    for scene in SCENES:
        for step in (Step.VISION, Step.ISSUES, Step.MEASURES):
            sheet = sheet.with_cell(scene, step, FIVE if step is Step.MEASURES else "家で暮らし続けたい人が、夜も相談できる。" * 6)
    paper = said(sheet)

    assert paper.count("（ほか4件）") == len(SCENES)
    assert "（以下略）" in paper
