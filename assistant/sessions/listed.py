"""The items of a list that an answer shows: numbered ones, or names in a row with their number behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.language.normalise import squeeze

_FIRST_CIRCLED = 0x245F
_COMMA = "\u3001"
_EDGES = "\u3001\u3002 \u3000"


def items(text: str) -> tuple[str, ...]:
    """The items of the first list in `text`, in their order; what stands behind a colon belongs to its head. Nothing
    where it shows no list.
    """
    return _numbered(text) or _in_a_row(text)


def _numbered(text: str) -> tuple[str, ...]:
    rules = _rules()
    pieces: list[str] = []
    for marker in rules.marker.finditer(text):
        if _number(marker) != len(pieces) + 1:
            if len(pieces) > 1:
                break
            pieces = []  # a number that was only mentioned
        if _number(marker) == len(pieces) + 1:
            following = rules.marker.search(text, marker.end())
            pieces.append(text[marker.end() : following.start() if following else len(text)])
    inside = bool(pieces) and pieces[0].endswith(_COMMA)  # of one sentence, which may go on behind the last item
    end = rules.end_inside if inside else rules.end
    found = tuple(rules.aside.sub("", end.split(piece)[0].strip(_EDGES)) for piece in pieces)
    return found if len(found) > 1 and all(found) else ()


def _number(marker: re.Match[str]) -> int:
    if marker["circled"]:
        return ord(marker["circled"]) - _FIRST_CIRCLED
    if marker["letter"]:
        return _rules().letters.index(marker["letter"]) + 1
    return int(marker["number"] or marker["stage"])


def _in_a_row(text: str) -> tuple[str, ...]:
    rules = _rules()
    for row in rules.row.finditer(text):
        count = int(row["count"]) if row["count"].isdigit() else rules.digits.find(row["count"]) + 1
        names = [squeeze(name) for name in row["names"].split(_COMMA)]
        if 1 < count <= len(names):
            first, *rest = names[-count:]
            return (rules.leads_in.sub("", first), *rest)
    return ()


@dataclass(frozen=True, slots=True)
class _Rules:
    marker: re.Pattern[str]
    letters: str
    end: re.Pattern[str]
    end_inside: re.Pattern[str]
    aside: re.Pattern[str]
    row: re.Pattern[str]
    digits: str
    leads_in: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data: dict[str, Any] = prompts.load("answer/followups")
    shown = data["shown"]
    return _Rules(
        marker=re.compile(shown["marker"]),
        letters=shown["letters"],
        end=re.compile(shown["end"]),
        end_inside=re.compile(shown["end_inside"]),
        aside=re.compile(shown["aside"]),
        row=re.compile(shown["row"]),
        digits=data["kanji_numbers"],
        leads_in=re.compile(shown["leads_in"]),
    )
