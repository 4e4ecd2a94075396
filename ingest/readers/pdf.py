"""PDF through pypdf; where its text is garbled or empty, through pypdfium2, and the better reading of a page stays."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from ingest.limits import Limits, failure
from ingest.raw import RawDocument, RawPage
from ingest.readers.garble import noise

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_BROKEN = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, NotImplementedError, RecursionError,
    ArithmeticError, AssertionError,
)  # fmt: skip
"""What pypdf raises on files that do not keep to the format."""
_PRODUCER_TITLE = re.compile(
    r"^Microsoft (Word|PowerPoint|Excel) - |\.(docx?|pptx?|xlsx?|indd|ai|pdf|jtd)$|^\(?(untitled|anonymous)\)?$",
    re.IGNORECASE,
)


def read(path: Path, limits: Limits) -> RawDocument:
    """The text of each page, numbered from 1. A page of noise is left blank, with a warning.

    Raises:
        DocumentError: `encrypted`, `corrupt`, `empty`, `too_many_pages`, `too_much_text`, `zip_bomb`, `scanned`,
            `garbled`.
    """
    try:
        reader = _open(path)
        count = len(reader.pages)
    except LimitReachedError as exc:
        raise failure("zip_bomb", "while opening") from exc
    except _BROKEN as exc:
        return _document(_all_by_second(path, limits, type(exc).__name__), {"pypdfium2"})
    _check_count(count, limits)
    texts = list(_bounded((_first(reader, i) for i in range(count)), limits))
    used = _read_doubtful_again(path, texts, limits)
    title = _title(reader)
    blank = [i for i, text in enumerate(texts) if not text.strip()]
    return _document(texts, used, title=title, images=any(_shows_image(reader, i) for i in blank))


def _open(path: Path) -> PdfReader:
    try:
        reader = PdfReader(path)
        # a password that only the owner needs, for changing the file, keeps nobody out
        if reader.is_encrypted and not reader.decrypt(""):
            raise failure("encrypted")
        return reader
    except (DependencyError, FileNotDecryptedError) as exc:
        raise failure("encrypted", type(exc).__name__) from exc


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.pages:
        raise failure("too_many_pages", f"{count} pages")
    if count == 0:
        raise failure("empty", "no page")


def _bounded(texts: Iterable[str], limits: Limits) -> Iterator[str]:
    characters = 0
    for number, text in enumerate(texts, start=1):
        characters += len(text)
        if characters > limits.characters:
            raise failure("too_much_text", f"on page {number}")
        yield text


def _first(reader: PdfReader, index: int) -> str:
    """pypdf's text of a page; empty where it fails, for one broken page is no broken document."""
    try:
        return reader.pages[index].extract_text()
    except LimitReachedError as exc:
        raise failure("zip_bomb", f"page {index + 1}") from exc
    except _BROKEN:
        return ""


def _second(document: pypdfium2.PdfDocument, index: int) -> str:
    """pypdfium2's text of a page; empty where it fails."""
    try:
        page = document[index]
        text = str(page.get_textpage().get_text_range())
        page.close()
        return text
    except (pypdfium2.PdfiumError, ValueError):
        return ""


def _read_doubtful_again(path: Path, texts: list[str], limits: Limits) -> set[str]:
    """Read again what is garbled or blank in `texts` and keep the better text in place; the libraries that were used.

    One noisy page puts all pages in doubt: the fonts of a document are garbled together, a page with little text would
    pass, and the pages of one document should break their lines in one way.
    """
    blank = [i for i, text in enumerate(texts) if not text.strip()]
    noisy = any(noise(text).doubtful for text in texts)
    doubtful: Sequence[int] = range(len(texts)) if noisy else blank
    if not doubtful:
        return {"pypdf"}
    used = set() if noisy else {"pypdf"}
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return {"pypdf"}
    for i, text in zip(doubtful, _bounded((_second(document, i) for i in doubtful), limits), strict=True):
        if text.strip() and (not texts[i].strip() or noise(text).total <= noise(texts[i]).total):
            texts[i] = text
            used.add("pypdfium2")
        elif texts[i].strip():
            used.add("pypdf")
    return used or {"pypdf"}


def _all_by_second(path: Path, limits: Limits, cause: str) -> list[str]:
    """Every page through pypdfium2: pypdf cannot open the file."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as exc:
        raise failure("corrupt", cause) from exc
    _check_count(len(document), limits)
    return list(_bounded((_second(document, i) for i in range(len(document))), limits))


def _document(texts: Sequence[str], used: set[str], *, title: str = "", images: bool = False) -> RawDocument:
    shown = [text for text in texts if text.strip()]
    if not shown:
        raise failure("scanned", "no page holds text")
    garbled = {i for i, text in enumerate(texts) if noise(text).garbled}
    if len(garbled) * 2 > len(shown):
        raise failure("garbled", f"{len(garbled)} of {len(texts)} pages")
    warnings = [key for key, holds in (("partly_garbled", bool(garbled)), ("partly_scanned", images)) if holds]
    return RawDocument(
        pages=tuple(
            RawPage(number=i + 1, lines=() if i in garbled else tuple(_lines(text))) for i, text in enumerate(texts)
        ),
        reader="+".join(sorted(used)),
        title=title,
        warnings=tuple(warnings),
    )


def _lines(text: str) -> list[str]:
    """Lines as read. A tab inside a PDF is a space of the typesetter, not a border of cells."""
    return re.split(r"\r\n|[\r\n\v\f\u2028\u2029]", text.replace("\t", " "))


def _shows_image(reader: PdfReader, index: int) -> bool:
    try:
        resources = reader.pages[index].get("/Resources", {}).get_object()
        objects = resources.get("/XObject", {})
        return any(o.get_object().get("/Subtype") == "/Image" for o in objects.get_object().values())
    except _BROKEN:
        return False


def _title(reader: PdfReader) -> str:
    try:
        title = " ".join(str((reader.metadata and reader.metadata.title) or "").split())
    except _BROKEN:
        return ""
    return "" if _PRODUCER_TITLE.search(title) or noise(title * 20).garbled else title[:200]
