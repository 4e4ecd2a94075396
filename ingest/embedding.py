"""Which embedder an installation is set to, made ready."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.retrieval.protocols import Embedder
from assistant.settings import STATIC_EMBEDDING, Settings
from assistant.types import Note
from ingest.training import ensure_static_model

MODELS = "models"


def ready_embedder(settings: Settings, notes: Sequence[Note]) -> tuple[Embedder, str]:
    """The embedder of `settings`, trained or loaded, and the folder of its static model relative to the data folder
    (empty for a transformer).

    Raises:
        ModelError: the model cannot be loaded.
    """
    if settings.embedding == STATIC_EMBEDDING:
        folder = settings.data / MODELS
        embedder = ensure_static_model(folder, notes)
        return embedder, str(Path(MODELS) / embedder.folder.name)
    from assistant.adapters.transformer import TransformerEmbedder  # 5 s of imports, only where one is configured

    return TransformerEmbedder(
        settings.embedding,
        query_prefix=settings.embedding_query_prefix,
        document_prefix=settings.embedding_document_prefix,
    ), ""
