"""Practice runs that are kept: each step is written down at the next revision, and only its owner takes it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import prompts
from assistant.errors import Conflict, NotFound, Overloaded, UsageError
from assistant.guard.personal import mask
from assistant.roleplay.debrief import Debrief, Earlier, debrief
from assistant.roleplay.hints import Hint, next_hint
from assistant.roleplay.personas import Persona, persona_of
from assistant.roleplay.play import begin, finish, step
from assistant.roleplay.serial import run_from_json, run_to_json
from assistant.roleplay.values import Run, State
from assistant.roleplay.wording import Word
from assistant.sessions.clock import Clock, now
from assistant.sessions.records import Record, RecordHead, Records
from assistant.sessions.sharing import Share, from_rows, to_rows

KIND = "practice"
_SEEDS = 1_000_000
_LOOKED_BACK = 200
"""Runs among which earlier ones with the same partner are looked for."""
_ALL = 10_000
_TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a run is started with. `consent`: the trainee has read how it is kept and who sees it, and agreed."""

    persona: str
    level: int = 2
    seed: int | None = None
    """None: any, so that two runs differ."""
    minutes: int = 0
    """For the clock beside the conversation; 0 for none. Nothing ends with it."""
    consent: bool = False
    shared: tuple[Share, ...] = ()
    """Who else may read it. The trainee has read who they are and how long, and agreed."""
    own: str = ""
    """A trainer's persona as JSON; it is kept with the run, whatever becomes of it later."""
    worded: bool = False
    """Lines may be put into a chat model's words. The trainee has read which one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One kept run. What the trainee said is masked before anything else is done with it."""

    head: RecordHead
    run: Run
    hints: tuple[str, ...] = ()
    """Ids of the points for which a hint was given, in order."""
    minutes: int = 0
    score: int | None = None
    """0-100, None until the run is over."""
    points: frozenset[str] = frozenset()
    """Rubric points met, once it is over."""
    shared: tuple[Share, ...] = ()
    own: str = ""
    """A trainer's persona as JSON, as it was at the start; empty for one that comes with renkei."""
    worded: bool = False

    @property
    def persona(self) -> Persona:
        """The partner."""
        return persona_of(self.run.persona, self.own)

    def open_to(self, user: str, at: datetime) -> bool:
        """Whether `user` may read it: its owner, and trainers that the owner consented to."""
        return user == self.head.owner or any(share.open_to(user, at) for share in self.shared)

    @property
    def over(self) -> bool:
        """Its debrief is due."""
        return self.run.state is State.DEBRIEF


