"""The rules by which questions about roles are read: `prompts/roles/understanding.ja.yaml`, compiled."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import prompts


@lru_cache(maxsize=1)
def _compiled() -> dict[str, re.Pattern[str]]:
    rules = prompts.load("roles/understanding")
    return {name: re.compile(rule) for name, rule in rules.items() if isinstance(rule, str)}


def rule(name: str) -> re.Pattern[str]:
    """The regular expression called `name`, for normalised text."""
    return _compiled()[name]


@lru_cache(maxsize=1)
def task_phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Ids of tasks with what else they are called, in whole phrases."""
    rows: list[dict[str, Any]] = prompts.load("roles/understanding")["tasks"]
    return tuple((row["task"], re.compile(row["pattern"])) for row in rows)
