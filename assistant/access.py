"""Settings of signing in where others vouch for a person: an OpenID provider, or a trusted reverse proxy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal, get_args
from urllib.parse import urlsplit

from assistant.errors import SettingsError

AUTH_MODES = ("none", "token", "oidc", "header")
Role = Literal["user", "trainer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each role may do what those before it may."""
EVERYBODY = "*"
"""In `RENKEI_ROLES`: whoever has none of the groups named there."""
ACCESS_VARIABLES = frozenset({
    "RENKEI_ROLES", "RENKEI_PUBLIC_URL", "RENKEI_OIDC_ISSUER", "RENKEI_OIDC_CLIENT_ID", "RENKEI_OIDC_CLIENT_SECRET",
    "RENKEI_OIDC_SCOPE", "RENKEI_OIDC_ROLE_CLAIM", "RENKEI_OIDC_NAME_CLAIM", "RENKEI_PROXIES", "RENKEI_HEADER_USER",
    "RENKEI_HEADER_NAME", "RENKEI_HEADER_ROLES",
})  # fmt: skip
_NEEDED = {
    "oidc": ("RENKEI_OIDC_ISSUER", "RENKEI_OIDC_CLIENT_ID", "RENKEI_PUBLIC_URL"),
    "header": ("RENKEI_PROXIES",),
}

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Each field is one `RENKEI_…` variable; see docs/settings.md."""

    roles: tuple[tuple[str, str], ...] = tuple((role, role) for role in ROLES)
    """(group, role) in the order given (`RENKEI_ROLES`, `group=role` separated by commas)."""
    public_url: str = ""
    """Where browsers reach the page, without a slash at the end (`RENKEI_PUBLIC_URL`)."""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_scope: str = "openid profile"
    oidc_role_claim: str = "roles"
    """Claim with the groups; a dot leads into an object, as in `realm_access.roles`."""
    oidc_name_claim: str = "name"
    proxies: tuple[Network, ...] = ()
    """Whose headers are believed (`RENKEI_PROXIES`, addresses or CIDR, separated by commas)."""
    header_user: str = "X-Forwarded-User"
    header_name: str = "X-Forwarded-Preferred-Username"
    header_roles: str = "X-Forwarded-Groups"


def read_access(given: Mapping[str, str], auth: str) -> Access:
    """The settings out of `RENKEI_…` variables.

    Raises:
        SettingsError: a variable that `auth` needs is missing, or a value cannot be used.
    """
    for name in _NEEDED.get(auth, ()):
        if not given.get(name, "").strip():
            raise SettingsError(f"RENKEI_AUTH={auth} needs {name}", name=name, reason="missing", auth=auth)
    plain = Access()
    return Access(
        roles=_roles(given["RENKEI_ROLES"]) if given.get("RENKEI_ROLES") else plain.roles,
        public_url=_secure_address("RENKEI_PUBLIC_URL", given),
        oidc_issuer=_secure_address("RENKEI_OIDC_ISSUER", given),
        oidc_client_id=given.get("RENKEI_OIDC_CLIENT_ID", ""),
        oidc_client_secret=given.get("RENKEI_OIDC_CLIENT_SECRET", ""),
        oidc_scope=given.get("RENKEI_OIDC_SCOPE") or plain.oidc_scope,
        oidc_role_claim=given.get("RENKEI_OIDC_ROLE_CLAIM") or plain.oidc_role_claim,
        oidc_name_claim=given.get("RENKEI_OIDC_NAME_CLAIM") or plain.oidc_name_claim,
        proxies=tuple(_network(text) for text in _parts(given.get("RENKEI_PROXIES", ""))),
        header_user=given.get("RENKEI_HEADER_USER") or plain.header_user,
        header_name=given.get("RENKEI_HEADER_NAME") or plain.header_name,
        header_roles=given.get("RENKEI_HEADER_ROLES") or plain.header_roles,
    )


def _parts(value: str) -> Sequence[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _roles(value: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in _parts(value):
        group, _, role = part.rpartition("=")  # a group may hold an equals sign itself
        if not group.strip() or role.strip() not in ROLES:
            raise SettingsError(f"RENKEI_ROLES: {part!r}", name="RENKEI_ROLES", reason=f"group={'|'.join(ROLES)}")
        pairs.append((group.strip(), role.strip()))
    return tuple(pairs)


def _network(text: str) -> Network:
    try:
        network = ip_network(text)
    except ValueError as error:
        raise _not_addresses(text) from error
    if not network.prefixlen:  # everybody's address is no list of trusted ones
        raise _not_addresses(text)
    return network


def _not_addresses(text: str) -> SettingsError:
    return SettingsError(f"RENKEI_PROXIES: {text!r}", name="RENKEI_PROXIES", reason="192.0.2.10, 198.51.100.0/24")


def _secure_address(name: str, given: Mapping[str, str]) -> str:
    """An https address (http on loopback only) without the slash at its end, or nothing."""
    address = given.get(name, "").strip().rstrip("/")
    if not address:
        return ""
    parts = urlsplit(address)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    safe = parts.scheme == "https" or (local and parts.scheme == "http")
    if not safe or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(f"{name}={address!r}", name=name, reason="https://…")
    return address
