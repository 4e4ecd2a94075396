"""Users made of what somebody else says of a person: whose role they have is decided by the groups they are in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import cast

from assistant.access import EVERYBODY
from assistant.errors import SignInFailed
from bots.web.security.users import ROLES, Role, User

_LONGEST_NAME = 60


def person(kind: str, subject: str, *, name: str, groups: Iterable[str], roles: Sequence[tuple[str, str]]) -> User:
    """The user for `subject` as `kind` names them. Their id, which the audit log holds, tells nothing of who they are.

    Raises:
        SignInFailed: no role belongs to these groups.
    """
    role = _highest(set(groups), roles)
    if role is None:
        raise SignInFailed("none of the groups has a role", reason="no_role")
    made = hashlib.sha256(f"{kind}:{subject}".encode()).hexdigest()[:24]
    shown = "".join(letter for letter in name if letter.isprintable()).strip()[:_LONGEST_NAME]
    return User(id=f"{kind}-{made}", name=shown or made[:8], role=role)


def _highest(groups: set[str], roles: Sequence[tuple[str, str]]) -> Role | None:
    held = [role for group, role in roles if group in groups] or [role for group, role in roles if group == EVERYBODY]
    return cast(Role, max(held, key=lambda role: ROLES.index(cast(Role, role)))) if held else None
