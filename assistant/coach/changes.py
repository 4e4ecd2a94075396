"""What became of a sheet: changes of its parts, remarks beside them, and the difference between two texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Any, Literal

_ONE_SITTING = timedelta(minutes=10)
_LEAST_COMMON = 3
"""Characters; shorter runs that two texts share by chance would cut a difference into confetti."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote; the name is the one at that time."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A text that somebody saved in a part. One that was refused, because another had saved first, is kept too."""

    number: int
    """From 1 within the sheet."""
    at: datetime
    author: Author
    part: str
    text: str
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment on a part."""

    at: datetime
    author: Author
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a difference: in both texts, only in the new one, or only in the old one."""

    kind: Literal["same", "added", "removed"]
    text: str


def noted(changes: Sequence[Change], new: Change) -> tuple[Change, ...]:
    """`changes` with `new`. What somebody goes on typing in one sitting is one change, as long as all that the change
    before held is still there: a text that was cut down or rewritten stays in the record.
    """
    last = changes[-1] if changes else None
    goes_on = (
        last is not None
        and (last.part, last.author, last.refused) == (new.part, new.author, new.refused)
        and new.at - last.at <= _ONE_SITTING
        and _still_there(last.text, new.text)
    )
    return (*(changes[:-1] if goes_on else changes), new)


def _still_there(before: str, after: str) -> bool:
    """Whether nothing of `before` is lost in `after`; the parts that are forms are compared field by field."""
    held, now = _fields(before), _fields(after)
    return before in after if held is None or now is None else _within(held, now)


def _fields(text: str) -> dict[str, Any] | None:
    try:
        read = json.loads(text) if text.startswith("{") else None
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _within(before: Any, after: Any) -> bool:
    if before is None or before in ("", []):
        return True
    if isinstance(before, dict):
        return isinstance(after, dict) and all(_within(value, after.get(key)) for key, value in before.items())
    if isinstance(before, list):
        more = isinstance(after, list) and len(after) >= len(before)
        return more and all(map(_within, before, after))
    return before in after if isinstance(before, str) and isinstance(after, str) else bool(before == after)


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """What leads from `before` to `after`; the same and added pieces make up `after`, same and removed `before`."""
    found: list[Piece] = []
    for tag, i, j, k, m in _runs(before, after):
        if tag == "equal":
            found.append(Piece("same", before[i:j]))
            continue
        found += [Piece("removed", before[i:j])] if j > i else []
        found += [Piece("added", after[k:m])] if m > k else []
    return tuple(found)


def _runs(before: str, after: str) -> list[tuple[str, int, int, int, int]]:
    merged: list[tuple[str, int, int, int, int]] = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (tag, i, j, k, m) in enumerate(codes):
        inner = 0 < place < len(codes) - 1
        by_chance = tag == "equal" and inner and j - i < _LEAST_COMMON
        kind = "replace" if by_chance or tag != "equal" else "equal"
        if merged and merged[-1][0] == kind == "replace":
            _, first, _, start, _ = merged[-1]
            merged[-1] = (kind, first, j, start, m)
        else:
            merged.append((kind, i, j, k, m))
    return merged
