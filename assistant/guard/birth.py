"""Dates of birth: a full date that is called one, or that stands so close to a person that it can be nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

import prompts
from assistant.guard.folded import SEAL
from assistant.guard.numbers import Region
from assistant.guard.patterns import listed, source

_REACH = 8


def birth_dates(text: str) -> list[Region]:
    """Dates of birth in the folded `text`."""
    return [(*date.span("date"), "birth_date") for date in _date().finditer(text) if _is_birth(text, date)]


def _is_birth(text: str, date: re.Match[str]) -> bool:
    if date["label"]:
        return True
    start = date.start("date")
    if listed("birth", "elderly").match(date["date"]):
        heading = listed("birth", "headings").search(text, 0, start)  # a pasted table: the heading stands lines above
        if heading or _behind_name().search(text, max(0, start - _REACH), start):
            return True
    if not date["born"]:
        return False
    if listed("birth", "born_as_generation").search(date["born"]):
        return bool(re.search(SEAL, text) or listed("personal", "person_cues").search(text))
    return True


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    part = prompts.load("guard/birth")
    return re.compile(rf"(?P<label>{part['labels']})?(?P<date>{part['date']})(?P<born>{part['born']})?")


@lru_cache(maxsize=1)
def _behind_name() -> re.Pattern[str]:
    """A masked name with its honorific, directly before a date."""
    return re.compile(rf"{SEAL}{source('names', 'honorifics')}?[ (,\u3001]{{1,2}}$")
