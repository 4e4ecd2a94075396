"""HTML through markitdown; scripts, styles and what a browser would hide are dropped first."""

from __future__ import annotations

import codecs
import io
import re
import warnings
from pathlib import Path

from bs4 import BeautifulSoup, Comment, Tag
from markitdown import StreamInfo
from markitdown.converters import HtmlConverter

from ingest.limits import Limits
from ingest.raw import RawDocument, RawPage
from ingest.readers import markdown
from ingest.readers.text import decode

_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "svg", "nav", "button", "input", "select")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)


def read(path: Path, limits: Limits) -> RawDocument:
    """The visible text of a page of HTML; it has no page numbers."""
    data = path.read_bytes()
    soup = BeautifulSoup(_decoded(data), "html.parser")
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    _drop_hidden(soup)
    return RawDocument(
        pages=(RawPage(number=None, lines=tuple(markdown.lines(to_markdown(str(soup))))),),
        reader="markitdown",
        title=title,
        unbroken=True,
    )


def to_markdown(html: str) -> str:
    """`html` as Markdown. A page nested too deeply for that gives its bare text."""
    stream = io.BytesIO(html.encode("utf-8", "replace"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # markitdown announces that it gives the bare text
        return str(HtmlConverter().convert(stream, StreamInfo(extension=".html", charset="utf-8")).markdown)


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            # what calls itself Shift_JIS on the web is Microsoft's superset of it
            return data.decode({"shift_jis": "cp932"}.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass  # declared wrongly: look for ourselves
    return decode(data)


def _drop_hidden(soup: BeautifulSoup) -> None:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(_is_hidden):
        tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    return tag.name in _DROPPED or tag.has_attr("hidden") or bool(_INVISIBLE.search(str(tag.get("style", ""))))
