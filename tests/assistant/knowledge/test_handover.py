"""The path of a newcomer: it is whole, and every note it names is in the guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.knowledge.handover import load_handover
from assistant.knowledge.notes import read_notes
from assistant.resources import corpus_root


def test_shipped_path_is_whole() -> None:
    path = load_handover(corpus_root() / "guide" / "paths" / "handover.yaml")

    notes = {note.id for note in read_notes(corpus_root() / "guide")}
    assert len(path.whys) == 10
    assert [step.week for step in path.first_month] == sorted(step.week for step in path.first_month)
    assert {why.note for why in path.whys} | {n for step in path.first_month for n in step.notes} <= notes


def test_broken_path_is_refused(tmp_path: Path) -> None:
    (tmp_path / "handover.yaml").write_text("title: a\nintro: b\nwhys: []\n", encoding="utf-8")

    with pytest.raises(CorpusError):
        load_handover(tmp_path / "handover.yaml")
