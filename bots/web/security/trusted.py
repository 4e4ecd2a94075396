"""Who a trusted reverse proxy says is asking (RENKEI_AUTH=header). Nobody else's headers are read at all."""

from __future__ import annotations

from ipaddress import ip_address

from starlette.requests import Request

from assistant.access import Access
from bots.web.security.people import person
from bots.web.security.users import User


class TrustedProxy:
    """Reads the headers of the proxies that `access` lists."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def user(self, request: Request) -> User | None:
        """Whom the proxy vouches for; None where the caller is no such proxy, or names nobody.

        Raises:
            SignInFailed: no role belongs to the person's groups.
        """
        if not self._is_proxy(request.client.host if request.client else ""):
            return None
        names = request.headers.getlist(self._access.header_user)
        rows = request.headers.getlist(self._access.header_roles)
        # two names, or two lists of groups: the proxy passed on what a browser made up, instead of replacing it
        subject = _text(names[0]).strip() if len(names) == 1 and len(rows) <= 1 else ""
        if not subject:
            return None
        shown = _text(request.headers.get(self._access.header_name, ""))
        groups = [group.strip() for row in rows for group in _text(row).split(",")]
        return person("header", subject, name=shown or subject, groups=groups, roles=self._access.roles)

    def _is_proxy(self, host: str) -> bool:
        try:
            address = ip_address(host)
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self._access.proxies)


def _text(value: str) -> str:
    """Header values come as Latin-1; proxies send UTF-8."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
