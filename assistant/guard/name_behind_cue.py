"""Names that begin behind a cue: "patient", "wife", a field called "name"."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.guard.morphemes import name_runs
from assistant.guard.name_bounds import (
    CONTEXT_AFTER,
    CONTEXT_BEFORE,
    KANJI_CHARACTER,
    kana_is_given,
    name_end,
    settled,
)
from assistant.guard.patterns import source, words
from assistant.guard.person_name import KANJI, LONGEST_NAME, is_given, is_name, is_no_person, is_surname

_SEPARATED = re.compile(r"[ :=(\[\u300c]")


def behind_prefixes(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Names behind a cue, and the ends of words in a field called "name" that may be one."""
    undecided: list[int] = []
    found: list[tuple[int, int]] = []
    for cue in _prefix().finditer(text):
        start, strong = cue.end(), bool(cue["strong"])
        end = _name_after(text, start, strong=strong) or _morphemes_after(text, start, strong=strong)
        if end:
            found.append((start, end))
        elif strong and _SEPARATED.search(cue["links"]):
            word = re.compile(rf"[{KANJI}]{{2,6}}").match(text, start)
            if word and not is_no_person(word.group()) and name_end().match(text, word.end()):
                undecided.append(word.end())
    return found, undecided


def _morphemes_after(text: str, start: int, *, strong: bool) -> int | None:
    if not KANJI_CHARACTER.match(text, start):
        return None
    for run in name_runs(text, start - CONTEXT_AFTER, start + CONTEXT_BEFORE):
        if run.start != start:
            continue
        if name_end().match(text, run.end):
            return run.end if run.full or (run.surname and (strong or settled(text, run))) else None
        if run.surname and not run.full:
            ends = (end for end in range(run.end + 3, run.end, -1) if end <= len(text))
            return next((end for end in ends if name_end().match(text, end) and is_given(text[run.end : end])), None)
    return None


def _name_after(text: str, start: int, *, strong: bool) -> int | None:
    for end in range(min(len(text), start + LONGEST_NAME), start, -1):
        if not name_end().match(text, end):
            continue
        name = text[start:end]
        if is_name(name, full=True) and kana_is_given(name, strong=strong):
            return end
        if is_surname(name) and (strong or (len(name) > 1 and name not in words("names", "common_words"))):
            return end
    return None


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<strong>{source('names', 'strong_prefixes')})|{source('names', 'prefixes')})"
        rf"(?P<links>{source('names', 'links')})"
    )
