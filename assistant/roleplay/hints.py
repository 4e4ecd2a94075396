"""A hint in the middle of a run: which point would help now. It names no worry and no sentence to say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.roleplay.debrief import place
from assistant.roleplay.personas import Persona, find_persona
from assistant.roleplay.rubric import rubric
from assistant.roleplay.scoring import earned
from assistant.roleplay.values import Run, Source, Status

_MET = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One point of the rubric that has not been met yet."""

    point: str
    name: str
    text: str
    """What to do, in a sentence."""
    used: str
    """What the passage says, in our words."""
    place: str
    source: Source


def hint_for(point_id: str) -> Hint:
    """The hint of a point.

    Raises:
        KeyError: the rubric has no such point.
    """
    known = rubric().points[point_id]
    return Hint(point=known.id, name=known.name, text=known.explanation, used=known.used, place=place(known.source),
                source=known.source)  # fmt: skip


def next_hint(run: Run, given: Collection[str], persona: Persona | None = None) -> Hint | None:
    """The next hint, never one of `given` (ids of points); None where all have been met or given.

    What moves a worry that is on the table comes first, then what weighs most with this partner.
    """
    persona = persona or find_persona(run.persona)
    missing = [point.id for point in earned(run.turns) if point.level < _MET and point.id not in given]
    on_table = [persona.concern(e.concern) for e in run.ledger if e.voiced and e.status is not Status.CLOSED]
    wanted = frozenset().union(*(concern.meets for concern in on_table))
    order = sorted(missing, key=lambda point: (point not in wanted, -_weight(persona, point)))
    return hint_for(order[0]) if order else None


def _weight(persona: Persona, point_id: str) -> float:
    return rubric().points[point_id].weight * persona.emphasis.get(point_id, 1.0)
