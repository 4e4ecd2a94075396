"""Names of persons beside an honorific, a word such as "patient", an age or a household.

A rule comes first: the list of surnames and the shapes of given names. Where a cue stands and the rule cannot
decide, the entities of GiNZA do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from assistant.guard.folded import SEAL
from assistant.guard.numbers import Region
from assistant.guard.patterns import listed, source, words
from assistant.guard.person_name import (
    HIRAGANA,
    KANJI,
    KATAKANA,
    LONGEST_NAME,
    is_given_name,
    is_name,
    is_no_person,
    is_surname,
)
from assistant.guard.surnames import surnames

People = Callable[[str], list[tuple[int, int]]]
"""Start and end of each person's name in a text."""

_TAIL = re.compile(rf"[{KANJI}{KATAKANA}{HIRAGANA}\u30fb ]{{1,{LONGEST_NAME}}}$")
_KANJI_TAIL = re.compile(rf"[{KANJI}]+$")
_KATAKANA_TAIL = re.compile(rf"[{KATAKANA}\u30fb ]*[{KATAKANA}]$")
_FULL = re.compile(rf"(?<![{KANJI}])[{KANJI}]{{1,4}}[ \u30fb]?[{KANJI}{KATAKANA}{HIRAGANA}]{{1,5}}")
# A given name alone, in kana with a last character in kanji.
_KANA_AND_KANJI = re.compile(
    rf"(?<![{HIRAGANA}{KATAKANA}{KANJI}])(?:[{HIRAGANA}]{{2,3}}|[{KATAKANA}]{{2,3}})[{KANJI}]$"
)
_HIRAGANA_ONLY = re.compile(rf"[{HIRAGANA}]+")
_HIRAGANA_TAIL = re.compile(rf"(?<=[{KANJI} \u30fb])[{HIRAGANA}]+$")
_BEFORE_SEAL = re.compile(rf"(?<![{KANJI}])(?P<name>[{KANJI}]{{2,3}})(?=[ :(,\u3001]{{0,2}}{SEAL})")
# A "born" of a register may stand between.
_BEHIND_SEAL = re.compile(rf"{SEAL}\u751f?[ ),\u3001]{{0,2}}(?P<name>[{KANJI}]{{2,3}})(?=[ ,\u3001\n]|$)")
_KANJI_OR_HIRAGANA = re.compile(rf"[{KANJI}{HIRAGANA}]")
_NO_BREAK = re.compile(rf"[{KANJI}]")
_PARTICLE = re.compile(r"[\u306e\u306f\u304c\u3068\u3092\u306b\u3082\u3084\u3078\u3001]")
_SEPARATED = re.compile(r"[ :=(\[\u300c]")
_CONTEXT_BEFORE, _CONTEXT_AFTER = 30, 12

Decision = Literal["nobody", "undecided"] | int
"""Where a name before a cue begins, or why none is taken."""


