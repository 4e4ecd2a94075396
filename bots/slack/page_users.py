"""Users of the page by the name under which they sign in there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bots.web.security.people import person
from bots.web.security.tokens import TokenStore
from bots.web.security.users import LOCAL, Role

_ID = re.compile(r"(?:oidc|header)-[0-9a-f]{24}")
_ANYBODY = (("*", "user"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUser:
    """A user of the page, as far as Slack needs to know."""

    id: str
    name: str
    role: Role = "user"


class PageUsers:
    """`named` finds a user as RENKEI_AUTH wants: a token by its id or name; the user that a proxy names; the subject
    of the OpenID provider `issuer`.
    """

    def __init__(self, auth: str, tokens: TokenStore, issuer: str = "") -> None:
        finders: dict[str, Callable[[str], PageUser | None]] = {
            "token": self._by_token, "header": self._by_header, "oidc": self._by_oidc,
        }  # fmt: skip
        self._find = finders.get(auth, _only_local)
        self._tokens = tokens
        self._issuer = issuer

    def named(self, name: str) -> PageUser | None:
        """The user of that name, or with that id; None where the page knows nobody of that name."""
        return self._find(name)

    def _by_token(self, name: str) -> PageUser | None:
        token = self._tokens.by_id(name)
        if token is None:
            found = [other for other in self._tokens.all() if other.name.casefold() == name.casefold()]
            token = found[0] if len(found) == 1 else None  # of two people with one name, neither is chosen
        return PageUser(id=token.id, name=token.name, role=token.role) if token else None

    def _by_header(self, name: str) -> PageUser:
        return _vouched_for("header", name, name)

    def _by_oidc(self, name: str) -> PageUser:
        return _vouched_for("oidc", name, f"{self._issuer} {name}")


def _vouched_for(kind: str, name: str, subject: str) -> PageUser:
    if _ID.fullmatch(name):
        return PageUser(id=name, name=name)
    found = person(kind, subject, name=name, groups=(), roles=_ANYBODY)
    return PageUser(id=found.id, name=found.name)


def _only_local(name: str) -> PageUser | None:
    return PageUser(id=LOCAL.id, name=LOCAL.name, role=LOCAL.role) if name == LOCAL.id else None
