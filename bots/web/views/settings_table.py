"""Settings in force as a table: every field, its variable and its value, secrets hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import prompts
from assistant.settings import Settings

_USER_IN_ADDRESS = re.compile(r"(?<=//)[^/@\s]+@")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting. `value` is empty where nothing is set; of a secret only `is_set` is told."""

    variable: str
    meaning: str
    value: str
    secret: bool
    is_set: bool


def settings_table(settings: Settings) -> list[SettingRow]:
    """All settings, those of a part (such as signing in) in its place. A field that hides in `repr` is a secret."""
    meanings = prompts.load("ui/admin")["settings"]
    return [_row(name, value, secret, meanings) for name, value, secret in _fields(settings)]


def _fields(part: Any) -> Iterator[tuple[str, Any, bool]]:
    for field in fields(part):
        value = getattr(part, field.name)
        if is_dataclass(value):
            yield from _fields(value)
        else:
            yield f"RENKEI_{field.name.upper()}", value, not field.repr


def _row(name: str, value: Any, secret: bool, meanings: dict[str, str]) -> SettingRow:
    return SettingRow(
        variable=name, meaning=str(meanings.get(name, "")), secret=secret, is_set=value not in ("", ()),
        value="" if secret else _USER_IN_ADDRESS.sub("***@", _text(value)),
    )  # fmt: skip


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join("=".join(part) if isinstance(part, tuple) else str(part) for part in value)
    return str(value)
