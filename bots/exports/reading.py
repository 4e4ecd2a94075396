"""What importers share: rows of a report, edits of parts, numbers and years as people write them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import prompts
from assistant.coach.parts import Part
from assistant.coach.worksheet import Worksheet
from bots.exports.wording import TEXTS

Edit = Callable[[Worksheet], Worksheet]
_ORNAMENT = re.compile(r"[\s,]+")
_UNIT = re.compile(r"^([-+]?\d+(?:\.\d+)?)\D{0,6}$")
_WESTERN = re.compile(r"^((?:19|20)\d{2})(?:[./-]\d{1,2}.*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of one row: where it stands, whether it was taken, and a sentence about it."""

    place: str
    taken: bool
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file asks to change, part by part, and the report about its rows."""

    edits: tuple[tuple[Part, Edit], ...] = ()
    rows: tuple[Row, ...] = ()


def told(key: str, **values: object) -> str:
    """A sentence of the report."""
    return prompts.text(TEXTS, f"import.{key}", **values)


def squeezed(text: str) -> str:
    """`text` for comparison: width, case and white space do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def as_text(value: object) -> str:
    """A cell of a file as text: 12.0 is 12."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def as_number(value: object) -> float | None:
    """A finite number, in any width, with commas or a short unit behind it; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    found = _UNIT.match(_ORNAMENT.sub("", unicodedata.normalize("NFKC", as_text(value))))
    number = float(found[1]) if found else None
    return number if number is not None and math.isfinite(number) else None


def as_year(value: object) -> int | None:
    """A Western year out of 2024, its fiscal year, or an era and a number; None for anything else."""
    texts = prompts.load(TEXTS)
    text = squeezed(as_text(value)).removesuffix(texts["fiscal_year"]).removesuffix(texts["year_only"])
    western = _WESTERN.match(text)
    if western:
        return int(western[1])
    for era, before in texts["eras"].items():
        count = text.removeprefix(era.lower()).removeprefix(".")
        count = "1" if count == texts["first_year"] else count
        if text.startswith(era.lower()) and count.isascii() and count.isdigit() and len(count) <= 2:
            return int(before) + int(count)
    return None
