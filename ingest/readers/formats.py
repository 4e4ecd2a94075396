"""Which reader takes a file: by suffix, checked against the first bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from ingest.limits import Limits, failure
from ingest.raw import RawDocument

Reader = Callable[[Path, Limits], RawDocument]

_MODULES: Mapping[str, str] = {
    ".pdf": "pdf",
    ".docx": "office",
    ".pptx": "office",
    ".xlsx": "office",
    ".html": "html",
    ".htm": "html",
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
}
SUFFIXES: frozenset[str] = frozenset(_MODULES)
"""Suffixes (lower case, with the dot) that `read` takes."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Word, Excel and PowerPoint before 2007; also the wrapper of a newer file with a password."""
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (
    b"%PDF-", b"PK\x03\x04", OLE, b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf",
    b"Rar!", b"\x7fELF", b"MZ\x90", b"SQLite format", b"\x00\x00\x00\x0cJXL", b"II*\x00", b"MM\x00*",
)  # fmt: skip


def reader_of(path: Path) -> Reader:
    """The reader for `path`, its module imported now (each costs only what it needs).

    Raises:
        DocumentError: the content is not of the kind that the suffix says.
    """
    suffix = path.suffix.lower()
    module = _MODULES.get(suffix)
    if module is None:
        raise failure("unsupported", suffix)
    _check_magic(path, module)
    return cast(Reader, import_module(f"ingest.readers.{module}").read)


def _check_magic(path: Path, module: str) -> None:
    with path.open("rb") as file:
        head = file.read(1024)
    foreign = next((magic for magic in _FOREIGN if head.startswith(magic)), None)
    if module == "pdf":
        if b"%PDF-" not in head:  # junk may stand before the header
            raise failure("unsupported" if foreign else "corrupt", "no PDF header")
    elif module == "office":
        if foreign == OLE:
            raise failure("encrypted" if _ENCRYPTED_STREAM in path.read_bytes() else "unsupported", "OLE container")
        if foreign != b"PK\x03\x04":
            raise failure("unsupported" if foreign else "corrupt", "no zip header")
    elif foreign:
        raise failure("unsupported", f"not text: {foreign!r}")
