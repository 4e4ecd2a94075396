"""The whole way from files to a served index: find, read, cut, ground the notes, embed, write a generation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assistant.adapters import chroma_store, tantivy_index
from assistant.adapters.chroma_store import ChromaStore, VectorRow
from assistant.adapters.generation import (
    GENERATIONS,
    LEXICAL,
    NOTES,
    PASSAGES,
    TEXTS,
    VECTORS,
    IndexedDocument,
    Manifest,
    text_path,
)  # fmt: skip
from assistant.errors import DocumentError, IndexDamaged
from assistant.knowledge.catalog import Catalog, read_catalog
from assistant.knowledge.notes import plain, read_notes
from assistant.language.tokens import terms
from assistant.resources import corpus_root
from assistant.retrieval.protocols import Embedder, Vectors
from assistant.retrieval.units import NoteUnit, PassageUnit, note_row, passage_row
from assistant.settings import Settings
from assistant.types import Note, Passage, content_id
from ingest.documents import LeftOut, ReadDocument, ReadingCache, Source, find_sources, read_document
from ingest.embedding import ready_embedder
from ingest.generations import current_manifest, write_generation, writer
from ingest.grounding import Unresolved, ground_notes, stored_notes, unresolved
from ingest.passages import CHUNKER

Progress = Callable[[str, int, int], None]
"""Called with (step, done, total) while work goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingest did. `changed` is False where the index was already up to date and nothing was written."""

    manifest: Manifest
    left_out: tuple[LeftOut, ...]
    changed: bool
    unresolved: tuple[Unresolved, ...] = ()
    """Sources of the guide that no passage holds: nothing can be quoted for them."""


def quiet(step: str, done: int, total: int) -> None:
    """A Progress that says nothing."""


def ingest(settings: Settings, *, progress: Progress = quiet, corpus: Path | None = None) -> IngestReport:
    """Bring the index up to date with the guide and the documents.

    Raises:
        IndexBusy: another process is at it.
        StorageError: the disk is full; the old index goes on serving.
        CorpusError, ModelError: the guide or the embedding model cannot be used.
    """
    root = corpus or corpus_root()
    catalog = read_catalog(root / "catalog.toml")
    notes = read_notes(root / "guide")
    with writer(settings.index):
        sources, left_out = find_sources(settings.document_folders, catalog)
        cache = ReadingCache(settings.index / "readings")
        documents, unread = _read_all(sources, cache, progress)
        left_out = [*left_out, *unread]
        progress("model", 0, 1)
        embedder, static_model = ready_embedder(settings, notes)
        progress("model", 1, 1)
        wanted = _wanted(documents, embedder, static_model, catalog, corpus_hash(root))
        current = current_manifest(settings.index)
        cache.keep_only(document.source for document in documents)
        if current is not None and _same(current, wanted):
            return _report(settings.index, current, left_out, changed=False)

        def build(folder: Path) -> Manifest:
            return _build(folder, wanted, documents, notes, embedder, settings.index, progress)

        manifest = write_generation(settings.index, build)
    return _report(settings.index, manifest, left_out, changed=True)


def _report(index: Path, manifest: Manifest, left_out: Sequence[LeftOut], *, changed: bool) -> IngestReport:
    installed = {indexed.document.id for indexed in manifest.documents}
    missing = unresolved(stored_notes(index / GENERATIONS / manifest.id), installed)
    return IngestReport(manifest=manifest, left_out=tuple(left_out), changed=changed, unresolved=missing)


def corpus_hash(root: Path) -> str:
    """SHA-256 over the guide: names and contents, in order."""
    digest = hashlib.sha256()
    for path in sorted((root / "guide").glob("*/*.md")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read_all(
    sources: Sequence[Source], cache: ReadingCache, progress: Progress
) -> tuple[list[ReadDocument], list[LeftOut]]:
    documents: list[ReadDocument] = []
    left_out: list[LeftOut] = []
    for done, source in enumerate(sources):
        progress("read", done, len(sources))
        found = cache.get(source)
        if found is None:
            try:
                found = read_document(source)
            except DocumentError as error:
                left_out.append(LeftOut(path=source.path, reason=error.reason, reference=error.reference))
                continue
            cache.put(found)
        documents.append(found)
    progress("read", len(sources), len(sources))
    return documents, left_out


def _wanted(
    documents: Sequence[ReadDocument], embedder: Embedder, static_model: str, catalog: Catalog, corpus: str
) -> Manifest:
    installed = [document.source.entry.id for document in documents]
    return Manifest(
        id="",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        embedder=embedder.fingerprint,
        dimension=embedder.dimension,
        chunker=CHUNKER,
        corpus=corpus,
        static_model=static_model,
        documents=tuple(
            IndexedDocument(
                document=replace(
                    catalog.document(d.source.entry.id, installed=installed, title=d.source.entry.title), pages=d.pages
                ),
                file=d.source.path.name, sha256=d.source.sha256, passages=len(d.passages), reader=d.reader,
                seconds=d.seconds, warnings=d.warnings,
            )
            for d in documents
        ),
        counts={},
    )  # fmt: skip


def _same(current: Manifest, wanted: Manifest) -> bool:
    def key(manifest: Manifest) -> tuple[object, ...]:
        documents = tuple((d.document.id, d.sha256, d.document.superseded) for d in manifest.documents)
        return (manifest.format, manifest.embedder, manifest.chunker, manifest.corpus, documents)

    return key(current) == key(wanted)


def _build(
    folder: Path, wanted: Manifest, documents: Sequence[ReadDocument], notes: Sequence[Note], embedder: Embedder,
    index: Path, progress: Progress,
) -> Manifest:  # fmt: skip
    by_document = {d.source.entry.id: d.passages for d in documents}
    units = ground_notes(notes, by_document, {d.source.entry.id: d.text for d in documents})
    passages = _with_questions([p for d in documents for p in d.passages], units)
    (folder / TEXTS).mkdir()
    for document in documents:
        text_path(folder, document.source.entry.id).write_text(document.text, encoding="utf-8")
    passage_units = [PassageUnit(passage=p, words=frozenset(terms(p.text))) for p in passages]
    _write_rows(folder / PASSAGES, map(passage_row, passage_units))
    _write_rows(folder / NOTES, map(note_row, units))
    progress("lexical", 0, 1)
    lexical = tantivy_index.build(folder / LEXICAL, _lexical_rows(units, passages))
    progress("lexical", 1, 1)
    old = _stored_vectors(index, embedder)
    questions = _store(folder, "questions", _question_rows(units), embedder, old, progress)
    texts = _store(folder, "texts", _text_rows(units, passages), embedder, old, progress)
    counts = {"passages": len(passages), "notes": len(units), "lexical": lexical, "questions": questions,
              "texts": texts}  # fmt: skip
    return replace(wanted, counts=counts)


def _with_questions(passages: Sequence[Passage], units: Sequence[NoteUnit]) -> list[Passage]:
    """Passages with the questions of the notes that stand on them."""
    inherited: dict[str, list[str]] = {}
    for unit in units:
        for ground in unit.grounds:
            if ground is not None:
                inherited.setdefault(ground.passage_id, []).extend(unit.note.questions)
    return [replace(p, questions=tuple(dict.fromkeys(inherited.get(p.id, ())))) for p in passages]


def _write_rows(path: Path, rows: Iterator[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _lexical_rows(units: Sequence[NoteUnit], passages: Sequence[Passage]) -> Iterator[tuple[str, str, list[str]]]:
    for unit in units:
        for question in (unit.note.title, *unit.note.questions):
            yield unit.note.id, "questions", terms(question)
        yield unit.note.id, "heading", terms(unit.note.title)
        yield unit.note.id, "body", terms(" ".join(plain(section.text) for section in unit.note.sections))
    for passage in passages:
        yield passage.id, "heading", terms(passage.section)
        yield passage.id, "body", terms(passage.text)


def _question_rows(units: Sequence[NoteUnit]) -> list[VectorRow]:
    return [
        VectorRow(id=content_id(unit.note.id, question), unit=unit.note.id, kind="note", text=question)
        for unit in units
        for question in dict.fromkeys((unit.note.title, *unit.note.questions))
    ]


def _text_rows(units: Sequence[NoteUnit], passages: Sequence[Passage]) -> list[VectorRow]:
    rows = [VectorRow(id=p.id, unit=p.id, kind="source", text=p.text) for p in passages]
    for unit in units:
        text = " ".join((unit.note.title, *(plain(section.text) for section in unit.note.sections)))
        rows.append(VectorRow(id=content_id(unit.note.id, text), unit=unit.note.id, kind="note", text=text))
    return rows


def _store(
    folder: Path, channel: str, rows: Sequence[VectorRow], embedder: Embedder, old: dict[str, dict[str, Vectors]],
    progress: Progress,
) -> int:  # fmt: skip
    known = old.get(channel, {})
    missing = [row for row in rows if row.id not in known]
    fresh: dict[str, Vectors] = {}
    embed = embedder.embed_queries if channel == "questions" else embedder.embed_documents
    batch = 256
    for start in range(0, len(missing), batch):
        progress(f"embed {channel}", start, len(missing))
        part = missing[start : start + batch]
        fresh.update(zip((row.id for row in part), embed([row.text for row in part]), strict=True))
    progress(f"embed {channel}", len(missing), len(missing))
    vectors = np.array([fresh[row.id] if row.id in fresh else known[row.id] for row in rows], dtype=np.float32)
    chroma_store.build(folder / VECTORS, channel, rows, vectors.reshape(len(rows), embedder.dimension))
    return len(rows)


def _stored_vectors(index: Path, embedder: Embedder) -> dict[str, dict[str, Vectors]]:
    """Vectors of the current generation by channel and id (ids hash the text), where they come from this embedder."""
    manifest = current_manifest(index)
    if manifest is None or manifest.embedder != embedder.fingerprint:
        return {}
    try:
        store = ChromaStore(index / "generations" / manifest.id / VECTORS)
        return {
            channel: {key: np.asarray(vector, dtype=np.float32) for key, vector in store.vectors_by_id(channel).items()}
            for channel in chroma_store.CHANNELS
        }
    except IndexDamaged:
        return {}
