"""Worksheets as they are kept: two at once, conflicts, the next year, and a crash in the middle of a save."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.adapters.database import Database
from assistant.adapters.sql_records import SqlRecords
from assistant.coach import Scene, Step, Worksheet
from assistant.coach.changes import Author
from assistant.coach.errors import PlanExistsError
from assistant.coach.parts import Part, cell
from assistant.errors import NotFound
from assistant.sessions.worksheets import Edit, KeptSheet, PartConflict, Worksheets
from tests.assistant.coach.plans import full_plan

ONE, OTHER = Author(id="1", name="山田"), Author(id="2", name="佐藤")
VISION, GOALS = cell(Scene.DAILY, Step.VISION), cell(Scene.DAILY, Step.GOALS)


@pytest.fixture
def kept(tmp_path: Path) -> Worksheets:
    return Worksheets(SqlRecords(Database(f"sqlite:///{tmp_path / 'renkei.db'}")))


def writing(part: Part, text: str) -> Edit:
    assert part.scene is not None
    assert part.step is not None
    scene, step = part.scene, part.step
    return lambda sheet: sheet.with_cell(scene, step, text)


def opened(kept: Worksheets, year: int = 2026) -> KeptSheet:
    return kept.create(Worksheet(municipality="海風市", year=year), ONE)


def test_two_people_write_different_cells_at_once(kept: Worksheets) -> None:
    sheet_id = opened(kept).head.id

    kept.save(sheet_id, ONE, VISION, writing(VISION, "家で暮らせる"), seen=0)
    both = kept.save(sheet_id, OTHER, GOALS, writing(GOALS, "2026年度末までに決める"), seen=0)

    assert both.sheet.text(Scene.DAILY, Step.VISION) == "家で暮らせる"
    assert (both.revision(VISION), both.revision(GOALS)) == (1, 1)
    assert [(c.author.name, c.part) for c in both.changes] == [("山田", "daily/vision"), ("佐藤", "daily/goals")]


def test_second_text_for_one_cell_is_refused_and_kept(kept: Worksheets) -> None:
    sheet_id = opened(kept).head.id
    kept.save(sheet_id, ONE, VISION, writing(VISION, "先の文"), seen=0)

    with pytest.raises(PartConflict) as refused:
        kept.save(sheet_id, OTHER, VISION, writing(VISION, "後の文"), seen=0)

    assert refused.value.details["theirs"] == "先の文"
    assert refused.value.details["who"] == "山田"
    now = kept.get(sheet_id)
    assert now.sheet.text(Scene.DAILY, Step.VISION) == "先の文"
    assert [(c.text, c.refused) for c in now.changes] == [("先の文", False), ("後の文", True)]
    merged = kept.save(sheet_id, OTHER, VISION, writing(VISION, "合わせた文"), seen=int(str(refused.value.details["revision"])))
    assert merged.sheet.text(Scene.DAILY, Step.VISION) == "合わせた文"


def test_same_text_twice_is_no_conflict(kept: Worksheets) -> None:
    sheet_id = opened(kept).head.id
    for author in (ONE, OTHER):
        saved = kept.save(sheet_id, author, VISION, writing(VISION, "同じ文"), seen=0)

    assert saved.revision(VISION) == 1


def test_next_year_is_a_copy_without_what_was_done(kept: Worksheets) -> None:
    first = kept.create(full_plan(), ONE)

    after = kept.next_year(first.head.id, OTHER)

    assert after.sheet.year == 2027
    assert after.sheet.text(Scene.TRANSITION, Step.ISSUES) == first.sheet.text(Scene.TRANSITION, Step.ISSUES)
    assert after.sheet.plan(Scene.TRANSITION).decisions == ()
    assert [one.sheet.year for one in kept.years("海風市")] == [2026, 2027]
    with pytest.raises(PlanExistsError):
        kept.next_year(first.head.id, ONE)


def test_comments_stand_beside_the_cell(kept: Worksheets) -> None:
    sheet_id = opened(kept).head.id

    remarked = kept.remark(sheet_id, OTHER, VISION, "先生方にも見ていただく")

    assert [(r.author.name, r.part, r.text) for r in remarked.remarks] == [("佐藤", "daily/vision", "先生方にも見ていただく")]


def test_only_who_opened_a_plan_removes_it(kept: Worksheets) -> None:
    sheet_id = opened(kept).head.id

    with pytest.raises(NotFound):
        kept.delete(sheet_id, OTHER.id)
    kept.delete(sheet_id, ONE.id)
    with pytest.raises(NotFound):
        kept.get(sheet_id)


SAVING = """
import sys
from assistant.adapters.database import Database
from assistant.adapters.sql_records import SqlRecords
from assistant.coach import Scene, Step
from assistant.coach.changes import Author
from assistant.coach.parts import cell
from assistant.sessions.worksheets import Worksheets
kept, part = Worksheets(SqlRecords(Database(sys.argv[1]))), cell(Scene.DAILY, Step.VISION)
for n in range(1, 100_000):
    text = str(n) * 500
    edit = lambda sheet: sheet.with_cell(Scene.DAILY, Step.VISION, text)
    kept.save(sys.argv[2], Author(id="1", name="a"), part, edit, seen=n - 1)
    print(n, flush=True)
"""


def test_a_crash_in_the_middle_of_a_save_loses_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'renkei.db'}"
    sheet_id = opened(Worksheets(SqlRecords(Database(address)))).head.id
    saver = subprocess.Popen([sys.executable, "-c", SAVING, address, sheet_id], stdout=subprocess.PIPE, text=True)
    assert saver.stdout is not None
    told = [int(saver.stdout.readline()) for _ in range(12)][-1]

    os.kill(saver.pid, signal.SIGKILL)
    told = max([told, *(int(line) for line in saver.stdout)])
    saver.wait()
    saver.stdout.close()

    after = Worksheets(SqlRecords(Database(address))).get(sheet_id)
    reached = after.revision(VISION)
    assert reached in (told, told + 1), "what was told as saved is there, and at most the save under way"
    assert after.sheet.text(Scene.DAILY, Step.VISION) == str(reached) * 500
    assert {c.text for c in after.changes} >= {str(n) * 500 for n in range(1, told + 1)}
