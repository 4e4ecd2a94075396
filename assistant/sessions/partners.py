"""Partners that trainers write: drafts that may be unfinished, and what is published to groups of the trainer.

A draft is kept as it was typed. What is published is a copy that passed the check; members practise with the copy, and
each run keeps the copy that it began with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import Conflict
from assistant.roleplay.persona_form import Problem, check
from assistant.roleplay.personas import Persona, persona_from
from assistant.sessions.records import Record, RecordHead, Records

KIND = "partner"
PREFIX = "own-"
"""Of the id under which one is practised with; the record's id follows."""
_ALL = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A trainer's partner. `draft` has the form of a persona file, as far as it was written."""

    head: RecordHead
    draft: Mapping[str, Any]
    published: str = ""
    """The copy that members practise with, as JSON; empty where there is none."""
    groups: tuple[str, ...] = ()
    """Ids of the groups that it was published to."""

    @property
    def persona_id(self) -> str:
        """The id under which one practises with it."""
        return f"{PREFIX}{self.head.id}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the draft."""
        return check(self._named())[1]

    @property
    def text(self) -> str:
        """The draft as JSON, under its id."""
        return json.dumps(self._named(), ensure_ascii=False, sort_keys=True)

    @property
    def changed(self) -> bool:
        """The draft is not what was published."""
        return bool(self.published) and self.published != self.text

    def persona(self) -> Persona:
        """The draft as a partner.

        Raises:
            PersonaFault: it has problems.
        """
        return persona_from(json.loads(self.text), self.head.title)

    def _named(self) -> dict[str, Any]:
        return {**self.draft, "id": self.persona_id}


class Partners:
    """The partners that the trainers of an installation have written."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def create(self, owner: str, draft: Mapping[str, Any]) -> Partner:
        """Keep a new draft."""
        body = {"draft": dict(draft), "published": "", "groups": []}
        return _partner(self._records.create(KIND, owner=owner, title=_title(draft), body=body))

    def get(self, partner_id: str, owner: str | None) -> Partner:
        """The partner as it is now.

        Raises:
            NotFound: there is none, or it is another's.
        """
        return _partner(self._records.get(KIND, partner_id, owner=owner))

    def all(self, owner: str | None) -> list[Partner]:
        """The partners of `owner`, the one changed last first."""
        return [self.get(head.id, None) for head in self._records.heads(KIND, owner=owner, limit=_ALL)]

    def open_to(self, user: str, groups: Sequence[str]) -> list[tuple[str, str, Persona]]:
        """(id, copy to keep, persona) of what `user` may practise with: what was published to one of `groups`, and
        what they write themselves as it is now, as soon as it has no problems.
        """
        found = []
        for partner in self.all(None):
            own = partner.head.owner == user and not partner.problems
            copy = partner.text if own else partner.published
            if own or (partner.published and set(groups) & set(partner.groups)):
                found.append((partner.persona_id, copy, persona_from(json.loads(copy), partner.head.title)))
        return found

    def save(self, partner_id: str, owner: str, revision: int, draft: Mapping[str, Any]) -> Partner:
        """Keep the draft as it is typed now, finished or not. What was published stays as it is.

        Raises:
            NotFound, Conflict: as `Records`; also where the caller has seen another revision.
        """
        record = self._seen(partner_id, owner, revision)
        body = {**record.body, "draft": dict(draft)}
        return _partner(self._records.save(record, body=body, title=_title(draft)))

    def publish(self, partner_id: str, owner: str, revision: int, groups: Sequence[str]) -> Partner:
        """Let the members of `groups` practise with the draft as it is now; no groups: with it no longer.

        Raises:
            PersonaFault: the draft has problems.
            NotFound, Conflict: as `save`.
        """
        record = self._seen(partner_id, owner, revision)
        partner = _partner(record)
        if groups:
            partner.persona()
        body = {**record.body, "published": partner.text if groups else "", "groups": list(groups)}
        return _partner(self._records.save(record, body=body))

    def delete(self, partner_id: str, owner: str) -> None:
        """Remove it. Runs that began with it keep their copy.

        Raises:
            NotFound: there is none, or it is another's.
        """
        self._records.delete(KIND, partner_id, owner=owner)

    def _seen(self, partner_id: str, owner: str, revision: int) -> Record:
        record = self._records.get(KIND, partner_id, owner=owner)
        if record.head.revision != revision:
            raise Conflict(f"{KIND} {partner_id!r} is at revision {record.head.revision}, not {revision}",
                           kind=KIND, name=record.head.title, revision=record.head.revision)  # fmt: skip
        return record


def _title(draft: Mapping[str, Any]) -> str:
    return str(draft.get("name") or "").strip()[:60]


def _partner(record: Record) -> Partner:
    body = record.body
    return Partner(head=record.head, draft=body["draft"], published=body["published"], groups=tuple(body["groups"]))
