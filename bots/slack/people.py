"""Who a Slack user is on the page: by a table that the administrator keeps, or nobody but themselves."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from assistant.errors import SettingsError
from bots.slack.place import Place

FILE = "slack_users.yaml"
"""In the data folder: the id of a Slack user, and the id of a user of the page (`renkei token list`)."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    users: dict[str, str]


class People:
    """The table, read once."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            SettingsError: the file does not have its form.
        """
        try:
            content = prompts.parse_yaml(path.read_text(encoding="utf-8")) if path.exists() else {"users": {}}
            self._users = _Table.model_validate(content).users
        except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: {error}", name=path.name, reason="users: {U…: …}") from error

    def owner(self, place: Place) -> str:
        """Whose worksheets and runs the user works on."""
        return self._users.get(place.user, place.who)
