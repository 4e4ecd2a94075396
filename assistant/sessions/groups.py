"""Groups for practice: trainers, members, and the code by which one joins. Being in a group shows nobody anything;
runs are shown by the consent of each trainee (`sessions.sharing`).
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import prompts
from assistant.errors import Conflict, NotFound, Overloaded, UsageError
from assistant.sessions.records import Record, RecordHead, Records

KIND = "group"
LONGEST_NAME = 60
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without letters that are read as another: I, L, O, 0, 1."""
_CODE = 8
_ALL = 1_000
_TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group. Trainers and members are ids of users, in the order in which they came."""

    head: RecordHead
    code: str
    trainers: tuple[str, ...]
    members: tuple[str, ...]
    names: Mapping[str, str]
    """How users who came in were called, by id: a provider that signs people in is not asked for others."""

    @property
    def id(self) -> str:
        """The id under which it is kept."""
        return self.head.id

    @property
    def name(self) -> str:
        """What it is called."""
        return self.head.title


Change = Callable[[Group], Group]


class Groups:
    """The groups of an installation."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def create(self, name: str, trainers: Sequence[str], names: Mapping[str, str] | None = None) -> Group:
        """A new group with a code of its own; `names` are those of the trainers by id, as far as they are known.

        Raises:
            UsageError: the name is empty or too long, or there is no trainer.
        """
        plain = " ".join(name.split())
        if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
            raise UsageError(f"name {name!r}", hint=_hint("name", limit=LONGEST_NAME))
        if not trainers:
            raise UsageError("no trainer", hint=_hint("trainer"))
        body = _body(new_code(), tuple(dict.fromkeys(trainers)), (), names or {})
        return _group(self._records.create(KIND, owner=trainers[0], title=plain, body=body))

    def all(self) -> tuple[Group, ...]:
        """Every group, the one changed last first."""
        return tuple(self.get(head.id) for head in self._records.heads(KIND, owner=None, limit=_ALL))

    def led_by(self, user: str) -> tuple[Group, ...]:
        """The groups that `user` is a trainer of."""
        return tuple(group for group in self.all() if user in group.trainers)

    def joined_by(self, user: str) -> tuple[Group, ...]:
        """The groups that `user` is a member of."""
        return tuple(group for group in self.all() if user in group.members)

    def get(self, group_id: str) -> Group:
        """The group as it is now.

        Raises:
            NotFound: there is none.
        """
        return _group(self._records.get(KIND, group_id, owner=None))

    def led(self, group_id: str, trainer: str | None) -> Group:
        """The group, for one of its trainers; `None` for administrators.

        Raises:
            NotFound: there is none, or `trainer` is none of its trainers.
        """
        group = self.get(group_id)
        if trainer is not None and trainer not in group.trainers:
            raise NotFound(f"group {group_id!r} is another's", kind=KIND, name=group_id)
        return group

    def join(self, code: str, user: str, name: str = "") -> Group:
        """`user` becomes a member by the code, whatever its width, case and hyphens.

        Raises:
            UsageError: no group has this code.
        """
        wanted = folded(code)
        found = next((group for group in self.all() if wanted and folded(group.code) == wanted), None)
        if found is None:
            raise UsageError("no group has this code", hint=_hint("code"))
        return self.add(found.id, user, name)

    def add(self, group_id: str, user: str, name: str = "") -> Group:
        """Assign `user` as a member; one who is stays so.

        Raises:
            NotFound: there is no such group.
        """
        return self._change(group_id, lambda g: replace(g, members=_with(g.members, user), names=_named(g, user, name)))

    def remove(self, group_id: str, user: str) -> Group:
        """Take `user` out.

        Raises:
            NotFound: there is no such group.
        """
        return self._change(group_id, lambda g: replace(g, members=_without(g.members, user)))

    def add_trainer(self, group_id: str, user: str, name: str = "") -> Group:
        """One more trainer. Runs that were shared before were not shared with them.

        Raises:
            NotFound: there is no such group.
        """
        def change(group: Group) -> Group:
            return replace(group, trainers=_with(group.trainers, user), names=_named(group, user, name))

        return self._change(group_id, change)

    def remove_trainer(self, group_id: str, user: str) -> Group:
        """One trainer less; they see nothing of the group from now on.

        Raises:
            NotFound: there is no such group.
            UsageError: it is the last one.
        """
        def change(group: Group) -> Group:
            left = _without(group.trainers, user)
            if not left:
                raise UsageError("the last trainer", hint=_hint("last_trainer"))
            return replace(group, trainers=left)

        return self._change(group_id, change)

    def renew_code(self, group_id: str) -> Group:
        """A new code; the one before opens nothing any more.

        Raises:
            NotFound: there is no such group.
        """
        return self._change(group_id, lambda g: replace(g, code=new_code()))

    def delete(self, group_id: str) -> None:
        """Remove it. Its members keep their runs; nobody else sees them.

        Raises:
            NotFound: there is none.
        """
        self._records.delete(KIND, group_id, owner=None)

    def _change(self, group_id: str, change: Change) -> Group:
        for _ in range(_TRIES):
            record = self._records.get(KIND, group_id, owner=None)
            group = _group(record)
            changed = change(group)
            if changed == group:
                return group
            try:
                body = _body(changed.code, changed.trainers, changed.members, changed.names)
                return _group(self._records.save(record, body=body))
            except Conflict:
                continue  # somebody else joined in this moment
        raise Overloaded(f"group {group_id!r} is being changed all the time", seconds=1)


def new_code() -> str:
    """A code that can be read out: two groups of four letters and digits."""
    made = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
    return f"{made[:4]}-{made[4:]}"


def folded(code: str) -> str:
    """A code as it is compared."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", code).upper() if letter.isalnum())


def _with(users: tuple[str, ...], user: str) -> tuple[str, ...]:
    return users if user in users else (*users, user)


def _without(users: tuple[str, ...], user: str) -> tuple[str, ...]:
    return tuple(other for other in users if other != user)


def _named(group: Group, user: str, name: str) -> Mapping[str, str]:
    return {**group.names, user: name} if name else group.names


def _body(code: str, trainers: tuple[str, ...], members: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    there = {user: name for user, name in names.items() if user in (*trainers, *members)}
    return {"code": code, "trainers": list(trainers), "members": list(members), "names": there}


def _group(record: Record) -> Group:
    body: Mapping[str, Any] = record.body
    return Group(head=record.head, code=body["code"], trainers=tuple(body["trainers"]), members=tuple(body["members"]),
                 names=dict(body.get("names", {})))  # fmt: skip


def _hint(key: str, **values: object) -> str:
    return prompts.text("roleplay/groups", f"hint.{key}", **values)
