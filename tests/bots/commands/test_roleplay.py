"""`renkei roleplay` as a user meets it."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from bots.commands import roleplay

SAID = ["市は、家に帰りたい方が帰れる町にしたいのです。", "先生は率直にどうお考えですか。"]


def call(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    roleplay.add(parser.add_subparsers(dest="command"))
    options = parser.parse_args(["roleplay", *arguments])
    code: int = options.run(options)
    return code


def turns(tmp_path: Path, content: object) -> str:
    path = tmp_path / "turns.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_a_list_of_utterances_gives_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("run", "--persona", "president-cautious", "--turns", turns(tmp_path, SAID), "--json", "--seed", "7")
    assert call(*arguments) == 0
    first = capsys.readouterr().out
    found = json.loads(first)
    assert len(found["replies"]) == len(found["ledger"]) == len(SAID)
    assert {entry["status"] for entry in found["ledger"][0]} <= {"open", "softened", "closed", "hardened"}
    assert 0 < found["debrief"]["score"] <= 100
    assert found["unheard"] == []
    call(*arguments)
    assert capsys.readouterr().out == first, "the same seed gives the same conversation"


def test_what_comes_after_the_end_is_listed_and_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["とにかく今日中に決めてください。"] * 20
    call("run", "--persona", "pharmacist-rep", "--turns", turns(tmp_path, said), "--json")
    found = json.loads(capsys.readouterr().out)
    assert len(found["replies"]) + len(found["unheard"]) == 20
    assert found["states"][-1] == "debrief"


def test_without_json_it_reads_as_a_conversation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("run", "--persona", "resident-rep", "--turns", turns(tmp_path, SAID))
    shown = capsys.readouterr().out
    assert f"あなた：{SAID[0]}" in shown
    assert "次に試すなら" in shown
    assert "基本テキスト" in shown


def test_a_conversation_on_the_terminal_ends_with_an_empty_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*SAID, "", "聞こえない"])))
    call("run", "--persona", "resident-rep", "--level", "3")
    shown = capsys.readouterr()
    assert shown.err.count("住民代表：") == 3
    assert "得点" in shown.out


def test_the_nine_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    call("list")
    assert len(capsys.readouterr().out.splitlines()) == 9
    call("list", "--json")
    assert {row["id"] for row in json.loads(capsys.readouterr().out)} >= {"president-cautious", "pharmacist-rep"}


def test_a_new_partner_is_written_checked_and_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    assert call("new", str(path)) == 0
    assert call("check", str(path)) == 0
    call("run", "--persona", str(path), "--turns", turns(tmp_path, SAID), "--json")
    assert '"persona": "my-partner"' in capsys.readouterr().out
    with pytest.raises(UsageError):
        call("new", str(path))
    path.write_text(path.read_text(encoding="utf-8").replace("night_cover", "nightcover"), encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        call("check", str(path))
    assert "nightcover" in str(raised.value.details["hint"])


@pytest.mark.parametrize("content", [{"a": 1}, ["よい", 3], "text"])
def test_the_file_of_utterances_is_a_list_of_texts(tmp_path: Path, content: object) -> None:
    with pytest.raises(UsageError):
        call("run", "--persona", "resident-rep", "--turns", turns(tmp_path, content))
    with pytest.raises(UsageError):
        call("run", "--persona", "resident-rep", "--turns", str(tmp_path / "none.json"))
