"""Dates of birth: a full date called one, or a full date with "born" behind it where the text is about a person."""

from __future__ import annotations

import re
from functools import lru_cache

import prompts
from assistant.guard.folded import SEAL
from assistant.guard.numbers import Region
from assistant.guard.patterns import listed


def birth_dates(text: str) -> list[Region]:
    """Dates of birth in the folded `text`."""
    found: list[Region] = []
    person: bool | None = None
    headed = listed("birth", "headings").search(text)
    for date in _date().finditer(text):
        if date["label"]:
            found.append((*date.span("date"), "birth_date"))
        elif headed and headed.end() <= date.start() and listed("birth", "elderly").match(date["date"]):
            # Pasted from a table: the heading stands a line above.
            found.append((*date.span("date"), "birth_date"))
        elif date["born"] and not listed("birth", "born_as_generation").search(date["born"]):
            found.append((*date.span("date"), "birth_date"))
        elif date["born"]:
            if person is None:
                person = bool(re.search(SEAL, text) or listed("personal", "person_cues").search(text))
            if person:
                found.append((*date.span("date"), "birth_date"))
    return found


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    part = prompts.load("guard/birth")
    return re.compile(rf"(?P<label>{part['labels']})?(?P<date>{part['date']})(?P<born>{part['born']})?")
