"""Building blocks of the pictures: escaped elements, Japanese text broken into lines, a frame with words for it.

Colours are classes of `css/pictures.css`, so that a picture follows the page in light, dark and on paper.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from markupsafe import Markup, escape

_HALF = 0.56
_NO_START = "\u3001\u3002\uff0c\uff0e\u300d\u300f\uff09)\u3011\u30fc\u30fb\u3005\uff1f\uff01\uff1a%\uff05"


def element(tag: str, content: str = "", /, **attributes: object) -> Markup:
    """An element; `class_` is `class`, an underscore a hyphen. Text in `content` is escaped, markup is not."""
    held = Markup("").join(
        Markup(' {}="{}"').format(Markup(name.rstrip("_").replace("_", "-")), _value(value))
        for name, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), held, escape(content))


def group(parts: Iterable[str], **attributes: object) -> Markup:
    """Elements in a group."""
    return element("g", Markup("").join(parts), **attributes)


def text(x: float, y: float, words: str, **attributes: object) -> Markup:
    """One line of text; `y` is its base line."""
    return element("text", words, x=x, y=y, **attributes)


def paragraph(x: float, y: float, lines: Iterable[str], height: float, **attributes: object) -> Markup:
    """Lines of text under each other; `y` is the first base line."""
    return group([text(x, y + number * height, line, **attributes) for number, line in enumerate(lines)])


def width(words: str) -> float:
    """How wide `words` are, in full-width characters."""
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else _HALF for one in words)


def wrapped(words: str, room: float, most: int) -> list[str]:
    """`words` in at most `most` lines of `room` full-width characters; what does not fit ends in an ellipsis."""
    lines, line = [], ""
    for one in " ".join(words.split()):
        if width(line + one) > room and one not in _NO_START:
            lines.append(line)
            line = ""
        line += one
    lines += [line] if line else []
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while width(last) > room - 1:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def picture(name: str, size: tuple[float, float], title: str, told: str, parts: Iterable[str]) -> Markup:
    """An SVG of `size` in user units; `name` is its id on the page, `told` says in words what it shows."""
    inner = [element("title", title, id=f"{name}-title"), element("desc", told, id=f"{name}-desc"), *parts]
    across, down = size
    return element(
        "svg", Markup("").join(inner), class_=f"picture picture-{name.partition('-')[0]}", role="img",
        viewBox=f"0 0 {across:g} {down:g}", aria_labelledby=f"{name}-title {name}-desc",
    )  # fmt: skip


def _value(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)
