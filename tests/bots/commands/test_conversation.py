"""`renkei conversation`: look up, keep, remove."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from assistant.settings import Settings
from assistant.stores import Stores
from bots.cli import main
from bots.commands.conversation import OWNER
from tests.assistant.sessions.turns import turn


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RENKEI_DATA", str(tmp_path))
    conversations = Stores(Settings(data=tmp_path)).conversations
    made = conversations.start(owner=OWNER, surface="cli", title="当番はいつ交代しますか")
    conversations.add(made, OWNER, turn("当番はいつ交代しますか"))
    conversations.start(owner="somebody", surface="web", title="別の人の会話")
    return made


def test_the_list_shows_the_own_conversations(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conversation", "list"]) == 0
    out = capsys.readouterr().out
    assert f"{kept}  2025-04-01 09:30  1問  当番はいつ交代しますか" in out
    assert "別の人" not in out


def test_a_conversation_is_shown_and_exported(kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["conversation", "show", kept])
    shown = capsys.readouterr().out
    assert "答えです。[1]" in shown
    assert main(["conversation", "export", kept, "--out", str(tmp_path / "a.md")]) == 0
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == shown
    assert main(["conversation", "export", kept, "--out", str(tmp_path / "a.docx")]) == 0
    assert any("答えです。" in p.text for p in docx.Document(str(tmp_path / "a.docx")).paragraphs)


def test_a_conversation_is_removed(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conversation", "delete", kept]) == 0
    assert main(["conversation", "show", kept]) == 1
    capsys.readouterr()
    main(["conversation", "list"])
    assert "まだありません" in capsys.readouterr().out


def test_what_cannot_be_done_is_explained(kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conversation", "export", kept, "--out", str(tmp_path / "a.pdf")]) == 1
    assert ".docx" in capsys.readouterr().err
    assert main(["conversation", "show", "0000"]) == 1
    assert "見つかりませんでした" in capsys.readouterr().err
