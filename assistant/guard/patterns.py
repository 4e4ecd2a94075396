"""Expressions of the guard, compiled from the lists under `prompts/guard/`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import prompts


def any_of(patterns: Iterable[str]) -> str:
    """One group that finds any of `patterns`; with none of them it finds nothing."""
    return "(?:" + ("|".join(patterns) or r"(?!)") + ")"


@lru_cache(maxsize=256)
def listed(name: str, key: str) -> re.Pattern[str]:
    """The list, or the alternatives joined by bars, under `key` (a dot goes deeper) of `prompts/guard/<name>.ja.yaml`.

    Raises:
        KeyError: there is no such key.
    """
    return re.compile(source(name, key))


def source(name: str, key: str) -> str:
    """The same as text, to be built into a longer expression."""
    found = prompts.load(f"guard/{name}")
    for part in key.split("."):
        found = found[part]
    return any_of([found] if isinstance(found, str) else found)


@lru_cache(maxsize=64)
def words(name: str, key: str) -> frozenset[str]:
    """The words joined by bars under `key`, as a set."""
    return frozenset(str(prompts.load(f"guard/{name}")[key]).split("|"))
