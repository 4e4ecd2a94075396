"""The pictures: well-formed, escaped, told in words, and drawn where their values say."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from assistant.coach import SCENES, STEPS, Scene, Step, Worksheet
from assistant.coach.indicator import IndicatorKind, TrackedIndicator
from assistant.coach.logic_model import logic_model
from assistant.coach.position import position
from bots.web import charts
from bots.web.charts import svg
from bots.web.charts.board import Line
from tests.assistant.coach.plans import SHARE, full_plan

NS = "{http://www.w3.org/2000/svg}"


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring("".join(markup).replace("<svg ", f'<svg xmlns="{NS[1:-1]}" ', 1))


def classes(root: ElementTree.Element) -> list[str]:
    return [one.get("class", "") for one in root.iter()]


@pytest.mark.parametrize("sheet", [full_plan(), Worksheet(municipality="海風市", year=2026)], ids=["full", "empty"])
def test_every_picture_has_a_title_and_words(sheet: Worksheet) -> None:
    positions = {scene: position(sheet, scene) for scene in SCENES}
    lines = [Line(id=step.value, name=step.name_ja, marks=dict.fromkeys(SCENES, "empty")) for step in STEPS]
    made = [charts.ring(positions), charts.board(lines, positions), charts.trend(SHARE, "a"),
            *(charts.logic(logic_model(sheet, scene), scene) for scene in SCENES)]  # fmt: skip

    for markup in made:
        root = parsed(markup)
        title, words = root.find(f"{NS}title"), root.find(f"{NS}desc")
        assert title is not None
        assert words is not None
        assert title.text
        assert words.text
        assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
        assert "style" not in {name for one in root.iter() for name in one.attrib}


def test_what_a_user_wrote_is_escaped() -> None:
    sheet = Worksheet(municipality="海風市", year=2026).with_cell(Scene.DAILY, Step.VISION, "<script>&")

    drawn = charts.logic(logic_model(sheet, Scene.DAILY), Scene.DAILY)

    assert "<script>" not in drawn
    assert "&lt;script&gt;&amp;" in drawn


def test_a_higher_value_stands_higher_and_the_target_is_a_line() -> None:
    root = parsed(charts.trend(SHARE, "a"))
    line = next(one for one in root.iter() if one.get("class") == "trend-line")
    (x1, y1), (x2, y2) = (map(float, spot.split(",")) for spot in line.get("points", "").split())

    assert x1 < x2
    assert y1 > y2
    assert {"trend-baseline", "trend-target", "trend-aim"} <= set(classes(root))


def test_an_indicator_without_a_value_has_no_picture() -> None:
    assert charts.trend(TrackedIndicator(name="a", kind=IndicatorKind.OUTCOME, target=3), "a") == ""
    flat = replace(SHARE, values=((2024, 0.0),), baseline=None, target=None)
    assert "trend-dot" in charts.trend(flat, "a")


def test_the_ring_shows_the_phase_of_each_scene() -> None:
    root = parsed(charts.ring({scene: position(full_plan(), scene) for scene in SCENES}))

    assert sum(name == "ring-arc ring-busy" for name in classes(root)) == 1
    desc = root.find(f"{NS}desc")
    assert desc is not None
    assert "入退院支援は「（" in str(desc.text)


def test_missing_links_are_seen_unless_the_paper_is_handed_in() -> None:
    sheet = Worksheet(municipality="海風市", year=2026).with_cell(
        Scene.DAILY, Step.MEASURES, "住民の花見の会を開く"
    ).with_cell(Scene.DAILY, Step.ISSUES, "夜間に相談できる先がない")  # fmt: skip
    model = logic_model(sheet, Scene.DAILY)

    assert "つながりが読み取れません" in charts.logic(model, Scene.DAILY)
    assert "つながりが読み取れません" not in charts.logic(model, Scene.DAILY, notes=False).partition("</desc>")[2]


def test_lines_break_without_a_stop_at_their_head() -> None:
    lines = svg.wrapped("退院の日から、家で暮らせている。2026年度末まで続ける。", 8, 9)

    assert "".join(lines) == "退院の日から、家で暮らせている。2026年度末まで続ける。"
    assert all(svg.width(line) <= 9 for line in lines)
    assert not [line for line in lines if re.match("[、。]", line)]
    assert svg.wrapped("あ" * 40, 8, 2)[-1].endswith("…")
