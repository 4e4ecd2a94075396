"""What the partner says: a line chosen by state, concern, attitude, level and seed. Nothing is said twice in a run."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.roleplay.patterns import MANNER, alternation
from assistant.roleplay.personas import LISTENS, Concern, Line, Persona
from assistant.roleplay.values import Entry, Features, Outcome, Run, Status

_LINGERS = 2
"""Lines in a row about one open concern before the partner turns to another."""
_NEAR = {1: (1, 2), 2: (1, 2, 3), 3: (2, 3)}
_ASKS_GENERALLY = alternation(MANNER["asks_generally"])
_TURNS_BACK = alternation(MANNER["turns_back"], end=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A line and the concern that it speaks of, if any."""

    line: Line
    concern: str = ""


def open_up(persona: Persona, run: Run) -> Line:
    """How the partner begins."""
    return _choose(run, [line for line in persona.opening if line.level == run.level])


def close(persona: Persona, run: Run, outcome: Outcome) -> Reply:
    """How the partner takes leave."""
    fresh = _fresh(run, persona.closing[outcome])
    return Reply(line=_choose(run, fresh or _anything(persona, run)))


def reply(persona: Persona, run: Run, features: Features, before: Sequence[Entry], said: str) -> Reply:
    """The partner's answer in the dialogue to what was `said`. `run` holds the ledger after it, `before` the last one.

    What just changed comes first: a behaviour that hurt, a concern that was met; then what was asked for or put forward
    (ten minutes at the board, a trial) has its own answer; then a concern that was eased. Otherwise the
    partner speaks of what the trainee touched or asked for, and at level 3 keeps the rest to itself until asked.
    A question eases nobody: it is answered with the worry that it asks after.
    """
    for hit in features.hardening:
        fresh = _fresh(run, persona.reactions[hit.id])
        if fresh:
            return Reply(line=_choose(run, fresh))
    if _only_greets(run, features, before):
        welcome = _fresh(run, (line for line in persona.opening if line.level == run.level))
        if welcome:
            return Reply(line=_choose(run, welcome))
    focus = run.used[-1].partition(".")[0] if run.used else ""
    changed = [now for was, now in zip(before, run.ledger, strict=True) if was.status is not now.status]
    changed.sort(key=lambda entry: entry.concern != focus)  # what was just spoken of is answered first
    moved = [entry for entry in changed if not _only_asked_after(persona.concern(entry.concern), entry, features)]
    return (
        _moved(persona, run, moved, (Status.HARDENED, Status.CLOSED))
        or _answered(persona, run, features)
        or _moved(persona, run, moved, (Status.SOFTENED,))
        or _unchanged(persona, run, features, before, said)
    )


def _moved(persona: Persona, run: Run, changed: Sequence[Entry], statuses: Sequence[Status]) -> Reply | None:
    """About the first of the concerns that have just come to one of `statuses`."""
    for status in statuses:
        for entry in changed:
            if entry.status is status:
                return _about(persona, run, persona.concern(entry.concern), status)
    return None


def _answered(persona: Persona, run: Run, features: Features) -> Reply | None:
    """A line of the persona to what was asked for or put forward, while it has one that was not said yet."""
    for want in features.wants:
        fresh = _fresh(run, persona.answers.get(want, ()))
        if fresh:
            return Reply(line=_choose(run, fresh))
    return None


def _only_asked_after(concern: Concern, entry: Entry, features: Features) -> bool:
    """The concern was eased by being asked about, and by nothing that was said towards it."""
    return entry.status is Status.SOFTENED and features.asks and not (features.held - {LISTENS}) & concern.meets


def _only_greets(run: Run, features: Features, before: Sequence[Entry]) -> bool:
    """The trainee has only said good day: no worry is told to somebody who has not come to the point yet."""
    return features.greets and not run.turns and not features.held and run.ledger == tuple(before)


