"""What is wrong with a line of a question file, in words that help whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

import prompts

_OUTSIDE_NAMES = {"document": "doc", "anchor": "quote"}
"""Fields of ours under the names that files from outside have for them."""


def explained(error: ValidationError | ValueError) -> str:
    """The faults of one line, in Japanese: each with its field and what is wanted there."""
    if not isinstance(error, ValidationError):
        return prompts.text("eval/messages", "line.json")
    return prompts.text("eval/messages", "line.between").join(_fault(fault) for fault in error.errors())


def _fault(fault: Mapping[str, Any]) -> str:
    texts = prompts.load("eval/messages")["line"]["kinds"]
    kind = str(fault["type"])
    wanted = str(fault.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", " / ")
    return prompts.text("eval/messages", f"line.kinds.{kind if kind in texts else 'other'}", wanted=wanted,
                        field=_field(fault["loc"]))  # fmt: skip


def _field(location: Sequence[str | int]) -> str:
    """`evidence` 0 `anchor` → evidence[1].quote; people count from one."""
    named = ""
    for part in location:
        named += f"[{part + 1}]" if isinstance(part, int) else f".{_OUTSIDE_NAMES.get(part, part)}"
    return named.removeprefix(".")
