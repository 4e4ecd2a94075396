"""The folder of uploaded documents: what arrives lies hidden until it is whole and known, then appears in one step."""

from __future__ import annotations

import os
import re
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from assistant.errors import DocumentError, NotFound, StorageError, UploadRefused
from ingest.kinds import suffix_of
from ingest.reading import SUFFIXES

_HIDDEN = ".upload-"
_UNSAFE = re.compile(r'[/\\:*?"<>|]')
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that nobody sees, or that turn the others round."""
_LONGEST = 180
"""Bytes of a name without its suffix; most file systems take 255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A file on the shelf."""

    name: str
    bytes: int
    at: datetime
    """When it was put there, UTC."""


class Shelf:
    """The files directly in `folder`; each may have at most `most` bytes. Threads may share it."""

    def __init__(self, folder: Path, most: int) -> None:
        self.most = most
        self._folder = folder
        self._placing = threading.Lock()

    def files(self) -> tuple[Shelved, ...]:
        """What lies there, by name."""
        try:
            entries = sorted(os.scandir(self._folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            return ()
        return tuple(
            Shelved(name=entry.name, bytes=status.st_size, at=datetime.fromtimestamp(status.st_mtime, UTC))
            for entry in entries
            if _shown(entry) and (status := entry.stat())
        )

    def file(self, name: str) -> Shelved:
        """
        Raises:
            NotFound: there is no such file.
        """
        found = next((file for file in self.files() if file.name == name), None)
        if found is None:
            raise NotFound(f"no file {name!r} on the shelf", name=name, kind="file")
        return found

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """A place for one upload; what was not kept by the end of the block is gone.

        Raises:
            StorageError: the folder cannot be written.
        """
        with _storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(prefix=_HIDDEN, dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            try:
                yield Incoming(self._folder, Path(path), file, self.most, self._placing)
            finally:
                Path(path).unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Take the file away.

        Raises:
            NotFound: there is no such file.
            StorageError: it cannot be removed.
        """
        self.file(name)  # only what is on the shelf: no path leads out of it
        with _storage_errors(self._folder):
            (self._folder / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Drop uploads that a stopped server left half-way."""
        for path in self._folder.glob(f"{_HIDDEN}*"):
            path.unlink(missing_ok=True)


class Incoming:
    """One upload, on the disk of its shelf."""

    def __init__(self, folder: Path, path: Path, file: BinaryIO, most: int, placing: threading.Lock) -> None:
        self._folder = folder
        self._path = path
        self._file = file
        self._most = most
        self._placing = placing
        self._size = 0

    def write(self, chunk: bytes) -> None:
        """Add what arrived.

        Raises:
            UploadRefused: `too_large`.
            StorageError: the disk is full.
        """
        self._size += len(chunk)
        if self._size > self._most:
            raise UploadRefused(f"more than {self._most} bytes", reason="too_large", limit=self._most // 1_000_000)
        with _storage_errors(self._folder):
            self._file.write(chunk)

    def keep(self, name: str, *, replace: bool = False) -> str:
        """Put the upload on the shelf under a safe form of `name` with the suffix of its content; returns that name.

        Raises:
            UploadRefused: `name`: nothing is left of it; `exists`: another file has it and `replace` is not said; or
                the reason why no reader takes the content.
            StorageError: the disk is full.
        """
        shown = Path(name.replace("\\", "/")).name
        with _storage_errors(self._folder):
            self._file.flush()
            os.fsync(self._file.fileno())
            try:
                kept = safe_stem(name) + suffix_of(self._path, name)
            except DocumentError as error:
                raise UploadRefused(f"{shown!r}: {error}", reason=error.reason, name=shown) from error
            with self._placing:
                if (self._folder / kept).exists() and not replace:
                    raise UploadRefused(f"{kept!r} is there", reason="exists", name=kept)
                os.replace(self._path, self._folder / kept)
        return kept


def safe_stem(name: str) -> str:
    """`name` without folders, suffix and whatever a file system, a terminal or an address could misread.

    Raises:
        UploadRefused: nothing is left.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    suffix = Path(last).suffix
    stem = last[: -len(suffix)] if suffix.lower() in SUFFIXES else last
    stem = "".join(" " if unicodedata.category(letter) in _UNSEEN else letter for letter in stem)
    stem = _UNSAFE.sub(" ", stem).encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore")
    stem = " ".join(stem.split()).strip(". ").removeprefix("~$")
    if not stem:
        raise UploadRefused(f"name {name!r}", reason="name", name=name)
    return stem


def _shown(entry: os.DirEntry[str]) -> bool:
    readable = Path(entry.name).suffix.lower() in SUFFIXES and not entry.name.startswith((".", "~$"))
    return readable and entry.is_file(follow_symlinks=False)


@contextmanager
def _storage_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise StorageError(f"{folder}: {error}", path=str(folder), reason=reason) from error
