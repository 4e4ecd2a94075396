"""A conversation as a Word file."""

from __future__ import annotations

import io
import re

import docx
from docx.oxml.ns import qn

from assistant.sessions.conversation import Conversation
from assistant.sessions.document import LineKind, lines

_STYLES: dict[LineKind, str] = {
    "title": "Title", "note": "Normal", "question": "Heading 1", "heading": "Heading 3", "text": "Normal",
    "source": "List Bullet", "quote": "Quote",
}  # fmt: skip
_FONT = "Yu Gothic"
# XML 1.0 has no place for these, and a question may hold any character
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_word(conversation: Conversation) -> bytes:
    """The conversation as the bytes of a .docx file."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = _FONT
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    for line in lines(conversation):
        paragraph = document.add_paragraph(style=_STYLES[line.kind])
        run = paragraph.add_run(_NO_XML.sub("", line.text))
        run.italic = True if line.kind == "note" else None
    document.core_properties.title = _NO_XML.sub("", conversation.head.title)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
