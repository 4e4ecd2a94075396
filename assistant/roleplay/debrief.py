"""The debrief of a run: every point with the trainee's own words and the passage behind it, and what to try next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import prompts
from assistant.knowledge.catalog import read_catalog
from assistant.resources import corpus_root
from assistant.roleplay.ledger import outcome
from assistant.roleplay.personas import Persona, find_persona
from assistant.roleplay.rubric import rubric
from assistant.roleplay.scoring import Earned, Lost, earned, lost, score
from assistant.roleplay.values import Outcome, Run, Slip, Source, Status

_WORKED = 3
_MET = 2
_TO_TRY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rubric point."""

    point: str
    name: str
    score: int
    """0-3."""
    quote: str
    """The trainee's own words; empty exactly where the score is 0."""
    used: str
    """What the passage says that could have been used, in our words."""
    place: str
    """Short title and section, as shown."""
    source: Source
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardened:
    """A behaviour that hardened the partner, with what to say instead."""

    behaviour: str
    name: str
    quote: str
    turn: int
    why: str
    example: str
    place: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One thing to try next time."""

    point: str
    """Id of a rubric point or of a hardening behaviour."""
    name: str
    why: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worry:
    """A concern of the partner, told after the run: name, how it ended, whether it came up."""

    concern: str
    name: str
    status: Status
    voiced: bool
    place: str
    """Where a document bears out a way of meeting it."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """One point of the plot of the partner's attitude; turn 0 is the opening."""

    turn: int
    mood: int
    """-100 to 100."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """This run against earlier ones of the same trainee."""

    runs: int
    """How many earlier runs there were."""
    last: int
    best: int
    change: int
    """Against the last one."""
    gained: tuple[str, ...]
    """Points met now and not in the last run."""
    missed: tuple[str, ...]
    """Points met in the last run and not now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is kept of an earlier run for a comparison."""

    score: int
    points: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """Everything that a trainee and a trainer read after a run."""

    persona: str
    name: str
    score: int
    """0-100."""
    outcome: Outcome
    rows: tuple[Row, ...]
    hardening: tuple[Hardened, ...]
    worked: tuple[Row, ...]
    """The best rows that were met, at most three: what was only touched is no success yet."""
    to_try: tuple[Suggestion, ...]
    """At most two."""
    slips: tuple[Slip, ...]
    worries: tuple[Worry, ...]
    course: tuple[Mood, ...]
    comparison: Comparison | None

    def summary(self) -> Earlier:
        """What to keep for the comparison with a later run."""
        return Earlier(score=self.score, points=frozenset(row.point for row in self.rows if row.score))


def debrief(run: Run, persona: Persona | None = None, *, earlier: Sequence[Earlier] = ()) -> Debrief:
    """The debrief of `run` as it stands; `earlier` are this trainee's runs before, oldest first."""
    persona = persona or find_persona(run.persona)
    gained, cost = earned(run.turns), lost(run.turns)
    rows = tuple(_row(point) for point in gained)
    total = score(persona, run.turns)
    slips = {slip.id: slip for turn in run.turns for slip in turn.features.slips}
    met = [row for row in rows if row.score >= _MET]
    best = sorted(met, key=lambda row: (-row.score, -_weight(persona, row.point)))
    return Debrief(
        persona=persona.id,
        name=persona.name,
        score=total,
        outcome=run.outcome or outcome(run.ledger),
        rows=rows,
        hardening=tuple(_hardened(loss) for loss in cost),
        worked=tuple(best[:_WORKED]),
        to_try=_to_try(persona, run, gained, cost),
        slips=tuple(slips.values()),
        worries=tuple(_worry(persona, run, number) for number in range(len(run.ledger))),
        course=tuple(
            Mood(turn=number, mood=value, label=mood_label(value))
            for number, value in enumerate([persona.mood, *(turn.mood for turn in run.turns)])
        ),
        comparison=_comparison(total, rows, earlier),
    )


def mood_label(value: int) -> str:
    """A mood from -100 to 100 in words."""
    return next(str(row["label"]) for row in prompts.load("roleplay/messages")["mood"] if value >= row["from"])


def _row(point: Earned) -> Row:
    known = rubric().points[point.id]
    return Row(point=point.id, name=known.name, score=point.level, quote=point.quote, used=known.used,
               place=place(known.source), source=known.source, turn=point.turn)  # fmt: skip


def _hardened(loss: Lost) -> Hardened:
    known = rubric().hardening[loss.id]
    return Hardened(behaviour=loss.id, name=known.name, quote=loss.quote, turn=loss.turn, why=known.explanation,
                    example=known.example, place=place(known.source), source=known.source)  # fmt: skip


def _worry(persona: Persona, run: Run, number: int) -> Worry:
    entry = run.ledger[number]
    concern = persona.concern(entry.concern)
    said = [way for way in concern.closed_by if way.needs <= entry.met]
    source = (said or concern.closed_by)[0].source
    return Worry(concern=concern.id, name=concern.name, status=entry.status, voiced=entry.voiced,
                 place=place(source), source=source)  # fmt: skip


def _to_try(persona: Persona, run: Run, gained: Sequence[Earned], cost: Sequence[Lost]) -> tuple[Suggestion, ...]:
    """First the costliest behaviour, then the missing points that would move what still worries the partner."""
    found: list[Suggestion] = []
    if cost:
        worst = rubric().hardening[max(cost, key=lambda loss: loss.penalty).id]
        name = prompts.text("roleplay/messages", "debrief.instead", name=worst.name)
        found.append(Suggestion(point=worst.id, name=name, why=worst.explanation, example=worst.example))
    left = [persona.concern(e.concern) for e in run.ledger if e.status is not Status.CLOSED]
    wanted = frozenset().union(*(concern.meets for concern in left))
    missing = sorted(
        (point for point in gained if point.level < _MET),
        key=lambda point: (point.level, point.id not in wanted, -_weight(persona, point.id)),
    )
    for point in missing[: _TO_TRY - len(found)]:
        known = rubric().points[point.id]
        found.append(Suggestion(point=known.id, name=known.name, why=known.explanation, example=known.example))
    return tuple(found)


def _weight(persona: Persona, point_id: str) -> float:
    return rubric().points[point_id].weight * persona.emphasis.get(point_id, 1.0)


def _comparison(total: int, rows: Sequence[Row], earlier: Sequence[Earlier]) -> Comparison | None:
    if not earlier:
        return None
    last = earlier[-1]
    now = frozenset(row.point for row in rows if row.score)
    order = [row.point for row in rows]
    return Comparison(
        runs=len(earlier),
        last=last.score,
        best=max(run.score for run in earlier),
        change=total - last.score,
        gained=tuple(sorted(now - last.points, key=order.index)),
        missed=tuple(sorted((p for p in last.points - now if p in order), key=order.index)),
    )


def place(source: Source) -> str:
    """Short title and section of a source, as shown to a reader."""
    return f"{_short_titles().get(source.document, source.document)} {source.section}"


@cache
def _short_titles() -> dict[str, str]:
    entries = read_catalog(corpus_root() / "catalog.toml").entries
    return {key: entry.short for key, entry in entries.items()}
