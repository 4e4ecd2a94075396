"""Lines → passages: one thought under its heading path, about 300–700 characters, never cut inside a sentence, a table
row or a list item.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.language.normalise import normalise
from assistant.language.sentences import sentences
from assistant.types import Passage, content_id
from ingest import patterns
from ingest.lines import Line


def _version() -> str:
    """Hash of this package's files: whoever changes how a document is read or cut need not remember a number."""
    folder = Path(__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".yaml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


CHUNKER = _version()
"""Version of reading and cutting; the manifest holds it, and an index of another version is built anew."""

_TARGET = 420
_MOST = 700
_LEAST = 120
_SPARSE = 0.3


@dataclass(slots=True)
class _Draft:
    """A passage under way."""

    section: str
    pieces: list[str] = field(default_factory=list)
    page: int | None = None
    tabular: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(len(piece) for piece in self.pieces)


def passages(document_id: str, lines: Sequence[Line]) -> list[Passage]:
    """The passages of a document, in reading order. Ids hash the document's id and the text (and a repeat count)."""
    drafts = _merge_small([draft for draft in _drafts(lines) if draft.size])
    made: list[Passage] = []
    seen: dict[str, int] = {}
    for order, draft in enumerate(drafts):
        text = "\n".join([*draft.pieces, *draft.notes]).strip()
        seen[text] = seen.get(text, 0) + 1
        made.append(
            Passage(
                id=content_id(document_id, text, str(seen[text])),
                document_id=document_id,
                text=text,
                section=draft.section,
                page=draft.page,
                kind="table" if draft.tabular else "text",
                order=order,
            )
        )
    return made


def _drafts(lines: Sequence[Line]) -> Iterator[_Draft]:
    path: dict[int, str] = {}
    caption = ""
    draft = _Draft("")
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.kind == "figure":
            i += 1
            continue
        if line.kind == "heading":
            yield draft
            path = {level: text for level, text in path.items() if level < line.level}
            path[line.level] = _heading(line.text)
            caption = ""
            draft = _Draft(_section(path, caption))
            # what looks like a heading often is the content itself (a numbered list of aims): it stays in the text
            draft.pieces.append(line.text)
            draft.page = line.page
            i += 1
            continue
        if line.kind == "caption":
            if draft.size >= _LEAST:
                yield draft
                draft = _Draft(_section(path, _heading(line.text)))
            caption = _heading(line.text)
            draft.section = _section(path, caption)
            draft.pieces.append(line.text)
            draft.page = draft.page or line.page
            i += 1
            continue
        if line.kind == "row":
            yield draft
            end = i
            while end < len(lines) and lines[end].kind == "row" and (end == i or not lines[end].starts_table):
                end += 1
            yield from _table(lines[i:end], _section(path, caption))
            draft = _Draft(_section(path, caption))
            i = end
            continue
        for piece in _pieces(line):
            # a short line that does not end like a sentence introduces what follows: never the last of a passage
            if draft.size and draft.size + len(piece) > (_TARGET if _closes(draft) else _MOST):
                yield draft
                draft = _Draft(_section(path, caption))
            draft.pieces.append(piece)
            draft.page = draft.page or line.page
        draft.notes.extend(line.notes)
        i += 1
    yield draft


def _closes(draft: _Draft) -> bool:
    ended = draft.pieces[-1].endswith(("\u3002", "\uff09", ")", "\u300d"))
    return (draft.size >= _LEAST and ended) or draft.size > _TARGET


def _heading(text: str) -> str:
    return normalise(text)[:60]


def _section(path: dict[int, str], caption: str) -> str:
    parts = [path[level] for level in sorted(path)]
    if caption:
        parts.append(caption)
    return " > ".join(parts)


def _pieces(line: Line) -> Iterator[str]:
    """The line itself, or, where it is long, runs of whole sentences of at most the target size."""
    if len(line.text) <= _TARGET:
        yield line.text
        return
    run = ""
    for sentence in sentences(line.text):
        if run and len(run) + len(sentence) > _TARGET:
            yield run
            run = ""
        run += sentence
    if run:
        yield run


def _table(rows: Sequence[Line], section: str) -> Iterator[_Draft]:
    """A table as text. Mostly it gives its rows, each cell behind its header; a sparse one without row labels (as the
    four-scene tables are) is a set of lists, one under each header.
    """
    body = [row.cells for row in rows[1:]]
    columns = max(len(row.cells) for row in rows)
    cells = [cell for row in body for cell in row]
    sparse = bool(cells) and columns >= 3 and sum(1 for cell in cells if not cell) > _SPARSE * len(cells)
    labelled = sum(1 for row in body if row and row[0]) > 0.6 * len(body)
    yield from _lists(rows, section, columns) if sparse and not labelled else _rows(rows, section, columns)


def _lists(rows: Sequence[Line], section: str, columns: int) -> Iterator[_Draft]:
    header, body = rows[0].cells, [row.cells for row in rows[1:]]
    unused = list(header[:1])
    for column in range(1, columns):
        title = header[column] if column < len(header) else ""
        items = [row[column] for row in body if column < len(row) and row[column]]
        if items:
            yield from _listed(title, items, section, rows[0].page)
        else:
            unused.append(title)
    # cells that slipped into the column of the labels, and headers of empty columns
    loose = [cell for cell in (*unused, *(row[0] for row in body if row)) if cell]
    if loose:
        yield from _listed(header[1] if len(header) > 1 else "", loose, section, rows[0].page)


def _rows(rows: Sequence[Line], section: str, columns: int) -> Iterator[_Draft]:
    header = rows[0].cells
    named = [cell for cell in header if cell and len(cell) <= 30 and not patterns.LIST_ITEM.match(normalise(cell))]
    titled = len(rows) > 1 and columns >= 2 and len(named) >= columns - 1
    used = {i for row in rows[1:] for i, cell in enumerate(row.cells) if cell}
    whole = not titled or any(cell for i, cell in enumerate(header) if i not in used)
    draft = _Draft(section, page=rows[0].page, tabular=True)
    for row in rows if whole else rows[1:]:
        bare = not titled or row is rows[0]
        text = " / ".join(cell for cell in row.cells if cell) if bare else _row_text(header, row.cells)
        for piece in _pieces(Line(text=text, page=row.page)):
            if draft.size and draft.size + len(piece) > _MOST:
                yield draft
                draft = _Draft(section, page=row.page, tabular=True)
            draft.pieces.append(piece)
    yield draft


def _row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    named = []
    for i, cell in enumerate(cells):
        if cell:
            name = header[i] if i < len(header) else ""
            named.append(f"{name}: {cell}" if name else cell)
    return " / ".join(named)


def _listed(title: str, items: Sequence[str], section: str, page: int | None) -> Iterator[_Draft]:
    draft = _Draft(f"{section} > {title}" if title else section, page=page, tabular=True)
    for item in items:
        if draft.size and draft.size + len(item) > _MOST:
            yield draft
            draft = _Draft(draft.section, page=page, tabular=True)
        if not draft.pieces and title:
            draft.pieces.append(title)
        draft.pieces.append(item)
    yield draft


def _merge_small(drafts: Sequence[_Draft]) -> list[_Draft]:
    """A draft too small to be a thought joins its neighbour under the same or a parent heading."""
    merged: list[_Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        related = last is not None and (
            last.section.startswith(draft.section) or draft.section.startswith(last.section) or _siblings(last, draft)
        )
        small = draft.size < _LEAST or (last is not None and last.size < _LEAST)
        fits = last is not None and last.size + draft.size <= _MOST and last.tabular == draft.tabular
        if last is not None and small and fits and related:
            last.pieces.extend(draft.pieces)
            last.notes.extend(draft.notes)
            last.section = _common(last.section, draft.section)
            last.page = last.page or draft.page
        else:
            merged.append(draft)
    return merged


def _common(one: str, other: str) -> str:
    """The heading path that both share, or the first where they share none."""
    shared: list[str] = []
    for a, b in zip(one.split(" > "), other.split(" > "), strict=False):
        if a != b:
            break
        shared.append(a)
    return " > ".join(shared) or one


def _siblings(one: _Draft, other: _Draft) -> bool:
    parent, other_parent = one.section.rpartition(" > ")[0], other.section.rpartition(" > ")[0]
    return bool(parent) and parent == other_parent
