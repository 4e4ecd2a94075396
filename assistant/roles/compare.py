"""Whose job is it: a matrix of tasks × sides, a side being an actor, in one scheme or in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import UsageError
from assistant.knowledge.roles import Actor, Cell, RoleTable, Scheme, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One column of a comparison."""

    actor: Actor
    scheme: Scheme | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the table holds for one side and one task. Neither duties nor gaps: nobody looked."""

    duties: tuple[Cell, ...] = ()
    gaps: tuple[Scheme, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One task; `entries` are in the order of the sides."""

    task: Task
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The matrix, with the tasks for which some side has an entry, in the order of the table."""

    sides: tuple[Side, ...]
    task: Task | None
    rows: tuple[MatrixRow, ...]

    def duties_of(self, side: int) -> tuple[Cell, ...]:
        """All duties in the column `side` (from 0)."""
        return tuple(cell for row in self.rows for cell in row.entries[side].duties)

    @property
    def shared(self) -> tuple[MatrixRow, ...]:
        """Tasks that every side has a duty in."""
        return tuple(row for row in self.rows if all(entry.duties for entry in row.entries))

    def alone(self, side: int) -> tuple[MatrixRow, ...]:
        """Tasks that only this side has a duty in."""
        return tuple(
            row for row in self.rows
            if [position for position, entry in enumerate(row.entries) if entry.duties] == [side]
        )  # fmt: skip


def compare(table: RoleTable, sides: Sequence[Side], task: Task | None = None) -> Comparison:
    """The comparison of two or more sides, of `task` only where it is given.

    Raises:
        UsageError: there are fewer than two different sides.
    """
    different = tuple(dict.fromkeys(sides))
    if len(different) < 2:
        raise UsageError(f"{len(different)} side(s), a comparison takes two or more", reason="one_side")
    return matrix(table, different, task)


def matrix(table: RoleTable, sides: Sequence[Side], task: Task | None = None) -> Comparison:
    """As `compare`, for any number of sides."""
    columns = [
        table.cells_of(side.actor.id, task.id if task else None, side.scheme.id if side.scheme else None)
        for side in sides
    ]
    rows = [
        MatrixRow(task=found, entries=tuple(_entry(table, found, column) for column in columns))
        for found in table.tasks
        if any(cell.task == found.id for column in columns for cell in column)
    ]
    return Comparison(sides=tuple(sides), task=task, rows=tuple(rows))


def who_has(table: RoleTable, task: Task, scheme: Scheme | None = None) -> tuple[Side, ...]:
    """All actors with a duty in `task`, those of the most schemes first."""
    spread: dict[str, set[str]] = {}
    for cell in table.cells:
        if cell.duty and cell.task == task.id and (scheme is None or cell.scheme == scheme.id):
            spread.setdefault(cell.actor, set()).add(cell.scheme)
    actors = sorted((a for a in table.actors if a.id in spread), key=lambda actor: -len(spread[actor.id]))
    return tuple(Side(actor=actor, scheme=scheme) for actor in actors)


def _entry(table: RoleTable, task: Task, cells: Sequence[Cell]) -> Entry:
    own = [cell for cell in cells if cell.task == task.id]
    gaps = {cell.scheme for cell in own if cell.duty is None}
    return Entry(
        duties=tuple(cell for cell in own if cell.duty),
        gaps=tuple(scheme for scheme in table.schemes if scheme.id in gaps),
    )
