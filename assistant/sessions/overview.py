"""What a trainer sees of a group at a glance: runs by person and partner, points that fail most often, the course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.roleplay.rubric import rubric
from assistant.roleplay.scoring import lost
from assistant.sessions.practice import Practice


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The finished runs of one person with one partner."""

    persona: str
    name: str
    runs: int
    first: int
    last: int
    best: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finished run in the course of a person."""

    practice: str
    at: datetime
    name: str
    """Of the partner."""
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member with at least one shared run."""

    id: str
    going_on: int
    """Runs that are not over."""
    tallies: tuple[Tally, ...]
    """By partner, the one practised with most first."""
    course: tuple[Mark, ...]
    """All finished runs, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A rubric point or a hardening behaviour, in `count` of `runs` finished runs."""

    id: str
    name: str
    count: int
    runs: int
    example: str
    """What one could say instead."""

    @property
    def share(self) -> int:
        """Percent of the runs."""
        return round(100 * self.count / self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole group. Where nobody has finished a run, `missed` and `hardened` are empty."""

    runs: int
    finished: int
    mean: int | None
    people: tuple[Person, ...]
    missed: tuple[Missed, ...]
    """Points that were not met, the most frequent first."""
    hardened: tuple[Missed, ...]
    """Behaviours that hardened the partner, the most frequent first."""


def overview(practices: Sequence[Practice]) -> Overview:
    """The overview of these runs."""
    over = [practice for practice in practices if practice.score is not None]
    scores = [practice.score for practice in over if practice.score is not None]
    owners = dict.fromkeys(practice.head.owner for practice in practices)
    return Overview(
        runs=len(practices), finished=len(over), mean=round(sum(scores) / len(scores)) if scores else None,
        people=tuple(_person(owner, [p for p in practices if p.head.owner == owner]) for owner in owners),
        missed=_missed(over), hardened=_hardened(over),
    )  # fmt: skip


def _person(owner: str, practices: Sequence[Practice]) -> Person:
    in_order = sorted(practices, key=lambda practice: practice.head.created_at)
    course = tuple(
        Mark(practice=p.head.id, at=p.head.created_at, name=p.head.title, score=p.score)
        for p in in_order if p.score is not None
    )  # fmt: skip
    by_persona: dict[str, list[Practice]] = {}
    for practice in in_order:
        if practice.score is not None:
            by_persona.setdefault(practice.run.persona, []).append(practice)
    tallies = [_tally(persona, own) for persona, own in by_persona.items()]
    return Person(id=owner, going_on=sum(p.score is None for p in practices), course=course,
                  tallies=tuple(sorted(tallies, key=lambda tally: -tally.runs)))  # fmt: skip


def _tally(persona: str, practices: Sequence[Practice]) -> Tally:
    scores = [practice.score or 0 for practice in practices]
    return Tally(persona=persona, name=practices[-1].head.title, runs=len(scores), first=scores[0], last=scores[-1],
                 best=max(scores))  # fmt: skip


def _missed(over: Sequence[Practice]) -> tuple[Missed, ...]:
    count = Counter(point for practice in over for point in set(rubric().points) - practice.points)
    rows = [
        Missed(id=key, name=point.name, count=count[key], runs=len(over), example=point.example)
        for key, point in rubric().points.items() if count[key]
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -row.count))


def _hardened(over: Sequence[Practice]) -> tuple[Missed, ...]:
    count = Counter(loss.id for practice in over for loss in lost(practice.run.turns))
    known = rubric().hardening
    return tuple(
        Missed(id=key, name=known[key].name, count=times, runs=len(over), example=known[key].example)
        for key, times in count.most_common()
    )
