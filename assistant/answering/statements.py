"""Statements: the sentences of a note with the sources that bear them, and sentences of passages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.knowledge.notes import MARK
from assistant.types import Note, NoteSection

_ENDS = ("\u3002", "\u300d", "\uff09", ")", "!", "?", "\uff01", "\uff1f")
_CONTINUES = ("\u3001", "\u3092", "\u3068", "\u306b", "\u306e", "\u306f", "\u304c")
_BRACKETS = "\u300d\u300f\uff09)\u3002 "
_MARKED = re.compile(r"(?P<said>.+?)(?P<marks>(?:\[\d{1,2}\])+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or list item. `marks` are numbers of the note's sources, from 1."""

    text: str
    marks: tuple[int, ...]
    item: bool = False


def statements(section: NoteSection) -> list[Statement]:
    """The statements of a note's section, in order; text behind the last mark of a line leans on that mark too."""
    found: list[Statement] = []
    for line in section.text.splitlines():
        line = line.strip()
        if not line:
            continue
        item = line.startswith(("- ", "\u30fb"))
        found.extend(_of_line(line[2:] if line.startswith("- ") else line, item))
    return found


def _of_line(line: str, item: bool) -> list[Statement]:
    """Statements of one line. Marks inside a sentence belong to the whole sentence."""
    found: list[Statement] = []
    text, marks, end = "", (), 0  # type: tuple[str, tuple[int, ...], int]
    for match in _MARKED.finditer(line):
        text += match["said"]
        marks += tuple(int(mark) for mark in MARK.findall(match["marks"]))
        end = match.end()
        if text.rstrip().endswith(_ENDS) and not line[end:].lstrip().startswith(_CONTINUES):
            found.append(Statement(text.strip(), tuple(dict.fromkeys(marks)), item))
            text, marks = "", ()
    text = (text + line[end:]).strip()
    if text.strip(_BRACKETS):
        last = marks or (found[-1].marks if found else ())
        found.append(Statement(text, tuple(dict.fromkeys(last)), item))
    return found


def section_named(note: Note, *labels: str) -> NoteSection | None:
    """The first section of `note` that has one of `labels`."""
    return next((section for section in note.sections if section.label in labels), None)
