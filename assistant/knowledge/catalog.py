"""The catalogue of documents: what a file is, how it is titled, which edition it is and what it supersedes."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import CorpusError
from assistant.types import Document


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    title: str
    short: str
    publisher: str = ""
    year: int | None = None
    edition: str = ""
    kind: str = ""
    address: str = ""
    names: list[str] = []
    sha256: list[str] = []
    supersedes: list[str] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """One document that renkei knows of, installed or not."""

    id: str
    title: str
    short: str
    publisher: str
    year: int | None
    edition: str
    address: str
    names: tuple[str, ...]
    sha256: tuple[str, ...]
    supersedes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries, by id, and the order of preference among forms of one document (suffixes, best first)."""

    entries: dict[str, CatalogEntry]
    prefer: tuple[str, ...] = ()

    def recognise(self, path: Path, sha256: str) -> CatalogEntry:
        """The entry of a file by hash, then by name; a file that is not in the catalogue is titled by its own name."""
        for entry in self.entries.values():
            if sha256 in entry.sha256:
                return entry
        for entry in self.entries.values():
            if path.stem in entry.names:
                return entry
        return CatalogEntry(id=path.stem, title=path.stem, short=path.stem, publisher="", year=None, edition="",
                            address="", names=(path.stem,), sha256=(), supersedes=())  # fmt: skip

    def document(self, document_id: str, *, installed: Collection[str] = (), title: str = "") -> Document:
        """The Document under `document_id`; superseded where a newer edition of it is among `installed`."""
        entry = self.entries.get(document_id)
        if entry is None:
            return Document(id=document_id, title=title or document_id, installed=document_id in installed)
        newer = {e.id for e in self.entries.values() if document_id in e.supersedes}
        return Document(
            id=entry.id,
            title=entry.title,
            short=entry.short,
            edition=entry.edition,
            publisher=entry.publisher,
            year=entry.year,
            address=entry.address,
            superseded=bool(newer & set(installed)),
            installed=document_id in installed,
        )


def read_catalog(path: Path) -> Catalog:
    """The catalogue in `path` (TOML).

    Raises:
        CorpusError: an entry is malformed, or two have one id.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        parsed = [_Entry.model_validate(row) for row in content.get("documents", [])]
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CorpusError(f"{path}: {error}", path=path.name, reason="catalog") from error
    entries: dict[str, CatalogEntry] = {}
    for row in parsed:
        if row.id in entries:
            raise CorpusError(f"{path}: id {row.id!r} is used twice", path=path.name, reason="id")
        entries[row.id] = CatalogEntry(
            id=row.id, title=row.title, short=row.short, publisher=row.publisher, year=row.year, edition=row.edition,
            address=row.address, names=tuple(row.names), sha256=tuple(row.sha256), supersedes=tuple(row.supersedes),
        )  # fmt: skip
    return Catalog(entries, tuple(str(suffix) for suffix in content.get("prefer", ())))
