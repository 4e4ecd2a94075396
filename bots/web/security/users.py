"""Who asks: a user with a role. Where nobody signs in there is one local user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from assistant.access import ROLES as ROLES
from assistant.access import Role as Role


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may use this installation."""

    id: str
    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this user has `role` or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)


LOCAL = User(id="local", name="local", role="admin")
"""The one user of an installation that serves its own machine only."""


async def user_of(request: Request) -> User:
    """Who sent `request`; the gate lets nobody in without one."""
    user: User = request.state.user
    return user


Who = Annotated[User, Depends(user_of)]
