"""Guide notes: `corpus/guide/<theme>/<slug>.md`, knowledge in our own words, validated as they are read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import CorpusError
from assistant.language.normalise import squeeze
from assistant.types import Note, NoteKind, NoteSection, NoteSource
from prompts import parse_yaml

_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_LABEL = re.compile(r"^\*\*(?P<label>[^*\n]+)\*\*[ \u3000]*", re.MULTILINE)
MARK = re.compile(r"\[(\d{1,2})\]")
"""A mark such as [2] behind a sentence: the number of the note's source that bears it."""


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid")

    document: str
    section: str
    anchor: str


LEAST_QUESTIONS = 10


class _Front(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=4)
    kind: NoteKind
    questions: Annotated[list[str], Field(min_length=LEAST_QUESTIONS)]
    sources: Annotated[list[_Source], Field(min_length=1, max_length=8)]
    related: list[str] = []
    caution: str = ""


def read_note(path: Path) -> Note:
    """The note in `path`.

    Raises:
        CorpusError: the front matter or the body does not have the form of docs/guide.md.
    """
    match = _FRONT.match(path.read_text(encoding="utf-8"))
    if match is None:
        raise CorpusError(f"{path}: no front matter", path=path.name, reason="front_matter")
    try:
        front = _Front.model_validate(parse_yaml(match["front"]))
    except (yaml.YAMLError, ValidationError) as error:
        raise CorpusError(f"{path}: {error}", path=path.name, reason="front_matter") from error
    if front.id != path.stem:
        raise CorpusError(f"{path}: id {front.id!r} is not the file's name", path=path.name, reason="id")
    for source in front.sources:
        if not 6 <= len(squeeze(source.anchor)) <= 20:
            raise CorpusError(f"{path}: anchor {source.anchor!r} is not 6-20 characters long", path=path.name,
                              reason="anchor")  # fmt: skip
    sections = _sections(path, match["body"])
    marks = {int(mark) for section in sections for mark in MARK.findall(section.text)}
    if not marks <= set(range(1, len(front.sources) + 1)):
        raise CorpusError(f"{path}: a mark names no source", path=path.name, reason="marks")
    return Note(
        id=front.id,
        theme=path.parent.name,
        title=front.title,
        kind=front.kind,
        questions=tuple(front.questions),
        sources=tuple(NoteSource(document_id=s.document, section=s.section, anchor=s.anchor) for s in front.sources),
        sections=sections,
        related=tuple(front.related),
        caution=front.caution.strip(),
    )


def _sections(path: Path, body: str) -> tuple[NoteSection, ...]:
    matches = list(_LABEL.finditer(body))
    if not matches:
        raise CorpusError(f"{path}: no labelled section", path=path.name, reason="sections")
    ends = [match.start() for match in matches[1:]] + [len(body)]
    return tuple(
        NoteSection(label=match["label"], text=body[match.end() : end].strip())
        for match, end in zip(matches, ends, strict=True)
    )


def read_notes(folder: Path) -> tuple[Note, ...]:
    """All notes under `folder`, ordered by id.

    Raises:
        CorpusError: a note is malformed, or two have one id.
    """
    notes: dict[str, Note] = {}
    for path in sorted(folder.glob("*/*.md")):
        note = read_note(path)
        if note.id in notes:
            raise CorpusError(f"{path}: id {note.id!r} is used twice", path=path.name, reason="id")
        notes[note.id] = note
    return tuple(notes[key] for key in sorted(notes))


def plain(text: str) -> str:
    """`text` of a note without its marks."""
    return MARK.sub("", text)
