"""All settings, read once. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.errors import SettingsError

STATIC_EMBEDDING = "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Frozen settings of one process. Each field is one `RENKEI_…` variable; see docs/settings.md."""

    documents: tuple[Path, ...] = ()
    """Folders with source documents (`RENKEI_DOCUMENTS`, separated like PATH)."""
    data: Path = Path("var")
    """Everything that renkei writes (`RENKEI_DATA`): index, models, database, evaluation runs."""
    embedding: str = STATIC_EMBEDDING
    """`static`, or the name or folder of a sentence-transformers model (`RENKEI_EMBEDDING`)."""
    embedding_query_prefix: str = ""
    embedding_document_prefix: str = ""
    reranker: str = ""
    """Name or folder of a CrossEncoder, or empty (`RENKEI_RERANKER`)."""
    chat_model: str = ""
    """`provider:model` for LangChain's init_chat_model, or empty (`RENKEI_CHAT_MODEL`)."""
    chat_api_key: str = field(default="", repr=False)

    def with_documents(self, folders: Sequence[Path]) -> Settings:
        """These settings with other document folders."""
        return replace(self, documents=tuple(folders))

    @property
    def index(self) -> Path:
        """Folder of the index generations."""
        return self.data / "index"


def load_settings(environment: Mapping[str, str] | None = None, *, cwd: Path | None = None) -> Settings:
    """Settings from `RENKEI_…` variables; unknown ones are refused, so that a typing error does not pass in silence.

    Raises:
        SettingsError: an unknown variable, or a value that cannot be used.
    """
    values = os.environ if environment is None else environment
    here = cwd or Path.cwd()
    given = {key: value for key, value in values.items() if key.startswith("RENKEI_")}
    known = {
        "RENKEI_DOCUMENTS", "RENKEI_DATA", "RENKEI_EMBEDDING", "RENKEI_EMBEDDING_QUERY_PREFIX",
        "RENKEI_EMBEDDING_DOCUMENT_PREFIX", "RENKEI_RERANKER", "RENKEI_CHAT_MODEL", "RENKEI_CHAT_API_KEY",
    }  # fmt: skip
    for name in sorted(set(given) - known):
        raise SettingsError(f"unknown setting {name!r}", name=name, reason="unknown")
    data = Path(given.get("RENKEI_DATA") or here / "var")
    return Settings(
        documents=_folders(given.get("RENKEI_DOCUMENTS"), data, here),
        data=data,
        embedding=given.get("RENKEI_EMBEDDING") or STATIC_EMBEDDING,
        embedding_query_prefix=given.get("RENKEI_EMBEDDING_QUERY_PREFIX", ""),
        embedding_document_prefix=given.get("RENKEI_EMBEDDING_DOCUMENT_PREFIX", ""),
        reranker=given.get("RENKEI_RERANKER", ""),
        chat_model=given.get("RENKEI_CHAT_MODEL", ""),
        chat_api_key=given.get("RENKEI_CHAT_API_KEY", ""),
    )


def _folders(value: str | None, data: Path, here: Path) -> tuple[Path, ...]:
    if value:
        folders = tuple(Path(part) for part in value.split(os.pathsep) if part)
        for folder in folders:
            if not folder.is_dir():
                raise SettingsError(f"RENKEI_DOCUMENTS: no folder {str(folder)!r}", name="RENKEI_DOCUMENTS",
                                    reason=f"no_folder:{folder}")  # fmt: skip
        return folders
    defaults = (data / "documents", here.parent / "shared" / "documents")
    return tuple(folder for folder in defaults if folder.is_dir())
