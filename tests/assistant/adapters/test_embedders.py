"""One contract for every embedder: the static one, and a transformer on a tiny model made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.static_vectors import StaticEmbedder
from assistant.adapters.transformer import CrossEncoderReranker, TransformerEmbedder
from assistant.app import Assistant
from assistant.errors import ModelError
from assistant.retrieval.protocols import Embedder
from tests.fakes.tiny_models import tiny_bert, tiny_cross_encoder


@pytest.fixture(scope="session")
def transformer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bert(tmp_path_factory.mktemp("bert"))


@pytest.fixture(params=["static", "transformer"])
def embedder(request: pytest.FixtureRequest, built_assistant: Assistant, transformer_folder: Path) -> Embedder:
    if request.param == "static":
        return built_assistant.embedder
    return TransformerEmbedder(str(transformer_folder), query_prefix="検索クエリ: ", document_prefix="検索文書: ")


def test_vectors_have_the_stated_shape_and_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed_queries(["保健所の役割", "医師会長への説明"])
    assert vectors.shape == (2, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_the_same_text_gives_the_same_vector(embedder: Embedder) -> None:
    one, other = embedder.embed_documents(["保健所の役割"]), embedder.embed_documents(["保健所の役割"])
    assert np.allclose(one, other)


def test_nothing_to_embed_is_an_empty_table(embedder: Embedder) -> None:
    assert embedder.embed_queries([]).shape == (0, embedder.dimension)
    assert embedder.embed_documents([]).shape == (0, embedder.dimension)


def test_text_without_a_known_word_does_not_fail(embedder: Embedder) -> None:
    assert embedder.embed_queries(["", "……", "\U0001f600"]).shape == (3, embedder.dimension)


def test_prefixes_and_weights_are_part_of_the_identity(transformer_folder: Path, tmp_path: Path) -> None:
    plain = TransformerEmbedder(str(transformer_folder))
    prefixed = TransformerEmbedder(str(transformer_folder), query_prefix="検索クエリ: ")
    other = TransformerEmbedder(str(tiny_bert(tmp_path / "bert", words=90)))
    assert len({plain.fingerprint, prefixed.fingerprint, other.fingerprint}) == 3


def test_a_prefix_changes_the_vector(transformer_folder: Path) -> None:
    plain = TransformerEmbedder(str(transformer_folder)).embed_queries(["役割"])
    prefixed = TransformerEmbedder(str(transformer_folder), query_prefix="検索クエリ: ").embed_queries(["役割"])
    assert not np.allclose(plain, prefixed)


@pytest.mark.parametrize("kind", [TransformerEmbedder, CrossEncoderReranker, StaticEmbedder])
def test_a_model_that_is_not_there_is_named(kind: type, tmp_path: Path) -> None:
    target = tmp_path / "nowhere"
    with pytest.raises(ModelError) as caught:
        kind(target if kind is StaticEmbedder else str(target))
    assert str(target) in str(caught.value.details["model"])


def test_a_reranker_scores_each_text(tmp_path: Path) -> None:
    reranker = CrossEncoderReranker(str(tiny_cross_encoder(tmp_path / "cross")))
    scores = reranker.score("保健所の役割", ["保健所は圏域を支えます。", "柏市の研修です。"])
    assert len(scores) == 2
    assert all(isinstance(score, float) for score in scores)
    assert reranker.score("保健所の役割", []) == []


def test_trained_vectors_put_like_questions_together(built_assistant: Assistant) -> None:
    asked, like, unlike = built_assistant.embedder.embed_queries(
        ["看取り率を目標にしてよいですか", "看取りの割合を数値目標に掲げるのはだめですか", "研修会のグループの人数は何人ですか"]
    )
    assert asked @ like > asked @ unlike + 0.2
