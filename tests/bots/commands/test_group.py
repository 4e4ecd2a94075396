"""`renkei group` as an operator meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bots.cli import main
from bots.web.security.tokens import TOKENS, TokenStore


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Ids of a trainer and a user by name."""
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    store = TokenStore(tmp_path / TOKENS)
    return {name: store.create(name, role)[0].id for name, role in (("佐藤", "trainer"), ("田中", "user"))}


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["group", "list", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_a_group_is_made_filled_and_removed(users: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group", "create", "海風市研修", "--trainer", "佐藤"]) == 0
    [group] = listed(capsys)
    group_id = str(group["id"])
    assert group["trainers"] == [{"id": users["佐藤"], "name": "佐藤"}]
    assert main(["group", "add", group_id, users["田中"]]) == 0
    assert main(["group", "show", group_id]) == 0
    shown = capsys.readouterr().out
    assert "担当者：佐藤" in shown and "参加者：田中" in shown and str(group["code"]) in shown
    assert main(["group", "code", group_id]) == 0
    assert str(group["code"]) not in capsys.readouterr().out
    assert main(["group", "remove", group_id, "田中"]) == 0
    assert listed(capsys)[0]["members"] == []
    assert main(["group", "delete", group_id]) == 0
    assert listed(capsys) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["create", "研修", "--trainer", "田中"], "trainer"),
        (["create", "研修", "--trainer", "鈴木"], "鈴木"),
        (["create", " ", "--trainer", "佐藤"], "1字から"),
        (["show", "none"], "見つかりませんでした"),
    ],
)
def test_what_cannot_be_done_is_said(
    users: dict[str, str], capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["group", *arguments]) == 1
    assert told in capsys.readouterr().err
    assert listed(capsys) == []
