"""Forms prove that a page of this server sent them."""

from __future__ import annotations

import hmac

from fastapi import Request

from bots.web.problems import refuse


async def proven(request: Request) -> None:
    """Dependency of every page router: what changes something carries the session's token, as a field or a header.

    Raises:
        HTTPException: 403.
    """
    if request.method in ("GET", "HEAD"):
        return
    given = request.headers.get("x-csrf")
    if given is None:
        field = (await request.form()).get("csrf")
        given = field if isinstance(field, str) else ""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), request.state.csrf.encode()):
        refuse(403)
