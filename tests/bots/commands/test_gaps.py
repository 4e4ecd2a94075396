"""`renkei gaps`: a month's questions without an answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.sessions.gaps import Unanswered
from assistant.settings import Settings
from assistant.stores import Stores
from bots.cli import main


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    ledger = Stores(Settings(data=tmp_path)).gaps
    for day, question in (
        (2, "往診の診療報酬の点数は"), (3, "往診の診療報酬は何点ですか"), (4, "往診の診療報酬の点数は"), (9, "タクシー券の申請方法は"),
    ):  # fmt: skip
        ledger.note(Unanswered(at=datetime(2025, 4, day, tzinfo=UTC), question=question, surface="web"))
    # the first minute of May in Japan is still April in UTC
    ledger.note(Unanswered(at=datetime(2025, 4, 30, 15, 1, tzinfo=UTC), question="五月の質問", surface="web"))
    return tmp_path


def test_the_report_of_a_month_lists_clusters_with_counts(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--month", "2025-04"]) == 0
    out = capsys.readouterr().out
    assert "2025-04に資料で答えられなかった質問：4件（2まとまり）" in out
    assert "3件  往診の診療報酬の点数は" in out
    assert "・往診の診療報酬は何点ですか" in out
    assert "1件  タクシー券の申請方法は" in out
    assert "五月" not in out


def test_the_month_is_that_of_japan(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["gaps", "--month", "2025-05", "--json"])
    assert [row["question"] for row in json.loads(capsys.readouterr().out)] == ["五月の質問"]


def test_a_month_without_gaps_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--month", "2024-01"]) == 0
    assert "ありません" in capsys.readouterr().out


def test_a_month_that_is_none_is_explained(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaps", "--month", "April"]) == 1
    assert "2025-04 のように" in capsys.readouterr().err
