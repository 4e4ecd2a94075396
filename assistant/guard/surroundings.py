"""Whose a telephone number, a mail box or an address is: what stands around it says a person's or an office's."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.guard.patterns import source

_REACH = 24


def office_beside(text: str, start: int, end: int) -> bool:
    """Whether an office is named directly before `text[start:end]`, or directly behind it in brackets."""
    before = text[max(0, start - _REACH) : start]
    return bool(_office_before().search(before) or _office_behind().match(text, end))


def office_prefix(text: str, start: int) -> bool:
    """Whether a public address is announced directly before `start`: a venue, the seat of an office."""
    return bool(_public_before().search(text[max(0, start - _REACH) : start]))


@lru_cache(maxsize=1)
def _office_before() -> re.Pattern[str]:
    # A person's name, or "of a patient", between the office and the number would not be among the joints.
    return re.compile(source("contact", "offices") + source("contact", "joints") + "{0,8}$")


@lru_cache(maxsize=1)
def _office_behind() -> re.Pattern[str]:
    return re.compile(r" ?\([^()\n]{0,14}" + source("contact", "offices") + r"[^()\n]{0,4}\)")


@lru_cache(maxsize=1)
def _public_before() -> re.Pattern[str]:
    return re.compile(source("address", "public_before") + source("contact", "joints") + "{0,4}$")
