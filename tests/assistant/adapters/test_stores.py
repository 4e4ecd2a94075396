"""The contracts of the vector store and the lexical index, and what LangChain sees of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters import chroma_store, tantivy_index
from assistant.adapters.chroma_store import ChromaStore, VectorRow
from assistant.adapters.langchain_retriever import RenkeiRetriever, vector_store
from assistant.adapters.tantivy_index import TantivyIndex
from assistant.app import Assistant
from assistant.errors import IndexDamaged


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ChromaStore:
    folder = tmp_path_factory.mktemp("chroma")
    rows = [
        VectorRow(id="1", unit="a", kind="note", text="一"),
        VectorRow(id="2", unit="a", kind="note", text="二"),
        VectorRow(id="3", unit="b", kind="note", text="三"),
    ]
    vectors = np.array([[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0]], dtype=np.float32)
    for channel in chroma_store.CHANNELS:
        chroma_store.build(folder, channel, rows, vectors)
    return ChromaStore(folder)


def test_a_unit_comes_once_with_its_best_cosine(store: ChromaStore) -> None:
    hits = store.search("questions", np.array([1, 0, 0], dtype=np.float32), 5)
    assert [hit.unit for hit in hits] == ["a", "b"]
    assert hits[0].score == pytest.approx(1.0, abs=1e-5)
    assert hits[1].score == pytest.approx(0.0, abs=1e-5)


def test_stored_vectors_can_be_taken_over(store: ChromaStore) -> None:
    stored = store.vectors_by_id("texts")
    assert sorted(stored) == ["1", "2", "3"]
    assert np.allclose(stored["3"], [0, 1, 0])


def test_a_folder_that_is_no_store_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        ChromaStore(tmp_path)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    folder = tmp_path_factory.mktemp("lexical") / "index"
    rows = [
        ("a", "questions", ["保健", "役割"]),
        ("a", "questions", ["保健", "支援"]),
        ("b", "questions", ["医師", "役割"]),
        ("b", "body", ["保健"]),
    ]
    assert tantivy_index.build(folder, rows) == 4
    return TantivyIndex(folder)


def test_words_are_looked_up_in_one_field(lexical: TantivyIndex) -> None:
    assert [hit.unit for hit in lexical.search("questions", {"保健": 1.0}, 5)] == ["a"]
    assert [hit.unit for hit in lexical.search("body", {"保健": 1.0}, 5)] == ["b"]


def test_the_weight_of_a_word_counts(lexical: TantivyIndex) -> None:
    assert lexical.search("questions", {"保健": 0.1, "医師": 1.0}, 5)[0].unit == "b"
    assert lexical.search("questions", {"保健": 1.0, "医師": 0.1}, 5)[0].unit == "a"


def test_a_two_character_word_is_found_and_no_word_finds_nothing(lexical: TantivyIndex) -> None:
    assert lexical.search("questions", {"医師": 1.0}, 5)
    assert lexical.search("questions", {}, 5) == []


def test_a_folder_that_is_no_index_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        TantivyIndex(tmp_path / "nowhere")


def test_langchain_gets_passages_with_their_place(built_assistant: Assistant) -> None:
    documents = RenkeiRetriever(assistant=built_assistant, k=2).invoke("海風市の夜間の電話の当番はいつ交代しますか")
    assert "火曜日" in documents[0].page_content
    assert documents[0].metadata["document_id"] == "umikaze"
    assert documents[0].metadata["section"]


def test_langchain_chroma_opens_the_same_store(built_assistant: Assistant) -> None:
    found = vector_store(built_assistant, "questions").similarity_search("看取り率を数値目標にしないのはなぜですか", k=1)
    assert "看取り" in found[0].page_content
    assert found[0].metadata["unit"] in built_assistant.generation.notes


def test_vectors_held_in_memory_find_what_the_graph_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = np.random.default_rng(7).normal(size=(1_300, 8)).astype(np.float32)
    rows = [VectorRow(id=str(n), unit=f"u{n % 900}", kind="note", text="") for n in range(len(numbers))]
    for channel in chroma_store.CHANNELS:
        chroma_store.build(tmp_path, channel, rows, numbers)
    held = ChromaStore(tmp_path)
    monkeypatch.setattr(chroma_store, "_HELD_FLOATS", 0)
    walked = ChromaStore(tmp_path)

    for asked in numbers[:5] * 3:
        exact, near = held.search("texts", asked, 10), walked.search("texts", asked, 10)
        assert [hit.unit for hit in exact] == [hit.unit for hit in near]
        assert [hit.score for hit in exact] == pytest.approx([hit.score for hit in near], abs=1e-5)
    assert held.search("texts", asked, 5_000)
