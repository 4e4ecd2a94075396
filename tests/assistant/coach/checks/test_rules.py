"""The fifteen rules on texts as officials write them: what is flawed gets its codes, near misses get none."""

from __future__ import annotations

import pytest

from assistant.coach import Scene, Severity, Step, check
from assistant.coach.findings import Code
from tests.assistant.coach import tables


def codes(step: Step, scene: Scene, text: str) -> set[str]:
    found = check(step, scene, text).findings
    return {finding.code.value for finding in found if finding.severity is not Severity.INFO}


@pytest.mark.parametrize("code", Code)
def test_a_code_finds_its_flaw_and_lets_near_misses_pass(code: Code) -> None:
    flawed, clean = tables.by_code(code)
    assert len(flawed) >= 8
    assert len(clean) >= 8
    wrong = {row.text: codes(row.step, row.scene, row.text) for row in flawed + clean}
    assert {row.text: wrong[row.text] for row in flawed + clean if wrong[row.text] != row.codes} == {}


def test_flawless_texts_over_all_steps_and_scenes_pass() -> None:
    rows = tables.flawless()
    assert {row.step for row in rows} == set(Step)
    assert {row.scene for row in rows} == set(Scene)
    assert [(row.step, row.text) for row in rows if codes(row.step, row.scene, row.text)] == []


@pytest.mark.parametrize("row", tables.mixed(), ids=lambda row: f"{row.step}-{row.text[:16]}")
def test_texts_of_many_hands(row: tables.Row) -> None:
    assert codes(row.step, row.scene, row.text) == row.codes
