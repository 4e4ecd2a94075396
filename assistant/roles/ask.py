"""What a question about roles asks: whose role, in which task and scheme, alone or compared."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.knowledge.roles import Actor, RoleTable, Scheme, Task
from assistant.language.normalise import normalise
from assistant.roles.compare import Side
from assistant.roles.mentions import RoleNames
from assistant.roles.named import PLACES, Named
from assistant.roles.rules import rule
from assistant.roles.typing_errors import NameRepair


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleQuestion:
    """A question as understood. No side and a task: whose task it is; two or more sides: a comparison."""

    text: str
    sides: tuple[Side, ...] = ()
    task: Task | None = None
    more_tasks: tuple[Task, ...] = ()
    """Tasks that are named together with `task`."""
    scheme: Scheme | None = None
    """The scheme of a question that names no actor."""
    words: frozenset[str] = frozenset()
    """Content words that are neither a side nor words of asking: duties that say them come first."""
    misread: tuple[tuple[str, str], ...] = ()
    """Typing errors: what was written, and the name that it was taken for."""
    unknown: str = ""
    """What is asked about and no actor is called; `nearest` are up to three actors with a name like it."""
    nearest: tuple[Actor, ...] = ()
    general: bool = False
    """It asks for the role itself and for no detail of it, and names it without a typing error."""


class RoleReader:
    """Reads questions with the names of one table."""

    def __init__(self, table: RoleTable) -> None:
        self._table = table
        self._names = RoleNames.of(table)
        self._actors = {actor.id: actor for actor in table.actors}
        self._tasks = {task.id: task for task in table.tasks}
        self._repair = NameRepair(table)

    def read(self, question: str) -> RoleQuestion:
        """What `question` asks."""
        repaired = self._repair(normalise(question))
        text = repaired.text
        found = Named(self._table, self._names, self._tasks, text)
        found.misread = repaired.misread
        found.see_through_typing_errors()
        sides = found.sides() or self._implied(found)
        task = found.task
        if not sides and task is None:
            name, nearest = found.unknown_actor()
            return RoleQuestion(text=text, unknown=name, nearest=nearest, scheme=found.only_scheme,
                                misread=found.misread)  # fmt: skip
        missing = found.unknown_side(sides)
        if missing:
            return RoleQuestion(text=text, unknown=missing[0], nearest=missing[1])
        asks_role = rule("general").search(text) or (not sides and rule("who").search(text))
        apart = len(sides) == 1 and rule("compare").search(text)  # two things that are one here are a detail
        return RoleQuestion(
            text=text, sides=sides, task=task, more_tasks=found.more_tasks, scheme=None if sides else found.only_scheme,
            words=found.words, misread=found.misread,
            general=bool(asks_role) and not apart and not found.misread and not found.details,
        )  # fmt: skip

    def _implied(self, found: Named) -> tuple[Side, ...]:
        sides = []
        for mention in found.schemes:
            actor = self._actors.get(PLACES.get(found.text[mention.end - 1], ""))
            if actor:
                sides.append(Side(actor=actor, scheme=mention.thing))
        return tuple(sides) if rule("general").search(found.text) else ()
