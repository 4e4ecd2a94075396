"""Names that end at a cue: an honorific, an age, a household."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from assistant.guard.morphemes import name_runs
from assistant.guard.name_bounds import (
    CONTEXT_AFTER,
    CONTEXT_BEFORE,
    HIRAGANA_ONLY,
    KANJI_CHARACTER,
    KATAKANA_TAIL,
    settled,
)
from assistant.guard.patterns import source, words
from assistant.guard.person_name import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    LONGEST_NAME,
    is_given,
    is_given_name,
    is_name,
    is_no_person,
)
from assistant.guard.surnames import surnames

Decision = Literal["nobody", "doubtful", "undecided"] | int
"""Where a name before a cue begins; or that a listed word stands there, a word that looks like a role (only the
dictionary of Sudachi is asked), or a word unknown (GiNZA is asked too).
"""

_TAIL = re.compile(rf"[{KANJI}{KATAKANA}{HIRAGANA}\u30fb ]{{1,{LONGEST_NAME}}}$")
_KANJI_TAIL = re.compile(rf"[{KANJI}]+$")
_HIRAGANA_RUN = re.compile(rf"[{HIRAGANA}]+$")
_MIXED_TAIL = re.compile(rf"(?<![{HIRAGANA}{KATAKANA}])[{HIRAGANA}{KATAKANA}]{{1,3}}[{KANJI}]$")
_KANJI_OR_HIRAGANA = re.compile(rf"[{KANJI}{HIRAGANA}]")
_PARTICLE = re.compile(r"[\u306e\u306f\u304c\u3068\u3092\u306b\u3082\u3084\u3078\u3001]")


def name_before(text: str, at: int) -> Decision:
    """What the list of surnames and the shapes of given names say about the word that ends at `at`."""
    tail_match = _TAIL.search(text, max(0, at - LONGEST_NAME), at)
    if not tail_match:
        return "nobody"
    tail, offset = tail_match.group(), tail_match.start()
    for i, character in enumerate(tail):
        if character not in " \u30fb" and _may_begin(text, offset + i) and is_name(tail[i:]):
            return offset + i
    run = _KANJI_TAIL.search(tail) or KATAKANA_TAIL.search(tail) or _HIRAGANA_RUN.search(tail)
    word = run.group().strip(" \u30fb") if run else ""
    mixed = _MIXED_TAIL.search(tail)
    if mixed:
        return "nobody" if is_no_person(mixed.group(), certain=True) else "doubtful"
    if not word or is_no_person(word, certain=True):
        return "nobody"
    return "doubtful" if len(word) < 2 or is_no_person(word) or HIRAGANA_ONLY.fullmatch(word) else "undecided"


def morphemes_before(text: str, at: int, *, whole_word: bool) -> int | None:
    """Where a name that ends at `at` begins, by Sudachi's dictionary or the list of given names; `whole_word`: not
    behind another kanji.
    """
    for run in name_runs(text, at - CONTEXT_BEFORE, at + CONTEXT_AFTER):
        if run.end == at or (run.end < at and run.surname and not run.full and is_given(text[run.end : at])):
            after_kanji = bool(run.start and KANJI_CHARACTER.match(text, run.start - 1))
            in_kanji = bool(KANJI_CHARACTER.match(text, run.start))
            if (in_kanji and not (whole_word and after_kanji)) or _may_begin(text, run.start):
                return run.start
    kana = re.search(rf"(?:[{HIRAGANA}]+|[{KATAKANA}]+)$", text[max(0, at - LONGEST_NAME) : at])
    if kana and is_given_name(kana.group()) and not is_no_person(kana.group()):
        return at - len(kana.group())
    return None


def with_surname(text: str, start: int, at: int) -> int:
    """A given name in katakana right behind kanji: the surname may be one that only the dictionary knows."""
    if start and KANJI_CHARACTER.match(text, start - 1) and not KANJI_CHARACTER.match(text, start):
        return next((run.start for run in name_runs(text, at - CONTEXT_BEFORE, at + CONTEXT_AFTER)
                     if run.end == at and run.start < start), start)  # fmt: skip
    return start


def _may_begin(text: str, at: int) -> bool:
    """Whether a name can begin at `at`: not in mid-word, unless the word before is a role or an institution."""
    if at == 0:
        return True
    before, first = text[at - 1], text[at]
    if KANJI_CHARACTER.match(first):
        # A short surname in mid-word is a coincidence.
        return not KANJI_CHARACTER.match(before) or (is_no_person(before) and text[at : at + 2] in surnames())
    if "\u3041" <= first <= "\u3096":
        # Behind a kanji it would be that word's ending.
        return not _KANJI_OR_HIRAGANA.match(before) or bool(_PARTICLE.match(before))
    return not re.match(rf"[{KATAKANA}]", before)


def before_household_or_age(text: str) -> list[tuple[int, int]]:
    """Names without an honorific before a household, an age, or "is called"."""
    found: list[tuple[int, int]] = []
    for cue in _household_or_age().finditer(text):
        at = cue.start()
        tail_match = _TAIL.search(text, max(0, at - LONGEST_NAME), at)
        if tail_match:
            start = _full_name_before(text, tail_match, surname_enough=bool(cue["house"]))
            if start is not None:
                found.append((start, at))
    return found


def _full_name_before(text: str, tail_match: re.Match[str], *, surname_enough: bool) -> int | None:
    tail, offset, at = tail_match.group(), tail_match.start(), tail_match.end()
    for i in range(len(tail)):
        surname_only = surname_enough and tail[i:] not in words("names", "common_words")
        if _may_begin(text, offset + i) and is_name(tail[i:], full=not surname_only):
            return offset + i
    for run in name_runs(text, at - CONTEXT_BEFORE, at + CONTEXT_AFTER):
        if run.end == at and (run.full or (surname_enough and run.surname and settled(text, run))):
            return run.start
    return None


@lru_cache(maxsize=1)
def _household_or_age() -> re.Pattern[str]:
    return re.compile(rf"(?P<house>{source('names', 'household')})|{source('names', 'age')}")
