"""`renkei usage`: figures on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.sessions.audit import AuditEntry
from assistant.sessions.clock import now
from assistant.settings import Settings
from assistant.stores import Stores
from bots.cli import main


def test_figures_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    assert main(["usage"]) == 0
    assert "質問はありません" in capsys.readouterr().out
    for surface in ("web", "web", "slack"):
        Stores(Settings(data=tmp_path)).audit.write(AuditEntry(
            at=now(), who="tanaka", surface=surface, question="当番は", status="answered", mode="extractive",
            citations=("plan 1",), model="", latency_ms=12.0, answer_id="a1",
        ))  # fmt: skip

    assert main(["usage"]) == 0
    out = capsys.readouterr().out
    assert "3件（1人）" in out
    assert "ページ 2件、Slack 1件" in out
    assert main(["usage", "--json", "--days", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["people"] == 1
    assert main(["usage", "--days", "0"]) == 1
