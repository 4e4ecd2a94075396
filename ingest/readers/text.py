"""Plain text and Markdown: the encoding is found safely, every raw line stays as it is."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.limits import Limits, failure
from ingest.raw import RawDocument, RawPage
from ingest.readers import markdown

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 200_000
_PLAIN = re.compile("[\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e\u2460-\u2473]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TOLERATED = 0.002
_PLAUSIBLE = 0.8


def read(path: Path, limits: Limits) -> RawDocument:
    """The lines of a text; form feeds separate pages, which have no numbers."""
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > limits.characters:
        raise failure("too_much_text")
    if path.suffix.lower() in (".md", ".markdown"):
        found = markdown.lines(_without_front_matter(text))
        title = next((line.lstrip("# ") for line in found if line.startswith("# ")), "")
        page = RawPage(number=None, lines=tuple(found))
        return RawDocument(pages=(page,), reader="markdown", title=title, unbroken=True)
    pages = tuple(RawPage(number=None, lines=tuple(page.split("\n"))) for page in text.split("\f"))
    return RawDocument(pages=pages, reader="text")


def _without_front_matter(text: str) -> str:
    return re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", text, count=1, flags=re.DOTALL)


def decode(data: bytes) -> str:
    """`data` as text: by its byte order mark, else UTF-8, UTF-16, ISO-2022-JP, CP932 or EUC-JP, in this order.

    Raises:
        DocumentError: `garbled`: no encoding gives plausible text; `unsupported`: it is no text at all.
    """
    text = _decoded(data)
    if len(_BINARY.findall(text[:_SAMPLE])) > _TOLERATED * min(len(text), _SAMPLE) + 1:
        raise failure("unsupported", "binary content")
    return text


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    # zero bytes speak for UTF-16 without a mark, escapes for ISO-2022-JP; both may be valid UTF-8 as well
    wide = ("utf-16-le", "utf-16-be") if b"\x00" in data and len(data) % 2 == 0 else ()
    escaped = ("iso2022_jp_3",) if b"\x1b$" in data or b"\x1b(" in data else ()
    for encodings in ((*wide, *escaped), ("utf-8",), ("cp932", "euc_jis_2004")):
        candidates = [text for text in (_strictly(data, encoding) for encoding in encodings) if text]
        best = max(candidates, key=_plausible, default="")
        if best and (encodings == ("utf-8",) or _plausible(best) > _PLAUSIBLE):
            return best
    lenient = data.decode("utf-8", "replace")  # a file cut off, or one bad byte in a long text
    if lenient.count("\ufffd") <= 1 + _TOLERATED * len(lenient) and _plausible(lenient) > _PLAUSIBLE:
        return lenient
    raise failure("garbled", "no encoding fits")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(text: str) -> float:
    """Share of the characters that ordinary Japanese text is made of; half-width kana count against it, because
    EUC-JP that is read as Shift_JIS turns into them.
    """
    sample = [c for c in text[:_SAMPLE] if not c.isspace()]
    if not sample:
        return 0.0
    joined = "".join(sample)
    half = len(_HALF_WIDTH_KANA.findall(joined))
    return (len(_PLAIN.findall(joined)) + (half if half * 5 < len(sample) else 0)) / len(sample)