def _unchanged(persona: Persona, run: Run, features: Features, before: Sequence[Entry], said: str) -> Reply:
    left = [entry for entry in run.ledger if entry.status is not Status.CLOSED]
    if not left:
        return _about(persona, run, persona.concern(_least_spoken(run, run.ledger).concern), Status.CLOSED)
    asked = LISTENS in features.held or features.asks
    meant = _asked_after(persona, run, left, said) if features.asks else None
    chosen = meant or _touched(left, run.ledger, before) or _next(run, left, asked=asked)
    if chosen is None:
        fresh = _fresh(run, persona.reserved)
        if fresh:
            return Reply(line=_choose(run, fresh))
        chosen = left[0]
    concern = persona.concern(chosen.concern)
    if features.asks:
        return _about(persona, run, concern, Status.OPEN, answering=True)
    # Taken up, or speaking of it for the first time, the partner says what the worry is, not how cross it is.
    plainly = not _spoken(run, chosen) or (asked and chosen.status is Status.HARDENED)
    return _about(persona, run, concern, Status.OPEN if plainly else chosen.status)


def _asked_after(persona: Persona, run: Run, left: Sequence[Entry], said: str) -> Entry | None:
    """The concern that a question means: the one that it names, else the one that the partner has just spoken of.

    None for a question about anything at all (what worries you, what do you think) that names none, and where the
    partner has spoken of that one long enough.
    """
    focus = run.used[-1].partition(".")[0] if run.used else ""
    named = {entry.concern: sum(word in said for word in persona.concern(entry.concern).topic) for entry in left}
    meant = max(left, key=lambda entry: (named[entry.concern], entry.concern == focus))
    if _ASKS_GENERALLY.search(said):
        return meant if named[meant.concern] and not _lingered(run, [meant]) else None
    return meant if named[meant.concern] or meant.concern == focus else None


def _touched(left: Sequence[Entry], now: Sequence[Entry], before: Sequence[Entry]) -> Entry | None:
    """The first concern that the trainee has just brought up."""
    new = {after.concern for was, after in zip(before, now, strict=True) if after.voiced and not was.voiced}
    return next((entry for entry in left if entry.concern in new), None)


def _next(run: Run, left: Sequence[Entry], *, asked: bool) -> Entry | None:
    """The concern to speak of next; None where the partner would rather keep its own counsel."""
    silent = [entry for entry in left if not entry.voiced]
    known = [entry for entry in left if entry.voiced]
    pressing = [entry for entry in known if entry.status is not Status.SOFTENED]
    if silent and (asked or (run.level < 3 and (not pressing or _lingered(run, pressing)))):
        return silent[0]
    if pressing or not silent:
        return _least_spoken(run, pressing or known)
    return None


def _lingered(run: Run, known: Sequence[Entry]) -> bool:
    recent = [line.partition(".")[0] for line in run.used[-_LINGERS:]]
    return len(recent) == _LINGERS and all(name in {e.concern for e in known} for name in recent)


def _least_spoken(run: Run, entries: Iterable[Entry]) -> Entry:
    return min(entries, key=lambda entry: _spoken(run, entry))


def _spoken(run: Run, entry: Entry) -> int:
    return sum(line.partition(".")[0] == entry.concern for line in run.used)


def _about(persona: Persona, run: Run, concern: Concern, status: Status, *, answering: bool = False) -> Reply:
    """A line about `concern`; `answering` a question, rather one that tells than one that asks back."""
    fresh = _fresh(run, concern.lines[status])
    near = [line for line in fresh if line.level in _NEAR[run.level]]
    told = [line for line in near if not _TURNS_BACK.search(line.text)] if answering else []
    line = _choose(run, told or near or fresh or _anything(persona, run))
    return Reply(line=line, concern=concern.id if line.id.startswith(f"{concern.id}.") else "")


def _anything(persona: Persona, run: Run) -> list[Line]:
    """Reserved lines, then open ones of any concern: a run cannot last long enough to use them all up."""
    said = [*persona.reserved, *(line for c in persona.concerns for line in c.lines[Status.OPEN])]
    return _fresh(run, said)


def _fresh(run: Run, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.id not in run.used]


def _choose(run: Run, lines: Sequence[Line]) -> Line:
    chance = random.Random(f"{run.persona}:{run.level}:{run.seed}:{len(run.used)}")
    return chance.choice(lines)
