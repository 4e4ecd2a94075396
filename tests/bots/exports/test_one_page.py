"""The two summaries stay on one page however much the plan holds; Word's layout is LibreOffice's here."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from assistant.coach import SCENES, STEPS, Worksheet
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from bots.exports.files import exported
from tests.assistant.coach.plans import SHARE, full_plan

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
LONG = "夜間に困ったとき、まず電話できる先を家族と決めておき、訪問看護と当番医が順に受ける仕組みを東圏域から始める。" * 3


def crowded() -> Worksheet:
    sheet = full_plan()
    for scene in SCENES:
        for step in STEPS:
            sheet = sheet.with_cell(scene, step, LONG)
        sheet = sheet.with_plan(replace(
            sheet.plan(scene), indicators=tuple(replace(SHARE, name=f"{n}番目の{SHARE.name}") for n in range(4)),
            progress=(Progress(measure="様式の統一", date="2026-09", note=LONG),), decisions=(Decision(text=LONG, reason=LONG),),
            reviews=(Review(measure="様式の統一", carried_out=Carried.PARTLY, result=LONG, contributes=LONG, why=LONG,
                            verdict=Verdict.KEEP),),
        ))  # fmt: skip
    return replace(sheet, prework=replace(sheet.prework, strengths=(LONG,), weaknesses=(LONG,)))


def test_summaries_of_a_crowded_plan_are_one_page_each(tmp_path: Path) -> None:
    sheet = crowded()
    for kind in ("handover", "meeting"):
        (tmp_path / f"{kind}.docx").write_bytes(exported(sheet, kind, [replace(sheet, year=2025)]))  # type: ignore[arg-type]

    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    words = [str(SOFFICE), "--headless", home, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    made = subprocess.run([*words, *map(str, tmp_path.glob("*.docx"))], capture_output=True, timeout=180, check=False)

    assert made.returncode == 0, made.stderr
    assert {path.stem: len(PdfReader(path).pages) for path in tmp_path.glob("*.pdf")} == {"handover": 1, "meeting": 1}
