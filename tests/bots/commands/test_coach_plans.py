"""`renkei coach plans | show | history | export | import | next-year`, over the plans that the pages keep."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import docx
import pytest

from assistant.coach import Scene, Step
from assistant.coach.changes import Author
from assistant.coach.parts import cell
from assistant.errors import UsageError
from assistant.sessions.worksheets import Worksheets
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.commands import coach
from tests.assistant.coach.plans import full_plan


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worksheets:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    return Worksheets(Stores(load_settings()).records)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    coach.add(parser.add_subparsers(dest="command"))
    options = parser.parse_args(["coach", *words])
    code: int = options.run(options)
    return code


def test_plans_are_listed_shown_and_carried_on(kept: Worksheets, capsys: pytest.CaptureFixture[str]) -> None:
    run("plans")
    assert "まだ計画がありません" in capsys.readouterr().out
    sheet_id = kept.create(full_plan(), Author(id="1", name="山田")).head.id
    part = cell(Scene.TRANSITION, Step.VISION)
    kept.save(sheet_id, Author(id="1", name="山田"), part,
              lambda sheet: sheet.with_cell(Scene.TRANSITION, Step.VISION, "家で暮らせている"), seen=0)  # fmt: skip

    for words in (["plans"], ["show", sheet_id], ["history", sheet_id], ["next-year", sheet_id]):
        assert run(*words) == 0
    told = capsys.readouterr().out

    for one in (sheet_id, "いまの段", "(1) めざす姿：家で暮らせている", "山田　入退院支援　めざす姿", "海風市 2027年度 を始めました"):
        assert one in told
    run("plans", "--json")
    assert len(json.loads(capsys.readouterr().out)) == 2
    run("show", sheet_id, "--json")
    assert json.loads(capsys.readouterr().out)["sheet"]["year"] == 2026


def test_files_go_out_and_come_back(kept: Worksheets, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet_id = kept.create(full_plan(), Author(id="1", name="山田")).head.id
    book, paper, values = tmp_path / "a.xlsx", tmp_path / "a.docx", tmp_path / "a.csv"
    values.write_text("指標,2025\n入院後3日以内の情報提供の割合,52\n訪問診療,9\n", encoding="utf-8")

    run("export", sheet_id, "--format", "excel", "--out", str(book))
    run("export", sheet_id, "--format", "handover", "--out", str(paper))
    run("import", sheet_id, str(values))

    told = capsys.readouterr().out
    assert "1行を読み取り、1行は読み取れませんでした" in told
    assert told.index("未　") < told.index("済　")
    assert dict(kept.get(sheet_id).sheet.plan(Scene.TRANSITION).indicators[0].values)[2025] == 52
    assert docx.Document(io.BytesIO(paper.read_bytes())).tables
    run("import", sheet_id, str(book), "--json")
    assert json.loads(capsys.readouterr().out)["left"] == 0
    with pytest.raises(UsageError):
        run("import", sheet_id, str(tmp_path / "missing.xlsx"))
    with pytest.raises(UsageError):
        run("export", sheet_id, "--format", "word", "--out", str(tmp_path / "no" / "a.docx"))
