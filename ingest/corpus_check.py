"""Checks of the shipped guide: what a reader of a note relies on, and nobody sees by looking at one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

import prompts
from assistant.adapters.generation import open_current
from assistant.answering.shape import layer_of
from assistant.answering.statements import statements
from assistant.errors import DocumentError, IndexFault
from assistant.knowledge.catalog import read_catalog
from assistant.knowledge.notes import plain, read_notes
from assistant.language.normalise import squeeze
from assistant.types import Note, Passage
from ingest.documents import find_sources
from ingest.grounding import ground_notes, unresolved
from ingest.reading import read

_SHORTEST, _LONGEST = 120, 480
_EXCUSED = re.compile(r"^\| (\d+-\d+) \|", re.MULTILINE)
"""Questions that docs/guide-coverage.md leaves out, as stretch-number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusReport:
    """What was looked at and what is wrong; `problems` are Japanese lines, each naming the note."""

    notes: int
    questions: int
    sources: int
    anchors_found: int
    documents: int
    passages: int
    """Passages of the index that the anchors were looked up in; 0 where there is no index."""
    anticipated: int
    covered: int
    left_out: int
    problems: tuple[str, ...]


def check(
    root: Path, folders: Sequence[Path], anticipated: Path | None = None, index: Path | None = None
) -> CorpusReport:
    """Check the guide under `root` against itself, the installed documents, the passages of the current generation
    in `index` and the anticipated questions.

    Raises:
        CorpusError: a file cannot be read at all; the form of single notes is part of reading them.
    """
    notes = read_notes(root / "guide")
    texts = _texts(root, folders)
    problems = [*_forms(notes), *_links(notes), *_twice(notes), *_handover(root, notes)]
    missing = list(_anchors(notes, texts))
    passages = _passages(index)
    problems += _grounds(notes, texts, passages)
    sources = sum(len(note.sources) for note in notes)
    checked = sum(1 for note in notes for source in note.sources if source.document_id in texts)
    uncovered: list[str] = []
    total = left_out = 0
    if anticipated is not None:
        total, left_out, uncovered = _coverage(notes, anticipated, root.parent / "docs" / "guide-coverage.md")
    return CorpusReport(
        notes=len(notes),
        questions=sum(len(note.questions) for note in notes),
        sources=sources,
        anchors_found=checked - len(missing),
        documents=len(texts),
        passages=sum(map(len, passages.values())),
        anticipated=total,
        covered=total - left_out - len(uncovered),
        left_out=left_out,
        problems=(*problems, *missing, *uncovered),
    )


def _texts(root: Path, folders: Sequence[Path]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for source in find_sources(folders, read_catalog(root / "catalog.toml"))[0]:
        try:
            texts[source.entry.id] = squeeze(read(source.path).text)
        except DocumentError:
            continue  # the ingest reports unreadable files; here only what can be read is compared
    return texts


def _problem(note_id: str, key: str, **values: object) -> str:
    text = prompts.text("ui/corpus", f"problem.{key}", **values)
    return prompts.text("ui/corpus", "note", id=note_id, text=text)


def _forms(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        wanted = ["conclusion", "reason" if note.kind == "why" else "content"]
        wanted += ["wording"] if note.kind in ("why", "say") else []
        if [layer_of(section.label) for section in note.sections] != wanted:
            yield _problem(note.id, "labels", labels=" ".join(section.label for section in note.sections))
        core = note.sections[:2]
        size = sum(len(squeeze(plain(section.text))) for section in core)
        if not _SHORTEST <= size <= _LONGEST:
            yield _problem(note.id, "length", size=size)
        said = [statement for section in core for statement in statements(section)]
        for statement in said:
            if not statement.marks:
                yield _problem(note.id, "unmarked", sentence=statement.text[:30])
        used = {mark for section in note.sections for s in statements(section) for mark in s.marks}
        for number in sorted(set(range(1, len(note.sources) + 1)) - used):
            yield _problem(note.id, "unused", number=number)


def _links(notes: Sequence[Note]) -> Iterator[str]:
    known = {note.id for note in notes}
    for note in notes:
        for related in note.related:
            if related not in known or related == note.id:
                yield _problem(note.id, "related", related=related)


def _twice(notes: Sequence[Note]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for note in notes:
        for question in note.questions:
            key = squeeze(question)
            if key in seen:
                yield _problem(note.id, "question_twice", question=question, other=seen[key])
            seen[key] = note.id


def _handover(root: Path, notes: Sequence[Note]) -> Iterator[str]:
    known = {note.id for note in notes}
    path = root / "guide" / "paths" / "handover.yaml"
    if not path.exists():
        return
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    named = [row["note"] for row in content["whys"]] + [n for row in content["first_month"] for n in row["notes"]]
    for note in named:
        if note not in known:
            yield _problem(path.name, "handover", note=note)


def _anchors(notes: Sequence[Note], texts: dict[str, str]) -> Iterator[str]:
    for note in notes:
        for source in note.sources:
            if source.document_id in texts and squeeze(source.anchor) not in texts[source.document_id]:
                yield _problem(note.id, "anchor", anchor=source.anchor, document=source.document_id)


def _passages(index: Path | None) -> dict[str, list[Passage]]:
    """The passages of the served generation, by document id; none where there is no generation to trust."""
    found: dict[str, list[Passage]] = {}
    try:
        generation = open_current(index) if index is not None else None
    except IndexFault:  # the ingest and `renkei doctor` say what is wrong with it
        generation = None
    for unit in generation.passages.values() if generation else ():
        found.setdefault(unit.passage.document_id, []).append(unit.passage)
    return found


def _grounds(
    notes: Sequence[Note], texts: Mapping[str, str], passages: Mapping[str, Sequence[Passage]]
) -> Iterator[str]:
    """Anchors that stand in the file, but in no passage: the ingest set their text apart, or left it out."""
    for missing in unresolved(ground_notes(notes, passages, {}), passages):
        source = missing.source
        if squeeze(source.anchor) in texts.get(source.document_id, squeeze(source.anchor)):
            yield _problem(missing.note_id, "ground", anchor=source.anchor, document=source.document_id)


def _coverage(notes: Sequence[Note], anticipated: Path, reasons: Path) -> tuple[int, int, list[str]]:
    """(questions, those left out with a reason, problems)."""
    asked = {squeeze(question) for note in notes for question in (note.title, *note.questions)}
    excused = set(_EXCUSED.findall(reasons.read_text(encoding="utf-8"))) if reasons.exists() else set()
    total = left_out = 0
    problems = []
    for stretch, line in enumerate(anticipated.read_text(encoding="utf-8").splitlines()):
        for number, question in enumerate(json.loads(line)["questions"], start=1):
            total += 1
            if squeeze(question) in asked:
                continue
            if f"{stretch}-{number}" in excused:
                left_out += 1
            else:
                problems.append(_problem("-", "uncovered", question=question))
    return total, left_out, problems
