"""The points that a cell makes: its lines where it is a list, its near and far goals, or else the cell as a whole."""

from __future__ import annotations

import re

_BULLET = re.compile(
    "^[\\s\u30fb\u25cb\u25cf\u25c6\u25a0*-]+|^[(\uff08]?[0-9\uff10-\uff19\u2460-\u2473]{1,2}[)\uff09.\uff0e\u3001]\\s*|^[\u2460-\u2473]\\s*"
)
_TERM = re.compile("(?:^|(?<=[\u3002\\s]))(?=[(\uff08\u3010\uff3b\\[]?[\u77ed\u4e2d\u9577][\u671f])")


def points(text: str) -> tuple[str, ...]:
    """The points of `text` without bullets and numbers, each once."""
    parts = [part for line in text.splitlines() for part in _TERM.split(line)]
    return tuple(dict.fromkeys(found for part in parts if (found := _BULLET.sub("", part).strip())))
