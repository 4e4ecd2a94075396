"""`renkei coach talk`: what is typed is kept at once, and the next call goes on where the last one ended."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from assistant.coach import Scene, Step
from assistant.sessions.worksheets import Worksheets
from assistant.settings import load_settings
from assistant.stores import Stores
from bots.commands import coach


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))


def talk(monkeypatch: pytest.MonkeyPatch, *lines: str) -> int:
    parser = argparse.ArgumentParser()
    coach.add(parser.add_subparsers(dest="command"))
    options = parser.parse_args(["coach", "talk", "--municipality", "海風市", "--year", "2026", "--scene", "看取り"])
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    code: int = options.run(options)
    return code


def test_the_coach_asks_helps_and_keeps_what_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert talk(monkeypatch, "分かりません", "研修会を年3回開く", "望む場所で家族と過ごせている", "次", "終わり") == 0

    told = capsys.readouterr().out
    assert told.index("(1) めざす姿") < told.index("書き出しやすくなります") < told.index("手段の目的化") < told.index("(2) 現状把握")
    (kept,) = Worksheets(Stores(load_settings()).records).years("海風市")
    assert kept.sheet.text(Scene.END_OF_LIFE, Step.VISION) == "望む場所で家族と過ごせている"
    assert [change.text for change in kept.changes] == ["研修会を年3回開く", "望む場所で家族と過ごせている"]

    assert talk(monkeypatch) == 0
    resumed = capsys.readouterr().out
    assert "(2) 現状把握" in resumed
    assert "(1) めざす姿" not in resumed


def test_a_text_that_is_too_long_does_not_end_the_conversation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert talk(monkeypatch, "あ" * 4001, "例") == 0

    told = capsys.readouterr().out
    assert "文が長すぎます" in told
    assert "良い例" in told
