"""What a reader hands over: pages of lines, as read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One page. `number` is the printed order from 1, or None where the format has no pages.

    A line that holds tabs is a table row; cells may be empty. A line that begins with one to six `#` and a space is a
    heading of that level.
    """

    number: int | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """The reading of one file. `reader` names the library that read it; `warnings` are keys of document_reasons."""

    pages: tuple[RawPage, ...]
    reader: str
    title: str = ""
    warnings: tuple[str, ...] = ()
    unbroken: bool = False
    """Each line is a whole paragraph, item or row: the format says so, and nothing is to be joined."""

    @property
    def text(self) -> str:
        """Everything as read; quotes are checked against it."""
        return "\n".join(line for page in self.pages for line in page.lines)
