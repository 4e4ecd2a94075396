"""A role card: what the schemes lay down for one actor, what they share, where they differ, what none lays down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.knowledge.roles import Actor, Cell, RoleTable, Scheme, Task

_BRACKET = re.compile("[\uff08(][^\uff09)]*[\uff09)]")
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeDuties:
    """What one scheme says of the actor: its duties in the order of the table, and the tasks of its stated gaps."""

    scheme: Scheme
    duties: tuple[Cell, ...]
    gaps: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSpread:
    """How one task is laid down for the actor: schemes with a duty, and schemes that state nothing."""

    task: Task
    laid_down: tuple[Scheme, ...]
    gaps: tuple[Scheme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """Everything the table holds for an actor, narrowed to `task` and `scheme` where they are given.

    Schemes with the most duties come first. A pair of task and scheme that appears nowhere was not looked at.
    """

    actor: Actor
    task: Task | None
    scheme: Scheme | None
    tasks: tuple[str, ...]
    """Ids of all tasks in the order of the programme."""
    by_scheme: tuple[SchemeDuties, ...]
    spreads: tuple[TaskSpread, ...]
    """One for each task, in the order of the table."""

    @property
    def duties(self) -> tuple[Cell, ...]:
        """All duties, scheme by scheme."""
        return tuple(cell for row in self.by_scheme for cell in row.duties)

    @property
    def common(self) -> tuple[TaskSpread, ...]:
        """Tasks that two or more schemes lay down, the most widely shared first."""
        shared = [spread for spread in self.spreads if len(spread.laid_down) > 1]
        return tuple(sorted(shared, key=lambda spread: -len(spread.laid_down)))

    @property
    def differing(self) -> tuple[TaskSpread, ...]:
        """Tasks that some schemes lay down while others state that they do not."""
        return tuple(spread for spread in self.spreads if spread.laid_down and spread.gaps)

    @property
    def not_laid_down(self) -> tuple[TaskSpread, ...]:
        """Tasks for which schemes state a gap and none has a duty."""
        return tuple(spread for spread in self.spreads if not spread.laid_down)


def role_card(
    table: RoleTable, actor: Actor, task: Task | None = None, scheme: Scheme | None = None, more: Sequence[Task] = ()
) -> RoleCard:
    """The card of `actor`, in `task` and the tasks named with it (`more`); it has no schemes where the table holds
    nothing for these tasks and this scheme.
    """
    cells: Sequence[Cell] = table.cells_of(actor.id, None, scheme.id if scheme else None)
    if task:
        wanted = {task.id, *(other.id for other in more)}
        cells = [cell for cell in cells if cell.task in wanted]
    rows = [_of_scheme(table, found, cells) for found in table.schemes if any(c.scheme == found.id for c in cells)]
    return RoleCard(
        actor=actor,
        task=task,
        scheme=scheme,
        tasks=tuple(found.id for found in table.tasks),
        by_scheme=tuple(sorted(rows, key=lambda row: -len(row.duties))),
        spreads=tuple(_spread(table, found, cells) for found in table.tasks if any(c.task == found.id for c in cells)),
    )


def _of_scheme(table: RoleTable, scheme: Scheme, cells: Sequence[Cell]) -> SchemeDuties:
    own = [cell for cell in cells if cell.scheme == scheme.id]
    gaps = {cell.task for cell in own if cell.duty is None}
    return SchemeDuties(
        scheme=scheme,
        duties=tuple(cell for cell in own if cell.duty),
        gaps=tuple(task for task in table.tasks if task.id in gaps),
    )


def _spread(table: RoleTable, task: Task, cells: Sequence[Cell]) -> TaskSpread:
    laid_down = {cell.scheme for cell in cells if cell.task == task.id and cell.duty}
    gaps = {cell.scheme for cell in cells if cell.task == task.id and cell.duty is None}
    return TaskSpread(
        task=task,
        laid_down=tuple(scheme for scheme in table.schemes if scheme.id in laid_down),
        gaps=tuple(scheme for scheme in table.schemes if scheme.id in gaps),
    )


def plain_name(thing: Actor | Scheme) -> str:
    """A name without what stands in brackets."""
    return _BRACKET.sub("", thing.name)


def short_name(scheme: Scheme) -> str:
    """How a sentence calls the scheme: its name without brackets, or its first other name where that is long."""
    plain = plain_name(scheme)
    return plain if len(plain) <= _LONGEST_NAME or not scheme.aliases else scheme.aliases[0]
