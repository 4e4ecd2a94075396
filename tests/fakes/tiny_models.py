"""Transformer models of a few kilobytes, saved as sentence-transformers saves them: the loading code is the real one."""

from __future__ import annotations

from pathlib import Path


def tiny_bert(folder: Path, *, words: int = 60) -> Path:
    """A sentence-transformers folder with a one-layer BERT of random weights."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer

    base = _bert(folder / "base", words, labels=None)
    word = Transformer(str(base), max_seq_length=64)
    model = SentenceTransformer(modules=[word, Pooling(word.get_embedding_dimension())], device="cpu")
    target = folder / "model"
    model.save(str(target))
    return target


def tiny_cross_encoder(folder: Path) -> Path:
    """A CrossEncoder folder with a one-layer BERT of random weights."""
    return _bert(folder, 60, labels=1)


def _bert(folder: Path, words: int, labels: int | None) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    characters = [chr(0x3041 + i) for i in range(words)] + list("役割保健所医師会検索文書クエリ: ")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(characters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(str(folder))
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=128, num_labels=labels or 2,
    )  # fmt: skip
    model = BertForSequenceClassification(config) if labels else BertModel(config)
    model.save_pretrained(str(folder))
    return folder
