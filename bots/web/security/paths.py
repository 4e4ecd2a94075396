"""Where one may be sent after signing in."""

from __future__ import annotations


def inside(path: str) -> str:
    """`path` where it leads to a page of this server, else the first page."""
    held = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if held else "/"
