"""What only administrators may see and do."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from bots.web.problems import refuse
from bots.web.security.users import User, Who


async def administrator(user: Who) -> User:
    """Who sent the request, where that is an administrator. Nothing of the body is read before.

    Raises:
        HTTPException: 403.
    """
    if not user.may("admin"):
        refuse(403)
    return user


Admin = Annotated[User, Depends(administrator)]
