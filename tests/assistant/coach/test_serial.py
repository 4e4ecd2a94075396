"""A sheet as JSON and back, and the parts in which it is saved."""

from __future__ import annotations

import json

import pytest

from assistant.coach import Scene, Step, Worksheet
from assistant.coach.parts import BY_KEY, PARTS, PREMISE, cell, cycle, indicators
from assistant.coach.serial import sheet_from_dict, sheet_to_dict
from assistant.errors import StorageError
from tests.assistant.coach.plans import full_plan


def test_a_sheet_comes_back_as_it_was() -> None:
    sheet = full_plan()

    assert sheet_from_dict(json.loads(json.dumps(sheet_to_dict(sheet)))) == sheet


def test_what_is_no_sheet_is_refused() -> None:
    with pytest.raises(StorageError):
        sheet_from_dict({"municipality": "海風市", "year": "いつか"})


def test_each_part_shows_its_own_place_only() -> None:
    sheet = full_plan()
    changed = sheet.with_cell(Scene.DAILY, Step.VISION, "家で暮らせる")

    assert [part.key for part in PARTS if part.text(changed) != part.text(sheet)] == ["daily/vision"]
    assert set(BY_KEY) >= {"premise", "training", "daily/vision", "transition/indicators", "end_of_life/cycle"}
    assert "情報提供の割合" in indicators(Scene.TRANSITION).text(sheet)
    assert "2病院に広げる" in cycle(Scene.TRANSITION).text(sheet)
    assert "48210" in PREMISE.text(sheet)
    assert cell(Scene.DAILY, Step.VISION).text(Worksheet(municipality="海風市", year=2026)) == ""
