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


def test_the_table_keeps_one_until_a_reason_is_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    talk(monkeypatch, "令和8年度末までに看取り率を25％に上げる。", "次", "このまま：上位計画の文のため", "終わり")

    told = capsys.readouterr().out
    assert told.index("見直したい点が残っています") < told.index("(2) 現状把握")
    (kept,) = Worksheets(Stores(load_settings()).records).years("海風市")
    assert kept.sheet.plan(Scene.END_OF_LIFE).cells[0].kept == "上位計画の文のため"


def test_do_check_and_act_are_answered_one_question_at_a_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    talk(monkeypatch, "6へ", "手順をそろえる", "実施（Do）へ", "9月に確かめた", "次", "だいたい", "一部", "家族の声が増えた",
         "家で見送れた", "看護師が加わった", "やめる", "次", "別の手順にする", "手間が多いため", "次", "終わり")  # fmt: skip

    (kept,) = Worksheets(Stores(load_settings()).records).years("海風市")
    plan = kept.sheet.plan(Scene.END_OF_LIFE)
    assert [row.note for row in plan.progress] == ["9月に確かめた"]
    assert plan.reviews[0].complete
    assert plan.reviews[0].result == "家族の声が増えた"
    assert [(row.text, row.reason) for row in plan.decisions] == [("別の手順にする", "手間が多いため")]
    told = capsys.readouterr().out
    assert "まだ保存していません" in told
    assert "ここが最後の段です" in told