def person_names(text: str, people: People | None) -> list[Region]:
    """Names in the folded `text`; `people` is asked only where a cue stands and the rule cannot decide."""
    found: set[Region] = set()
    undecided: list[int] = []
    for cue in _honorific().finditer(text):
        weak = cue.group() in words("names", "weak_honorifics")
        start = None if _not_honorific().match(text, cue.end()) else _name_before(text, cue.start())
        if isinstance(start, int):
            found.add((start, cue.start(), "person_name"))
        elif start == "undecided" and not weak:
            undecided.append(cue.start())
    found.update(_before_household_or_age(text))
    for start, end in _behind_prefixes(text, undecided):
        found.add((start, end, "person_name"))
    if re.search(SEAL, text):
        found.update(_full_names(text))
    if undecided and people:
        found.update(_asked(text, undecided, people))
    return sorted(found)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is not part of a longer word."""
    return not (start and _NO_BREAK.match(text, start - 1)) and bool(_name_end().match(text, end))


def _name_before(text: str, at: int) -> Decision:
    tail_match = _TAIL.search(text, max(0, at - LONGEST_NAME), at)
    if not tail_match:
        return "nobody"
    tail, offset = tail_match.group(), tail_match.start()
    for i, character in enumerate(tail):
        if character not in " \u30fb" and _may_begin(text, offset + i) and is_name(tail[i:]):
            return offset + i
    run = _KANJI_TAIL.search(tail) or _KATAKANA_TAIL.search(tail)
    if run is None:
        return _given_in_hiragana(tail, offset)
    word = run.group().strip(" \u30fb")
    mixed = _KANA_AND_KANJI.search(tail)
    if mixed and listed("names", "given_ends").fullmatch(word):
        return "undecided"
    if is_given_name(word):
        return offset + run.end() - len(word)
    if len(word) < 2 or is_no_person(word) or not _plausible(word):
        return "nobody"
    return "undecided"


def _plausible(word: str) -> bool:
    return len(word) <= (6 if _NO_BREAK.match(word) else LONGEST_NAME)


def _given_in_hiragana(tail: str, offset: int) -> Decision:
    run = re.search(rf"[{HIRAGANA}]+$", tail)
    if run and is_given_name(run.group()):
        return offset + run.start()
    return "nobody"


def _may_begin(text: str, at: int) -> bool:
    """Whether a name can begin at `at`: not in mid-word, unless the word before is a role or an institution."""
    if at == 0:
        return True
    before, first = text[at - 1], text[at]
    if _NO_BREAK.match(first):
        # A short surname in mid-word is a coincidence.
        return not _NO_BREAK.match(before) or (is_no_person(before) and text[at : at + 2] in surnames())
    if "\u3041" <= first <= "\u3096":
        # Behind a kanji it would be that word's ending.
        return not _KANJI_OR_HIRAGANA.match(before) or bool(_PARTICLE.match(before))
    return not re.match(rf"[{KATAKANA}]", before)


def _before_household_or_age(text: str) -> list[Region]:
    found: list[Region] = []
    for cue in _household_or_age().finditer(text):
        at = cue.start()
        low = max(0, at - LONGEST_NAME)
        tail_match = _TAIL.search(text, low, at)
        if not tail_match:
            continue
        tail, offset = tail_match.group(), tail_match.start()
        for i in range(len(tail)):
            surname_only = bool(cue["house"]) and tail[i:] not in words("names", "common_words")
            if _may_begin(text, offset + i) and is_name(tail[i:], full=not surname_only):
                found.append((offset + i, at, "person_name"))
                break
    return found


def _behind_prefixes(text: str, undecided: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for cue in _prefix().finditer(text):
        start = cue.end()
        end = _name_after(text, start, strong=bool(cue["strong"]))
        if end:
            found.append((start, end))
        elif cue["strong"] and _SEPARATED.search(cue["links"]):
            word = re.compile(rf"[{KANJI}]{{2,6}}").match(text, start)
            if word and not is_no_person(word.group()) and _name_end().match(text, word.end()):
                undecided.append(word.end())
    return found


def _name_after(text: str, start: int, *, strong: bool) -> int | None:
    for end in range(min(len(text), start + LONGEST_NAME), start, -1):
        if not _name_end().match(text, end):
            continue
        name = text[start:end]
        if is_name(name, full=True) and _kana_is_given(name, strong=strong):
            return end
        if is_surname(name) and (strong or (len(name) > 1 and name not in words("names", "common_words"))):
            return end
    return None


def _kana_is_given(name: str, *, strong: bool = False) -> bool:
    """With no honorific behind it, a name in hiragana needs a known given name, a blank before it or a strong cue."""
    if _HIRAGANA_ONLY.fullmatch(name):
        return strong
    kana = _HIRAGANA_TAIL.search(name)
    return kana is None or is_given_name(kana.group()) or name[kana.start() - 1] == " "


def _full_names(text: str) -> list[Region]:
    """Full names without a cue of their own, in a text in which somebody was already found, and surnames beside it."""
    found: list[Region] = [
        (*surname.span("name"), "person_name")
        for surname in (*_BEFORE_SEAL.finditer(text), *_BEHIND_SEAL.finditer(text))
        if surname["name"] in surnames() and surname["name"] not in words("names", "common_words")
    ]
    for candidate in _FULL.finditer(text):
        for end in range(candidate.end(), candidate.start() + 2, -1):
            name = text[candidate.start() : end]
            if (_name_end().match(text, end) and is_name(name, full=True) and _kana_is_given(name)
                    and (" " in name or name[:1] not in surnames())):  # fmt: skip
                found.append((candidate.start(), end, "person_name"))
                break
    return found


def _asked(text: str, undecided: list[int], people: People) -> list[Region]:
    found: list[Region] = []
    for at in undecided:
        low = max(0, at - _CONTEXT_BEFORE)
        for start, end in people(text[low : at + _CONTEXT_AFTER]):
            # The entity may take the honorific in; it must touch the cue.
            if low + start < at <= low + end:
                foreign = _KATAKANA_TAIL.search(text, low, low + start + 1)
                found.append((foreign.start() if foreign else low + start, at, "person_name"))
    return found


@lru_cache(maxsize=1)
def _honorific() -> re.Pattern[str]:
    return re.compile(source("names", "honorifics"))


@lru_cache(maxsize=1)
def _not_honorific() -> re.Pattern[str]:
    return re.compile(source("names", "not_honorific"))


@lru_cache(maxsize=1)
def _household_or_age() -> re.Pattern[str]:
    return re.compile(rf"(?P<house>{source('names', 'household')})|{source('names', 'age')}")


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<strong>{source('names', 'strong_prefixes')})|{source('names', 'prefixes')})"
        rf"(?P<links>{source('names', 'links')})"
    )


@lru_cache(maxsize=1)
def _name_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{source('names', 'name_ends')}|{SEAL})")
