"""The pattern data of the role-play, read once from `prompts/roleplay/signals/`, and how it is compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import prompts

MANNER: dict[str, Any] = prompts.load("roleplay/signals/manner")
"""How things are said: negation, rejection, report, official phrases (`manner.ja.yaml`)."""


def alternation(patterns: Iterable[str], *, start: bool = False, end: bool = False) -> re.Pattern[str]:
    """One expression that finds any of `patterns`, at the start or the end of a text where asked."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"
    return re.compile(("^" if start else "") + f"(?:{joined})" + ("$" if end else ""))
