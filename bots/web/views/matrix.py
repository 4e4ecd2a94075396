"""The table of roles as the page shows it: actors down, tasks across, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.knowledge.roles import Actor, Cell, RoleTable, Scheme, Task
from assistant.language.sentences import sentences
from assistant.language.spans import find_span
from bots.web.views.places import Place, Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One cell of the matrix: how many duties are laid down, and in how many schemes it is stated that none is."""

    duties: int
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Only actors and tasks for which the chosen schemes say something."""

    actors: tuple[Actor, ...]
    tasks: tuple[Task, ...]
    counts: dict[tuple[str, str], Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """One duty, or the statement that there is none (`text` is None), with the sentence that it stands on."""

    scheme: Scheme
    text: str | None
    section: str
    place: Place | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDuties:
    """What an actor does in one task, scheme by scheme."""

    task: Task
    duties: tuple[DutyView, ...]


def matrix(table: RoleTable, scheme: str = "") -> Matrix:
    """The matrix of all schemes, or of one."""
    counts: dict[tuple[str, str], Count] = {}
    for cell in table.cells:
        if scheme in ("", cell.scheme):
            held = counts.get((cell.actor, cell.task), Count(duties=0, gaps=0))
            gap = cell.duty is None
            counts[cell.actor, cell.task] = Count(duties=held.duties + (not gap), gaps=held.gaps + gap)
    actors = {actor for actor, _ in counts}
    tasks = {task for _, task in counts}
    return Matrix(
        actors=tuple(actor for actor in table.actors if actor.id in actors),
        tasks=tuple(task for task in table.tasks if task.id in tasks),
        counts=counts,
    )


@dataclass(frozen=True, slots=True)
class Duties:
    """Makes the views of cells; `places` gives the places of the generation that serves now."""

    table: RoleTable
    places: Callable[[], Places]

    def of_actor(self, actor: str, task: str | None = None, scheme: str | None = None) -> list[TaskDuties]:
        """What `actor` does (in one task, in one scheme), by task in the order of the table.

        Raises:
            UsageError: an id is not in the table.
        """
        cells = self.table.cells_of(actor, task, scheme)
        by_task = [(row, [cell for cell in cells if cell.task == row.id]) for row in self.table.tasks]
        return [TaskDuties(task=row, duties=tuple(self._views(held))) for row, held in by_task if held]

    def _views(self, cells: Sequence[Cell]) -> list[DutyView]:
        schemes = {scheme.id: scheme for scheme in self.table.schemes}
        return [self._view(cell, schemes[cell.scheme]) for cell in cells]

    def _view(self, cell: Cell, scheme: Scheme) -> DutyView:
        if cell.source is None:
            return DutyView(scheme=scheme, text=None, section="", place=None, quote="")
        places = self.places()
        place = places.of_anchor(cell.source.document_id, cell.source.anchor)
        passage = places.passage(place.document_id, place.passage_id) if place else None
        quote = _sentence(passage.text, cell.source.anchor) if passage else ""
        if passage and quote:
            place = places.of_quote(passage.document_id, passage.id, quote)
        return DutyView(scheme=scheme, text=cell.duty, section=cell.source.section, place=place, quote=quote)


def _sentence(text: str, anchor: str) -> str:
    """The sentence of `text` that holds `anchor`; nothing where the anchor runs over the end of one."""
    return next((sentence for sentence in sentences(text) if find_span(sentence, anchor)), "")
