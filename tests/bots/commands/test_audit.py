"""`renkei audit`: out as a file, and gone when its time is over."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.sessions.audit import AuditEntry
from assistant.sessions.clock import now
from assistant.settings import Settings
from assistant.stores import Stores
from bots.cli import main


@pytest.fixture
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stores:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    stores = Stores(Settings(data=tmp_path))
    for days, question in ((500, "古い質問"), (10, "=HYPERLINK(1)"), (0, "今日の質問")):
        stores.audit.write(AuditEntry(
            at=now() - timedelta(days=days), who="tanaka", surface="web", question=question, status="answered",
            mode="extractive", citations=("plan 1", "plan 2"), model="", latency_ms=1.5, answer_id="a1",
        ))  # fmt: skip
    return stores


def questions(stores: Stores) -> list[str]:
    return [entry.question for entry in stores.audit.entries()]


def test_purge_removes_what_is_past_its_time_and_reports_it(
    stores: Stores, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "purge", "--yes"]) == 0
    assert questions(stores) == ["=HYPERLINK(1)", "今日の質問"]
    out = capsys.readouterr().out
    assert "監査記録：1件" in out
    assert "答えられなかった質問：0件" in out


def test_the_retention_period_is_a_setting_and_an_option(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_AUDIT_DAYS", "1000")
    main(["audit", "purge", "--yes"])
    assert len(questions(stores)) == 3
    main(["audit", "purge", "--yes", "--days", "5"])
    assert questions(stores) == ["今日の質問"]


@pytest.mark.parametrize("said", ["n", ""])
def test_without_a_yes_nothing_is_removed(stores: Stores, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{said}\n"))
    assert main(["audit", "purge"]) == 1
    assert len(questions(stores)) == 3


def test_a_script_that_cannot_answer_removes_nothing(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["audit", "purge"]) == 1
    assert len(questions(stores)) == 3


def test_no_days_at_all_are_refused(stores: Stores, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "purge", "--yes", "--days", "0"]) == 1
    assert "1 以上" in capsys.readouterr().err
    assert len(questions(stores)) == 3


def test_export_as_json_lines(stores: Stores, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "export"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["question"] for row in rows] == ["古い質問", "=HYPERLINK(1)", "今日の質問"]
    assert rows[0]["at"].endswith("+09:00")
    assert rows[0]["citations"] == ["plan 1", "plan 2"]


def test_export_as_a_table_holds_no_formula(stores: Stores, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "audit.csv"
    assert main(["audit", "export", "--format", "csv", "--out", str(path)]) == 0
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row["question"] for row in rows] == ["古い質問", "'=HYPERLINK(1)", "今日の質問"]
    assert "3件" in capsys.readouterr().out


def test_export_of_a_span_of_days_includes_the_last(stores: Stores, capsys: pytest.CaptureFixture[str]) -> None:
    today = f"{now().astimezone().date()}"
    main(["audit", "export", "--from", f"{(now() - timedelta(days=20)).date()}", "--to", today])
    out = capsys.readouterr().out
    assert "古い質問" not in out
    assert "=HYPERLINK" in out


def test_a_day_that_is_none_and_a_file_that_cannot_be_written(
    stores: Stores, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "export", "--from", "yesterday"]) == 1
    assert "2025-04-01 のように" in capsys.readouterr().err
    assert main(["audit", "export", "--out", str(tmp_path / "no" / "where.jsonl")]) == 1
    assert "書き込めませんでした" in capsys.readouterr().err
