"""From files to a served index, and what a change costs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.adapters.generation import open_current
from assistant.language.normalise import squeeze
from assistant.settings import Settings
from ingest import pipeline
from ingest.pipeline import ingest
from tests.ingest.small import small_settings, write_corpus


@dataclass(frozen=True)
class Town:
    settings: Settings
    corpus: Path
    documents: Path


@pytest.fixture
def town(tmp_path: Path, shared_models: Path) -> Town:
    settings = small_settings(tmp_path, shared_models)
    return Town(settings, write_corpus(tmp_path / "corpus"), tmp_path / "documents")


def test_notes_stand_on_the_sentences_of_the_document(town: Town) -> None:
    report = ingest(town.settings, corpus=town.corpus)
    generation = open_current(town.settings.index)
    assert report.changed
    ground = generation.notes["night-calls"].grounds[0]
    assert ground is not None
    assert ground.quote == "海風市では、当番の訪問看護ステーションが夜間の電話を最初に受けます。"
    assert generation.holds("plan", ground.quote)
    assert not generation.holds("plan", "書いていない文")
    assert "夜の電話について、その1の場合はどうなりますか" in generation.passages[ground.passage_id].passage.questions


def test_nothing_is_done_twice(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(town.settings, corpus=town.corpus)
    monkeypatch.setattr(pipeline, "read_document", _never)
    monkeypatch.setattr("assistant.adapters.static_vectors.StaticEmbedder.embed_documents", _never)
    assert not ingest(town.settings, corpus=town.corpus).changed


def test_a_changed_document_alone_is_read_and_embedded_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    (town.documents / "other.md").write_text("# 別の資料\n\n山里町では、会議を年に三回開きます。\n", encoding="utf-8")
    ingest(town.settings, corpus=town.corpus)
    (town.documents / "other.md").write_text("# 別の資料\n\n山里町では、会議を年に五回開きます。\n", encoding="utf-8")
    read: list[str] = []
    original = pipeline.read_document
    monkeypatch.setattr(pipeline, "read_document", lambda s: (read.append(s.path.name), original(s))[1])
    embedded: list[str] = []
    monkeypatch.setattr(
        "assistant.adapters.static_vectors.StaticEmbedder.embed_documents",
        lambda self, texts: (embedded.extend(texts), self.embed_queries(texts))[1],
    )
    assert ingest(town.settings, corpus=town.corpus).changed
    assert read == ["other.md"]
    assert len(embedded) == 1
    assert "五回" in embedded[0]


def test_a_removed_document_is_gone_from_answers_and_from_the_disk(town: Town) -> None:
    secret = "青葉台の当番は鈴蘭薬局です"
    (town.documents / "gone.md").write_text(f"# 消える資料\n\n{secret}。\n", encoding="utf-8")
    ingest(town.settings, corpus=town.corpus)
    (town.documents / "gone.md").unlink()
    ingest(town.settings, corpus=town.corpus)
    generation = open_current(town.settings.index)
    assert "gone" not in generation.documents
    assert all(secret not in unit.passage.text for unit in generation.passages.values())
    (town.documents / "more.md").write_text("# 追加\n\n新しい文です。\n", encoding="utf-8")
    ingest(town.settings, corpus=town.corpus)  # the generation that held it is dropped
    assert [p for p in _files(town.settings.data) if squeeze(secret) in _content(p)] == []


def test_the_same_document_in_two_forms_is_read_once_in_the_order_of_the_catalogue(town: Town) -> None:
    (town.documents / "plan.txt").write_text("計画の古い写しです。\n", encoding="utf-8")
    report = ingest(town.settings, corpus=town.corpus)
    assert [indexed.file for indexed in report.manifest.documents] == ["plan.md"]
    assert [(left.path.name, left.reason) for left in report.left_out] == [("plan.txt", "other_form")]


def test_one_bad_file_never_stops_the_others(town: Town) -> None:
    (town.documents / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    report = ingest(town.settings, corpus=town.corpus)
    assert [indexed.file for indexed in report.manifest.documents] == ["plan.md"]
    assert [left.path.name for left in report.left_out] == ["broken.pdf"]
    assert report.left_out[0].reference


def test_the_guide_answers_without_any_document(town: Town) -> None:
    (town.documents / "plan.md").unlink()
    ingest(town.settings, corpus=town.corpus)
    generation = open_current(town.settings.index)
    assert len(generation.notes) == 3
    assert generation.passages == {}


def _never(*_: object) -> None:
    raise AssertionError("read again")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _content(path: Path) -> str:
    return squeeze(path.read_bytes().decode("utf-8", errors="ignore"))
