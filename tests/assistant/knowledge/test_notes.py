from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.knowledge.notes import plain, read_note, read_notes

QUESTIONS = "\n".join(f"  - 質問その{i}は何ですか" for i in range(10))
NOTE = f"""---
id: night-calls
title: 夜間の電話は誰が受けますか
kind: role
questions:
{QUESTIONS}
sources:
  - document: umikaze
    section: 1
    anchor: 当番の訪問看護
related: []
---
**結論** 当番の訪問看護ステーションが最初に受けます。[1]

**内容** 当番は週ごとに代わります。[1]
"""


def _write(folder: Path, text: str, name: str = "night-calls.md") -> Path:
    path = folder / "theme" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("section: 1\n", "section: '1'\n"), encoding="utf-8")
    return path


def test_a_note_is_read_with_its_theme_sections_and_sources(tmp_path: Path) -> None:
    note = read_note(_write(tmp_path, NOTE))
    assert (note.id, note.theme, note.kind) == ("night-calls", "theme", "role")
    assert [section.label for section in note.sections] == ["結論", "内容"]
    assert note.sources[0].anchor == "当番の訪問看護"
    assert plain(note.sections[0].text) == "当番の訪問看護ステーションが最初に受けます。"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("kind: role", "kind: poem", "front_matter"),
        ("related: []", "relatd: []", "front_matter"),
        ("  - 質問その9は何ですか\n", "", "front_matter"),
        ("id: night-calls", "id: day-calls", "id"),
        ("当番の訪問看護\n", "当番\n", "anchor"),
        ("[1]\n\n", "[2]\n\n", "marks"),
        ("**結論** ", "", "sections"),
        ("---\nid", "id", "front_matter"),
    ],
)
def test_what_is_wrong_is_refused_by_name(tmp_path: Path, old: str, new: str, reason: str) -> None:
    broken = NOTE.replace(old, new)
    if reason == "sections":
        broken = broken.replace("**内容** ", "")
    with pytest.raises(CorpusError) as caught:
        read_note(_write(tmp_path, broken))
    assert caught.value.details["reason"] == reason


def test_one_id_twice_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, NOTE)
    other = tmp_path / "other"
    other.mkdir()
    (other / "night-calls.md").write_text((tmp_path / "theme" / "night-calls.md").read_text("utf-8"), "utf-8")
    with pytest.raises(CorpusError, match="used twice"):
        read_notes(tmp_path)
