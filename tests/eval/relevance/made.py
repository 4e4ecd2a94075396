"""Citations made by hand."""

from __future__ import annotations

from assistant.types import Citation


def cited(number: int, *, passage: str = "", quote: str = "") -> Citation:
    """A citation of passage `p<number>` of document d."""
    return Citation(number=number, document_id="d", title="t", edition="", section="s", page=None, address="",
                    quote=quote or f"quote {number}", passage_id=passage or f"p{number}")  # fmt: skip
