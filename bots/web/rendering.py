"""Pages out of Jinja templates. Everything that is put in is escaped; no template marks anything as safe.

Pictures come as markup from `bots/web/charts`, which escapes each text that it draws.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from assistant.sessions.clock import JAPAN
from bots.web.views.text import lines, safe_address

ROOT = Path(__file__).parent
STATIC = ROOT / "static"


class Pages:
    """Renders templates with what every page needs."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._environment.filters["lines"] = lines
        self._environment.filters["segment"] = lambda text: quote(str(text), safe="")
        self._environment.filters["safe_address"] = safe_address
        self._environment.filters["day"] = _day
        self._environment.globals["asset"] = asset

    def text(self, request: Request, template: str, /, **values: Any) -> str:
        """The template as a string."""
        return self._environment.get_template(template).render(
            request=request,
            **{
                "path": request.url.path,
                "csrf": getattr(request.state, "csrf", ""),
                "user": getattr(request.state, "user", None),
                "signed_in": getattr(request.state, "signed_in", False),
                **values,
            },
        )

    def render(self, request: Request, template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
        """The template as a response."""
        return HTMLResponse(self.text(request, template, **values), status)


def _day(moment: datetime) -> str:
    """A moment in Japan, as YYYY/MM/DD HH:MM."""
    return moment.astimezone(JAPAN).strftime("%Y/%m/%d %H:%M")


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a static file, which changes with its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"
