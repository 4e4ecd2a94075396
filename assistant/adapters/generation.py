"""One generation of the index: a folder that was written once, verified, and is only read from then on.

manifest.json says what it was made of (model, chunker, corpus, documents, counts) and holds size and SHA-256 of every
file, so that a truncated or exchanged file is found before it is trusted.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.chroma_store import CHANNELS, ChromaStore
from assistant.adapters.tantivy_index import FIELDS, TantivyIndex
from assistant.errors import IndexDamaged, IndexMismatch, IndexMissing
from assistant.language.normalise import squeeze
from assistant.retrieval.units import NoteUnit, PassageUnit, note_from_row, passage_from_row
from assistant.types import Document

FORMAT = 1
MANIFEST, PASSAGES, NOTES, TEXTS, LEXICAL, VECTORS = (
    "manifest.json", "passages.jsonl", "notes.jsonl", "texts", "lexical", "vectors",
)  # fmt: skip
CURRENT = "CURRENT"
GENERATIONS = "generations"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """A document in the index: what the catalogue says of it, the file it came from and the reader's report."""

    document: Document
    file: str
    sha256: str
    passages: int
    reader: str
    seconds: float
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was built from. A process configured otherwise refuses to serve it and names both sides."""

    id: str
    created: str
    embedder: str
    dimension: int
    chunker: str
    corpus: str
    documents: tuple[IndexedDocument, ...]
    counts: dict[str, int]
    static_model: str = ""
    """Folder of the static model, relative to the data folder, where `embedder` is one."""
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        row: dict[str, Any] = json.loads(text)
        documents = tuple(
            IndexedDocument(**{**d, "document": Document(**d["document"]), "warnings": tuple(d["warnings"])})
            for d in row.pop("documents")
        )
        files = {name: (int(size), str(digest)) for name, (size, digest) in row.pop("files").items()}
        return cls(documents=documents, files=files, **row)


def digest(path: Path) -> tuple[int, str]:
    """Size in bytes and SHA-256 of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """
    Raises:
        IndexDamaged: there is no readable manifest in `folder`.
    """
    try:
        return Manifest.from_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(f"{folder}: {error}", path=folder.name, reason="manifest") from error


def rewritten_by_opening(path: Path) -> bool:
    """Chroma writes a counter into its SQLite file whenever it is opened, so that one file has no lasting checksum."""
    return path.suffix == ".sqlite3"


def verify(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest; SQLite files check themselves.

    Raises:
        IndexDamaged: a file is missing, shorter, or another than the one that was written.
    """
    for name, (size, checksum) in manifest.files.items():
        path = folder / name
        try:
            found = digest(path)
        except OSError as error:
            raise IndexDamaged(f"{path}: {error}", path=name, reason="missing") from error
        if rewritten_by_opening(path):
            _check_sqlite(path, size)
        elif found != (size, checksum):
            raise IndexDamaged(f"{path}: {found[0]} bytes, written were {size}", path=name, reason="changed")


def _check_sqlite(path: Path, size: int) -> None:
    try:
        if path.stat().st_size < size:
            raise sqlite3.DatabaseError("shorter than it was written")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            result = connection.execute("PRAGMA quick_check").fetchone()[0]
        if result != "ok":
            raise sqlite3.DatabaseError(str(result))
    except sqlite3.Error as error:
        raise IndexDamaged(f"{path}: {error}", path=path.name, reason="changed") from error


class Generation:
    """An open generation: passages, notes, texts, the lexical index and the vectors. Read-only."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.passages: dict[str, PassageUnit] = {
            unit.passage.id: unit for unit in map(passage_from_row, _rows(folder / PASSAGES))
        }
        self.notes: dict[str, NoteUnit] = {unit.note.id: unit for unit in map(note_from_row, _rows(folder / NOTES))}
        self.lexical = TantivyIndex(folder / LEXICAL)
        self.vectors = ChromaStore(folder / VECTORS)
        self.documents = {indexed.document.id: indexed for indexed in manifest.documents}
        counts = {
            "passages": len(self.passages), "notes": len(self.notes), "lexical": self.lexical.rows,
            "questions": self.vectors.counts["questions"], "texts": self.vectors.counts["texts"],
        }  # fmt: skip
        if counts != manifest.counts:
            raise IndexDamaged(f"{folder}: {counts}, written were {manifest.counts}", path=folder.name,
                               reason="counts")  # fmt: skip
        self._text = lru_cache(maxsize=64)(self._read_text)

    def rehearse(self) -> None:
        """One search in every channel: what is damaged fails here and not under a user."""
        origin = np.zeros(self.manifest.dimension, dtype=np.float32)
        origin[0] = 1.0
        for channel in CHANNELS:
            self.vectors.search(channel, origin, 1)
        for name in FIELDS:
            self.lexical.search(name, {"a": 1.0}, 1)

    def holds(self, document_id: str, quote: str) -> bool:
        """Whether `quote` stands in the document as it was read (white space aside)."""
        return bool(quote) and squeeze(quote) in self._text(document_id)

    def _read_text(self, document_id: str) -> str:
        path = text_path(self.folder, document_id)
        return path.read_text(encoding="utf-8") if path.exists() else ""


def text_path(folder: Path, document_id: str) -> Path:
    """Where a generation keeps the squeezed text of a document; ids may hold any character, file names may not."""
    return folder / TEXTS / f"{hashlib.sha256(document_id.encode()).hexdigest()[:16]}.txt"


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def candidates(root: Path) -> list[Path]:
    """Generation folders to try, the current one first, then older ones, newest first."""
    current = root / CURRENT
    folders = sorted((p for p in (root / GENERATIONS).glob("*") if (p / MANIFEST).exists()), reverse=True)
    if current.exists():
        name = current.read_text(encoding="utf-8").strip()
        folders.sort(key=lambda p: p.name != name)
        # what is newer than CURRENT was never swapped in
        folders = [p for p in folders if p.name <= name] if name else folders
    return folders


def open_current(root: Path) -> Generation:
    """The current generation, or the last good one where the current one is damaged.

    Raises:
        IndexMissing: nothing was built yet.
        IndexDamaged: no generation can be trusted.
    """
    if not (root / CURRENT).exists():
        raise IndexMissing(f"no index in {root}", path=str(root))
    failure: IndexDamaged | None = None
    for folder in candidates(root):
        try:
            manifest = read_manifest(folder)
            if manifest.format != FORMAT:
                raise IndexMismatch(f"{folder}: format {manifest.format}", built=str(manifest.format),
                                    configured=str(FORMAT))  # fmt: skip
            verify(folder, manifest)
            return Generation(folder, manifest)
        except IndexDamaged as error:
            failure = failure or error
    raise failure or IndexMissing(f"no index in {root}", path=str(root))
