"""Finding and reading the documents of an installation, each one once, with a cache by content."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import DocumentError
from assistant.knowledge.catalog import Catalog, CatalogEntry
from assistant.language.normalise import squeeze
from assistant.types import Passage
from ingest.passages import CHUNKER, passages
from ingest.raw import RawDocument
from ingest.reading import SUFFIXES, read
from ingest.repair import repair


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read, and what the catalogue says it is."""

    path: Path
    sha256: str
    entry: CatalogEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document that was read: its passages and its text as read (squeezed), against which quotes are checked."""

    source: Source
    passages: tuple[Passage, ...]
    text: str
    pages: int | None
    reader: str
    seconds: float
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that was not read, and why. `reference` is the error's id."""

    path: Path
    reason: str
    reference: str


def find_sources(folders: Sequence[Path], catalog: Catalog) -> tuple[list[Source], list[LeftOut]]:
    """The files to read, one for each document, ordered by document id; the other forms of a document are left out."""
    found: dict[str, list[Source]] = {}
    for path in _files(folders):
        sha256 = _sha256(path)
        entry = catalog.recognise(path, sha256)
        found.setdefault(entry.id, []).append(Source(path=path, sha256=sha256, entry=entry))
    chosen: list[Source] = []
    left_out: list[LeftOut] = []
    for document_id in sorted(found):
        forms = sorted(found[document_id], key=lambda source: _preference(source, catalog.prefer))
        chosen.append(forms[0])
        left_out.extend(LeftOut(path=form.path, reason="other_form", reference="") for form in forms[1:])
    return chosen, left_out


def _files(folders: Sequence[Path]) -> Iterable[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")):
                yield path


def _preference(source: Source, prefer: Sequence[str]) -> tuple[int, str]:
    suffix = source.path.suffix.lower().lstrip(".")
    return (prefer.index(suffix) if suffix in prefer else len(prefer), str(source.path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class ReadingCache:
    """What was read, by content: a file that did not change is not read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, source: Source) -> Path:
        key = hashlib.sha256(f"{source.sha256}:{source.entry.id}:{CHUNKER}".encode()).hexdigest()[:32]
        return self._folder / f"{key}.json"

    def get(self, source: Source) -> ReadDocument | None:
        """The reading of `source` from an earlier run, or None."""
        try:
            row = json.loads(self._path(source).read_text(encoding="utf-8"))
            found = tuple(Passage(**{**p, "questions": tuple(p["questions"])}) for p in row.pop("passages"))
            return ReadDocument(source=source, passages=found, **{**row, "warnings": tuple(row["warnings"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, document: ReadDocument) -> None:
        """Keep `document` for the next run."""
        row = asdict(document)
        row.pop("source")
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(document.source)
        temporary = path.with_suffix(".new")
        temporary.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)

    def keep_only(self, sources: Iterable[Source]) -> None:
        """Forget everything else: the text of a removed document does not stay on the disk."""
        wanted = {self._path(source).name for source in sources}
        for path in self._folder.glob("*.json"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)


def read_document(source: Source) -> ReadDocument:
    """Read, repair and cut one file.

    Raises:
        DocumentError: the file cannot be read; its reason says why.
    """
    started = time.perf_counter()
    raw: RawDocument = read(source.path)
    found = passages(source.entry.id, repair(raw))
    if not found:
        raise DocumentError(f"{source.path}: nothing to index", reason="empty", name=source.path.name)
    numbered = [page.number for page in raw.pages if page.number is not None]
    return ReadDocument(
        source=source,
        passages=tuple(found),
        text=squeeze(raw.text),
        pages=max(numbered) if numbered else None,
        reader=raw.reader,
        seconds=round(time.perf_counter() - started, 2),
        warnings=raw.warnings,
    )
