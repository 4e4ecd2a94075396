"""What an Office file declares about itself, checked before anything in it is parsed: it is a zip of XML parts."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

from ingest.limits import Limits, failure

_XML = (".xml", ".rels", ".vml")
_CHUNK = 1 << 20
_OVERLAP = 64
_MARKED = 1 << 20
_DECLARATIONS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii"})
_TITLE = re.compile(r"<dc:title[^>]*>([^<]{1,300})</dc:title>")


def check(path: Path, limits: Limits, required: str) -> str:
    """Refuse a package that is encrypted, unpacks to too much or declares entities; the title in its properties.

    `required` is the part that a file of this kind has. zipfile gives no more of a part than it declares, so the
    declared sizes are a true bound.

    Raises:
        DocumentError: `encrypted`, `zip_bomb`, `entities`, `unsupported` or `corrupt`.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _check_sizes(parts, limits)
            names = {part.filename for part in parts}
            if required not in names:
                raise failure("unsupported" if "[Content_Types].xml" in names else "corrupt", f"no {required}")
            for part in parts:
                if part.filename.lower().endswith(_XML):
                    _check_xml(package, part)
            return _title(package) if "docProps/core.xml" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as exc:
        raise failure("corrupt", type(exc).__name__) from exc


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise failure("zip_bomb", f"{len(parts)} parts")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise failure("zip_bomb", "declared sizes")
    for part in parts:
        if part.flag_bits & 0x1:
            raise failure("encrypted", "part with a password")
        if part.file_size > _MARKED and part.file_size > limits.ratio * max(1, part.compress_size):
            raise failure("zip_bomb", f"ratio of {part.filename!r}")


def _check_xml(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part of an Office file has a document type; one with a strange encoding could hide it."""
    with package.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            if not before:
                declared = _ENCODING.match(chunk[:300])
                if declared and declared[1].decode("ascii").lower() not in _ENCODINGS:
                    raise failure("entities", f"encoding {declared[1]!r}")
            window = before + chunk
            if any(mark in window for mark in _DECLARATIONS):
                raise failure("entities", part.filename)
            before = window[-_OVERLAP:]


def _title(package: zipfile.ZipFile) -> str:
    found = _TITLE.search(package.read("docProps/core.xml").decode("utf-8", "replace"))
    return html.unescape(found[1]).strip() if found else ""