class Practices:
    """The runs of a database. Methods that change a run take the revision that its caller has seen."""

    def __init__(self, records: Records, word: Word | None = None, clock: Clock = now) -> None:
        """`word` puts lines into other words in runs that allow it."""
        self._records = records
        self._word = word
        self._clock = clock

    def start(self, owner: str, wanted: Wanted) -> Practice:
        """A new run in which the partner has spoken.

        Raises:
            UsageError: there is no such partner or level, or no consent.
        """
        if not wanted.consent:
            raise UsageError("no consent", hint=prompts.text("roleplay/practice", "problem.consent"))
        persona = persona_of(wanted.persona, wanted.own)
        seed = secrets.randbelow(_SEEDS) if wanted.seed is None else wanted.seed
        run = begin(persona, level=wanted.level, seed=seed)
        body = _body(Practice(head=_NOBODY, run=run, minutes=wanted.minutes, shared=wanted.shared, own=wanted.own,
                              worded=wanted.worded))  # fmt: skip
        return _practice(self._records.create(KIND, owner=owner, title=persona.name, body=body))

    def get(self, practice_id: str, *, owner: str | None) -> Practice:
        """The run as it is now; with `owner=None` whoever it belongs to, for a caller that looks at `open_to`.

        Raises:
            NotFound: there is none, or it is another's.
        """
        return _practice(self._records.get(KIND, practice_id, owner=owner))

    def readable(self, practice_id: str, user: str) -> Practice:
        """A run of the user's own, or one that its owner consented to show them.

        Raises:
            NotFound: there is none, or it is not theirs to read.
        """
        practice = self.get(practice_id, owner=None)
        if not practice.open_to(user, self._clock()):
            raise NotFound(f"{KIND} {practice_id!r} is another's", kind=KIND, name=practice_id)
        return practice

    def shown_to(self, trainer: str, members: Iterable[str], group: str) -> list[Practice]:
        """The runs of `members` that were shared with `group` and that `trainer` may read now, the latest first."""
        at = self._clock()
        found = [
            practice for member in dict.fromkeys(members) for practice in self.all(member, _LOOKED_BACK)
            if any(share.group == group and share.open_to(trainer, at) for share in practice.shared)
        ]  # fmt: skip
        return sorted(found, key=lambda practice: practice.head.created_at, reverse=True)

    def withdraw(self, owner: str, *, practice_id: str = "", group: str = "") -> int:
        """Take consent back: of one run, or of all runs of `owner`; of one group, or of all. How many runs it was.

        Raises:
            NotFound: there is no such run, or it is another's.
            Overloaded: the run is being changed all the time.
        """
        ids = [practice_id] if practice_id else [h.id for h in self._records.heads(KIND, owner=owner, limit=_ALL)]
        return sum(self._withdrawn(found, owner, group) for found in ids)

    def _withdrawn(self, practice_id: str, owner: str, group: str) -> bool:
        for _ in range(_TRIES):
            record = self._records.get(KIND, practice_id, owner=owner)
            practice = _practice(record)
            kept = tuple(share for share in practice.shared if group and share.group != group)
            if kept == practice.shared:
                return False
            with suppress(Conflict):  # something was said in this moment: look again
                self._records.save(record, body=_body(replace(practice, shared=kept)))
                return True
        raise Overloaded(f"{KIND} {practice_id!r} is being changed all the time", seconds=1)

    def say(self, practice_id: str, owner: str, revision: int, utterance: str) -> Practice:
        """The run after `utterance`, personal information masked, and the partner's reply.

        Raises:
            NotFound, Conflict: as `Records`.
            UsageError: the utterance is empty or too long, or the run is over.
        """
        record, practice = self._seen(practice_id, owner, revision)
        _going_on(practice)
        masked = mask(utterance, people=None).text
        word = self._word if practice.worded else None
        return self._save(record, replace(practice, run=step(practice.run, masked, practice.persona, word)))

    def hint(self, practice_id: str, owner: str, revision: int) -> tuple[Practice, Hint | None]:
        """The next hint, None where there is no more to say, and the run that remembers it.

        Raises:
            NotFound, Conflict: as `Records`.
            UsageError: the run is over.
        """
        record, practice = self._seen(practice_id, owner, revision)
        _going_on(practice)
        found = next_hint(practice.run, practice.hints, practice.persona)
        if found is None:
            return practice, None
        return self._save(record, replace(practice, hints=(*practice.hints, found.point))), found

    def finish(self, practice_id: str, owner: str, revision: int) -> Practice:
        """The run with its debrief due; one that is over stays as it is.

        Raises:
            NotFound, Conflict: as `Records`.
        """
        record, practice = self._seen(practice_id, owner, revision)
        return practice if practice.over else self._save(record, replace(practice, run=finish(practice.run)))

    def all(self, owner: str | None, limit: int = 100) -> Sequence[Practice]:
        """The runs of `owner` (None: everybody's), the latest first."""
        return self._of(self._records.heads(KIND, owner=owner, limit=limit))

    def debrief(self, practice: Practice) -> Debrief:
        """The debrief, compared with the owner's earlier runs with the same partner.

        Raises:
            UsageError: the run is not over.
        """
        if not practice.over:
            raise UsageError("the run goes on", hint=prompts.text("roleplay/practice", "problem.not_over"))
        this = practice.head
        heads = self._records.heads(KIND, owner=this.owner, limit=_LOOKED_BACK)
        before = self._of(head for head in heads if head.title == this.title and head.created_at < this.created_at)
        earlier = [
            Earlier(score=other.score, points=other.points)
            for other in sorted(before, key=lambda other: other.head.created_at)
            if other.score is not None
        ]
        return debrief(practice.run, practice.persona, earlier=earlier)

    def delete(self, practice_id: str, owner: str) -> None:
        """Remove it with everything that was said.

        Raises:
            NotFound: there is none, or it is another's.
        """
        self._records.delete(KIND, practice_id, owner=owner)

    def _of(self, heads: Iterable[RecordHead]) -> list[Practice]:
        found = []
        for head in heads:
            with suppress(NotFound):  # its owner removed it in this moment
                found.append(self.get(head.id, owner=None))
        return found

    def _seen(self, practice_id: str, owner: str, revision: int) -> tuple[Record, Practice]:
        record = self._records.get(KIND, practice_id, owner=owner)
        if record.head.revision != revision:
            raise Conflict(f"{KIND} {practice_id!r} is at revision {record.head.revision}, not {revision}",
                           kind=KIND, name=record.head.title, revision=record.head.revision)  # fmt: skip
        return record, _practice(record)

    def _save(self, record: Record, practice: Practice) -> Practice:
        if practice.over:
            summary = debrief(practice.run, practice.persona).summary()
            practice = replace(practice, score=summary.score, points=summary.points)
        return _practice(self._records.save(record, body=_body(practice)))


_NOBODY = RecordHead(kind=KIND, id="", owner="", title="", revision=0, created_at=datetime.min, updated_at=datetime.min)


def _going_on(practice: Practice) -> None:
    if practice.over:
        raise UsageError("the run is over", hint=prompts.text("roleplay/practice", "problem.over"))


def _body(practice: Practice) -> dict[str, Any]:
    return {
        "run": json.loads(run_to_json(practice.run)),
        "hints": list(practice.hints),
        "minutes": practice.minutes,
        "score": practice.score,
        "points": sorted(practice.points),
        "shared": to_rows(practice.shared),
        "own": practice.own,
        "worded": practice.worded,
    }


def _practice(record: Record) -> Practice:
    body: Mapping[str, Any] = record.body
    return Practice(
        head=record.head, run=run_from_json(json.dumps(body["run"])), hints=tuple(body["hints"]),
        minutes=body["minutes"], score=body["score"], points=frozenset(body["points"]),
        shared=from_rows(body.get("shared", ())), own=body.get("own", ""), worded=body.get("worded", False),
    )  # fmt: skip
