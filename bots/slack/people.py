"""Who a Slack user is on the page: by a table that the administrator keeps, by e-mail, or nobody but themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from assistant.errors import SettingsError
from bots.slack.elements import say
from bots.slack.page_users import PageUser, PageUsers
from bots.slack.place import Place
from bots.web.security.users import ROLES, Role

FILE = "slack_users.yaml"
"""In the data folder: the id of a Slack user, and the name or id of a user of the page, with a role where wanted."""
EmailOf = Callable[[Place], str]
"""The confirmed e-mail address of a member of the workspace, or nothing."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    user: str
    role: Role | None = None


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    users: dict[str, str | _Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose worksheets, runs and private conversations a Slack user works on, and as what. `id` stands in the audit
    log too.
    """

    id: str
    name: str
    role: Role = "user"

    def may(self, role: Role) -> bool:
        """Whether this person has `role` or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)


class People:
    """The table is read once; e-mail addresses are looked up when they are needed."""

    def __init__(self, path: Path, page: PageUsers, email_of: EmailOf | None = None) -> None:
        """
        Raises:
            SettingsError: the file does not have its form.
        """
        self._table = _read(path)
        self._page = page
        self._email_of = email_of

    def person(self, place: Place) -> Person:
        """Who asks in `place`. It may have to ask Slack, so it is not for what has to be acknowledged first."""
        entry = self._table.get(place.user)
        if entry is not None:
            found = self._page.named(entry.user) or PageUser(id=entry.user, name=entry.user)
            return Person(id=found.id, name=found.name, role=entry.role or found.role)
        email = self._email_of(place) if self._email_of else ""
        known = self._page.named(email) if email else None
        if known is None:
            return Person(id=place.who, name=say("member", user=place.user))
        return Person(id=known.id, name=known.name, role=known.role)

    def owner(self, place: Place) -> str:
        """The id of `person`."""
        return self.person(place).id


def _read(path: Path) -> Mapping[str, _Entry]:
    try:
        content = prompts.parse_yaml(path.read_text(encoding="utf-8")) if path.exists() else {"users": {}}
        rows = _Table.model_validate(content).users
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}", name=path.name, reason="users: {U…: …}") from error
    return {user: _Entry(user=row) if isinstance(row, str) else row for user, row in rows.items()}
