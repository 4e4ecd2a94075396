"""Who does what, and by which frame: the table `corpus/roles.yaml`.

A cell is actor × task × scheme. A cell without a duty states that the scheme's documents lay nothing down there;
a triple that is not in the table was simply not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from pydantic import model_validator

from assistant.errors import UsageError
from assistant.knowledge.name_lookup import Lookup, NameIndex
from assistant.knowledge.tables import Anchor, Row, Slug, Text, read_table, refused, require_unique
from assistant.types import NoteSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A frame in which roles are laid down: a prefecture's programme, a guideline, an example."""

    id: str
    name: str
    document_id: str
    year: int
    """Fiscal year in which it was laid down or described."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who can have a duty. `reading` is in hiragana; `summary` is one polite sentence."""

    id: str
    name: str
    reading: str
    summary: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What can be somebody's job."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One duty of one actor in one scheme, or the statement that there is none (`duty` and `source` are None)."""

    actor: str
    task: str
    scheme: str
    duty: str | None
    source: NoteSource | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTable:
    """The whole table, in the order of the file."""

    schemes: tuple[Scheme, ...]
    actors: tuple[Actor, ...]
    tasks: tuple[Task, ...]
    cells: tuple[Cell, ...]
    _actor_names: NameIndex[Actor] = field(repr=False, compare=False)
    _task_names: NameIndex[Task] = field(repr=False, compare=False)
    _scheme_names: NameIndex[Scheme] = field(repr=False, compare=False)

    def find_actor(self, name: str) -> Lookup[Actor]:
        """The actor with this id, name, alias or reading; typing errors are seen through, else the nearest three."""
        return self._actor_names.find(name)

    def find_task(self, name: str) -> Lookup[Task]:
        """The task with this id, name or alias, in the same way."""
        return self._task_names.find(name)

    def find_scheme(self, name: str) -> Lookup[Scheme]:
        """The scheme with this id, name or alias, in the same way."""
        return self._scheme_names.find(name)

    def cells_of(self, actor: str, task: str | None = None, scheme: str | None = None) -> tuple[Cell, ...]:
        """The cells of an actor, by ids, in the order of the file; stated gaps are among them.

        Raises:
            UsageError: an id is not in the table, so that a typing error is not taken for "nothing laid down".
        """
        for kind, row_id, rows in (
            ("actor", actor, self.actors),
            ("task", task, self.tasks),
            ("scheme", scheme, self.schemes),
        ):
            if row_id is not None and all(row.id != row_id for row in rows):
                raise UsageError(f"the role table has no {kind} {row_id!r}", reason=f"unknown_{kind}", value=row_id)
        return tuple(
            cell
            for cell in self.cells
            if cell.actor == actor and task in (None, cell.task) and scheme in (None, cell.scheme)
        )


class _SchemeRow(Row):
    id: Slug
    name: Text
    document: Slug
    year: int
    aliases: list[Text]


class _ActorRow(Row):
    id: Slug
    name: Text
    reading: Text
    aliases: list[Text]
    summary: Text


class _TaskRow(Row):
    id: Slug
    name: Text
    aliases: list[Text]


class _SourceRow(Row):
    section: Text
    anchor: Anchor


class _CellRow(Row):
    actor: Slug
    task: Slug
    scheme: Slug
    duty: Text | None
    source: _SourceRow | None = None

    @model_validator(mode="after")
    def _duty_has_source(self) -> Self:
        if (self.duty is None) != (self.source is None):
            raise ValueError("a duty needs a source, and a null duty has none")
        return self


class _Table(Row):
    schemes: list[_SchemeRow]
    actors: list[_ActorRow]
    tasks: list[_TaskRow]
    cells: list[_CellRow]


def load_roles(path: Path) -> RoleTable:
    """The role table in the YAML file `path`.

    Raises:
        CorpusError: the form is broken, an id is used twice or unknown, two actors share a name, or a triple is
            both laid down and stated as a gap.
    """
    table = read_table(path, _Table)
    _check_references(path, table)
    schemes = tuple(
        Scheme(id=row.id, name=row.name, document_id=row.document, year=row.year, aliases=tuple(row.aliases))
        for row in table.schemes
    )
    actors = tuple(
        Actor(id=row.id, name=row.name, reading=row.reading, summary=row.summary, aliases=tuple(row.aliases))
        for row in table.actors
    )
    tasks = tuple(Task(id=row.id, name=row.name, aliases=tuple(row.aliases)) for row in table.tasks)
    documents = {scheme.id: scheme.document_id for scheme in schemes}
    try:
        return RoleTable(
            schemes=schemes,
            actors=actors,
            tasks=tasks,
            cells=tuple(_cell(row, documents[row.scheme]) for row in table.cells),
            _actor_names=NameIndex((row, (row.id, row.name, row.reading, *row.aliases)) for row in actors),
            _task_names=NameIndex((row, (row.id, row.name, *row.aliases)) for row in tasks),
            _scheme_names=NameIndex((row, (row.id, row.name, *row.aliases)) for row in schemes),
        )
    except ValueError as error:
        raise refused(path, str(error)) from error


def _cell(row: _CellRow, document_id: str) -> Cell:
    source = None
    if row.source is not None:
        source = NoteSource(document_id=document_id, section=row.source.section, anchor=row.source.anchor)
    return Cell(actor=row.actor, task=row.task, scheme=row.scheme, duty=row.duty, source=source)


def _check_references(path: Path, table: _Table) -> None:
    known = {
        "actor": _ids(path, "actors", table.actors),
        "task": _ids(path, "tasks", table.tasks),
        "scheme": _ids(path, "schemes", table.schemes),
    }
    stated: dict[tuple[str, str, str], list[_CellRow]] = {}
    for row in table.cells:
        triple = (row.actor, row.task, row.scheme)
        for kind, value in zip(known, triple, strict=True):
            if value not in known[kind]:
                raise refused(path, f"a cell names the {kind} {value!r}, which the table does not have")
        stated.setdefault(triple, []).append(row)
    for triple, rows in stated.items():
        gaps = sum(row.duty is None for row in rows)
        if gaps and len(rows) > 1:
            raise refused(path, f"{' × '.join(triple)} is stated as a gap and also laid down or repeated")
        if len({row.duty for row in rows}) < len(rows):
            raise refused(path, f"{' × '.join(triple)} holds the same duty twice")


def _ids(path: Path, kind: str, rows: Iterable[_ActorRow | _TaskRow | _SchemeRow]) -> set[str]:
    ids = [row.id for row in rows]
    require_unique(path, kind, ids)
    return set(ids)
