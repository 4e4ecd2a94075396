"""What kind of document a file is, by its content: whoever uploads one may have named it anything."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from assistant.errors import DocumentError
from ingest.limits import failure
from ingest.readers.formats import OLE
from ingest.readers.text import decode

_HEAD = 1024
_SAMPLE = 256 * 1024
_ZIP = b"PK\x03\x04"
_OFFICE = ((b"word/document.xml", ".docx"), (b"ppt/presentation.xml", ".pptx"), (b"xl/workbook.xml", ".xlsx"))
_OFFICE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RICH_TEXT = b"{\\rtf"
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_MARKDOWN = (".md", ".markdown")
_LONGEST_CHARACTER = 4
"""Bytes that a sample may have to give up at its end."""


def suffix_of(path: Path, name: str) -> str:
    """The suffix (lower case, with the dot) that belongs to the content of `path`. `name` only tells Markdown from
    plain text, which no content does. Nothing is unpacked or parsed.

    Raises:
        DocumentError: no reader takes such a content; `reason` is empty, encrypted, garbled or unsupported.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head:
            raise failure("empty")
        if b"%PDF-" in head:
            return ".pdf"
        if head.startswith((_ZIP, OLE)):
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return _of_container(content, zipped=head.startswith(_ZIP))
        sample = head + file.read(_SAMPLE - len(head))
    return _of_text(sample, name)


def _of_container(content: mmap.mmap, *, zipped: bool) -> str:
    if not zipped:
        raise failure("encrypted" if content.find(_OFFICE_ENCRYPTED) >= 0 else "unsupported", "OLE container")
    # the directory at the end of an archive names its parts as they are
    suffix = next((suffix for part, suffix in _OFFICE if content.rfind(part) >= 0), None)
    if suffix is None:
        raise failure("unsupported", "archive without a document")
    return suffix


def _of_text(sample: bytes, name: str) -> str:
    if sample.startswith(_RICH_TEXT):
        raise failure("unsupported", "rich text")
    if _HTML.match(_decoded(sample)):
        return ".html"
    return ".md" if Path(name).suffix.lower() in _MARKDOWN else ".txt"


def _decoded(sample: bytes) -> str:
    """The text of a sample, which may end in the middle of a character."""
    cuts = range(_LONGEST_CHARACTER if len(sample) == _SAMPLE else 1)
    fault: DocumentError | None = None
    for cut in cuts:
        try:
            return decode(sample[: len(sample) - cut])
        except DocumentError as error:
            fault = error
    raise fault or failure("garbled")
