"""The documents of an installation as an administrator handles them: put on the shelf, read, and taken away again."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import prompts
from assistant.adapters.generation import IndexedDocument
from assistant.app import Assistant
from assistant.settings import Settings
from assistant.types import Note
from bots.messages import explain
from ingest.background import Background, IngestStatus, when
from ingest.shelf import Shelf, Shelved

log = logging.getLogger("renkei.web")
State = Literal["served", "leaving", "waiting", "left_out"]
"""`leaving`: the file is gone, the index that serves was made before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document that is served, or a file that is not (yet). `document_id` is empty where it was never read."""

    file: str
    title: str
    document_id: str
    state: State
    passages: int = 0
    pages: int | None = None
    uploaded: bool
    """Whether it lies on the shelf, where it can be removed."""
    bytes: int | None = None
    at: datetime | None = None
    """When it was uploaded."""
    remarks: tuple[str, ...] = ()
    """What its reader had to say, in Japanese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What goes with a file: the passages of its document, and the quotations of the notes that stand on it."""

    file: str
    title: str
    document_id: str
    passages: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the ingest stands, in words. `done` of `total` is of `step`; `fault` is empty where all went well."""

    running: bool
    step: str
    done: int
    total: int
    ended: datetime | None
    changed: bool
    fault: str


class DocumentDesk:
    """Uploads, removals and what became of them. Changes start an ingest behind the server."""

    def __init__(self, assistant: Assistant, settings: Settings, background: Background) -> None:
        self._assistant = assistant
        self.shelf = Shelf(settings.uploads, settings.upload * 1_000_000)
        self.background = background
        self._removed: set[str] = set()
        self.shelf.sweep()

    def rows(self) -> Sequence[DocumentRow]:
        """Documents that are served, in the order of the index, then files that are not."""
        shelved = {file.name: file for file in self.shelf.files()}
        status = self.background.status
        served = [self._served(indexed, shelved) for indexed in self._assistant.generation.documents.values()]
        known = {row.file for row in served}
        reasons = {left.file: left.reason for left in status.left_out}
        unread = [self._unread(file, reasons, status) for name, file in shelved.items() if name not in known]
        elsewhere = [
            DocumentRow(file=name, title=Path(name).stem, document_id="", state="left_out", uploaded=False,
                        remarks=(_reason(reason),))
            for name, reason in reasons.items() if name not in known and name not in shelved
        ]  # fmt: skip
        return (*served, *unread, *elsewhere)

    def leaving(self, name: str) -> Leaving:
        """What would go with the file `name`.

        Raises:
            NotFound: it is not on the shelf.
        """
        self.shelf.file(name)
        generation = self._assistant.generation
        indexed = next((one for one in generation.documents.values() if one.file == name), None)
        if indexed is None:
            return Leaving(file=name, title=Path(name).stem, document_id="", passages=0, notes=())
        document_id = indexed.document.id
        standing = (
            unit.note
            for unit in generation.notes.values()
            if any(
                ground is not None and source.document_id == document_id
                for source, ground in zip(unit.note.sources, unit.grounds, strict=False)
            )
        )
        return Leaving(file=name, title=indexed.document.title, document_id=document_id, passages=indexed.passages,
                       notes=tuple(sorted(standing, key=lambda note: note.title)))  # fmt: skip

    def remove(self, name: str, who: str) -> None:
        """Take the file away and read anew.

        Raises:
            NotFound: it is not on the shelf.
            StorageError: it cannot be removed.
        """
        self.shelf.remove(name)
        self._removed.add(name)
        log.info("document %r removed by %s", name, who)
        self.background.start(forget=True)

    def placed(self, name: str, who: str) -> None:
        """A file was put on the shelf: read it."""
        self._removed.discard(name)
        log.info("document %r uploaded by %s", name, who)
        self.background.start()

    def report(self) -> Report:
        """How the ingest stands."""
        status = self.background.status
        step = prompts.text("ui/ingest", f"steps.{status.step.replace(' ', '_')}") if status.step else ""
        return Report(
            running=status.state == "running", step=step, done=status.done, total=status.total,
            ended=when(status.ended), changed=status.changed,
            fault=explain(status.fault.error())[0] if status.fault else "",
        )  # fmt: skip

    def _served(self, indexed: IndexedDocument, shelved: dict[str, Shelved]) -> DocumentRow:
        file = shelved.get(indexed.file)
        leaving = file is None and indexed.file in self._removed and self.background.status.state == "running"
        return DocumentRow(
            file=indexed.file, title=indexed.document.title, document_id=indexed.document.id,
            state="leaving" if leaving else "served", passages=indexed.passages, pages=indexed.document.pages,
            uploaded=file is not None, bytes=file.bytes if file else None, at=file.at if file else None,
            remarks=tuple(map(_reason, indexed.warnings)),
        )  # fmt: skip

    def _unread(self, file: Shelved, reasons: dict[str, str], status: IngestStatus) -> DocumentRow:
        reason = reasons.get(file.name, "") if status.state == "idle" else ""
        return DocumentRow(
            file=file.name, title=Path(file.name).stem, document_id="", state="left_out" if reason else "waiting",
            uploaded=True, bytes=file.bytes, at=file.at, remarks=(_reason(reason),) if reason else (),
        )  # fmt: skip


def _reason(reason: str) -> str:
    reasons = prompts.load("ui/documents")["document_reasons"]
    return str(reasons.get(reason, reason))
