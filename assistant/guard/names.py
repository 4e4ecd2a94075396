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
from assistant.guard.morphemes import NameRun, name_runs
from assistant.guard.numbers import Region
from assistant.guard.patterns import source, words
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
_HIRAGANA_RUN = re.compile(rf"[{HIRAGANA}]+$")
_MIXED_TAIL = re.compile(rf"(?<![{HIRAGANA}{KATAKANA}])[{HIRAGANA}{KATAKANA}]{{1,3}}[{KANJI}]$")
_HIRAGANA_ONLY = re.compile(rf"[{HIRAGANA}]+")
_HIRAGANA_TAIL = re.compile(rf"(?<=[{KANJI} \u30fb])[{HIRAGANA}]+$")
_BEFORE_SEAL = re.compile(rf"(?<![{KANJI}])(?P<name>[{KANJI}]{{2,3}})(?=[ :(,\u3001]{{0,2}}{SEAL})")
# A "born" of a register may stand between.
_BEHIND_SEAL = re.compile(rf"{SEAL}\u751f?[ ),\u3001]{{0,2}}(?P<name>[{KANJI}]{{2,3}})(?=[ ,\u3001\n]|$)")
_KANJI_OR_HIRAGANA = re.compile(rf"[{KANJI}{HIRAGANA}]")
_NO_BREAK = re.compile(rf"[{KANJI}]")
_PARTICLE = re.compile(r"[\u306e\u306f\u304c\u3068\u3092\u306b\u3082\u3084\u3078\u3001]")
_SEPARATED = re.compile(r"[ :=(\[\u300c]")
_SEALED_LINE = re.compile(rf"[^\n]*{SEAL}[^\n]*")
_LONGEST_LINE = 2000
_CONTEXT_BEFORE, _CONTEXT_AFTER = 30, 12

Decision = Literal["nobody", "doubtful", "undecided"] | int
"""Where a name before a cue begins; or that a listed word stands there, a word that looks like a role (only the
dictionary of Sudachi is asked), or a word unknown (GiNZA is asked too).
"""


def person_names(text: str, people: People | None) -> list[Region]:
    """Names in the folded `text`; `people` is asked only where a cue stands and nothing else can decide."""
    found: set[tuple[int, int]] = set()
    undecided: list[int] = []
    for cue in _honorific().finditer(text):
        at = _end_before(text, cue.start())
        decision = "nobody" if _not_honorific().match(text, cue.end()) else _name_before(text, at)
        if decision == "nobody":
            continue
        start = decision if isinstance(decision, int) else _morphemes_before(text, at)
        if start is not None:
            found.add((_with_surname(text, start, at), at))
        elif decision == "undecided" and cue.group() not in words("names", "weak_honorifics"):
            undecided.append(at)
    found.update(_before_household_or_age(text))
    found.update(_behind_prefixes(text, undecided))
    if re.search(SEAL, text):
        found.update(_beside_findings(text))
    if undecided and people:
        found.update(_asked(text, undecided, people))
    return [(start, end, "person_name") for start, end in sorted(found)]


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is not part of a longer word."""
    return not (start and _NO_BREAK.match(text, start - 1)) and bool(_name_end().match(text, end))


def _end_before(text: str, at: int) -> int:
    """The end of a name whose honorific begins at `at`, with a blank between or not."""
    return at - 1 if at > 1 and text[at - 1] == " " else at


def _name_before(text: str, at: int) -> Decision:
    tail_match = _TAIL.search(text, max(0, at - LONGEST_NAME), at)
    if not tail_match:
        return "nobody"
    tail, offset = tail_match.group(), tail_match.start()
    for i, character in enumerate(tail):
        if character not in " \u30fb" and _may_begin(text, offset + i) and is_name(tail[i:]):
            return offset + i
    run = _KANJI_TAIL.search(tail) or _KATAKANA_TAIL.search(tail) or _HIRAGANA_RUN.search(tail)
    word = run.group().strip(" \u30fb") if run else ""
    mixed = _MIXED_TAIL.search(tail)
    if mixed:
        return "nobody" if is_no_person(mixed.group(), certain=True) else "doubtful"
    if not word or is_no_person(word, certain=True):
        return "nobody"
    return "doubtful" if len(word) < 2 or is_no_person(word) or _HIRAGANA_ONLY.fullmatch(word) else "undecided"


def _morphemes_before(text: str, at: int) -> int | None:
    """Where a name that ends at `at` begins, by Sudachi's dictionary or the list of given names."""
    for run in name_runs(text, at - _CONTEXT_BEFORE, at + _CONTEXT_AFTER):
        if run.end == at and (_NO_BREAK.match(text, run.start) or _may_begin(text, run.start)):
            return run.start
    kana = re.search(rf"(?:[{HIRAGANA}]+|[{KATAKANA}]+)$", text[max(0, at - LONGEST_NAME) : at])
    if kana and is_given_name(kana.group()) and not is_no_person(kana.group()):
        return at - len(kana.group())
    return None


def _with_surname(text: str, start: int, at: int) -> int:
    """A given name in katakana right behind kanji: the surname may be one that only the dictionary knows."""
    if start and _NO_BREAK.match(text, start - 1) and not _NO_BREAK.match(text, start):
        return next((run.start for run in name_runs(text, at - _CONTEXT_BEFORE, at + _CONTEXT_AFTER)
                     if run.end == at and run.start < start), start)  # fmt: skip
    return start


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


def _before_household_or_age(text: str) -> list[tuple[int, int]]:
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
    for run in name_runs(text, at - _CONTEXT_BEFORE, at + _CONTEXT_AFTER):
        if run.end == at and (run.full or (surname_enough and run.surname and _settled(text, run))):
            return run.start
    return None


def _settled(text: str, run: NameRun) -> bool:
    """Whether a surname alone is long and rare enough to be no plain word."""
    return run.end - run.start > 1 and text[run.start : run.end] not in words("names", "common_words")


def _behind_prefixes(text: str, undecided: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for cue in _prefix().finditer(text):
        start, strong = cue.end(), bool(cue["strong"])
        end = _name_after(text, start, strong=strong) or _morphemes_after(text, start, strong=strong)
        if end:
            found.append((start, end))
        elif strong and _SEPARATED.search(cue["links"]):
            word = re.compile(rf"[{KANJI}]{{2,6}}").match(text, start)
            if word and not is_no_person(word.group()) and _name_end().match(text, word.end()):
                undecided.append(word.end())
    return found


def _morphemes_after(text: str, start: int, *, strong: bool) -> int | None:
    if not _NO_BREAK.match(text, start):
        return None
    for run in name_runs(text, start - _CONTEXT_AFTER, start + _CONTEXT_BEFORE):
        if run.start == start and _name_end().match(text, run.end):
            return run.end if run.full or (run.surname and (strong or _settled(text, run))) else None
    return None


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


def _beside_findings(text: str) -> list[tuple[int, int]]:
    """Names without a cue of their own in a text in which something was already found: full ones, and surnames
    directly beside a finding.
    """
    found = [
        surname.span("name")
        for surname in (*_BEFORE_SEAL.finditer(text), *_BEHIND_SEAL.finditer(text))
        if surname["name"] in surnames() and surname["name"] not in words("names", "common_words")
    ]
    for candidate in _FULL.finditer(text):
        for end in range(candidate.end(), candidate.start() + 2, -1):
            name = text[candidate.start() : end]
            if (_name_end().match(text, end) and is_name(name, full=True) and _kana_is_given(name)
                    and (" " in name or name[:1] not in surnames())):  # fmt: skip
                found.append((candidate.start(), end))
                break
    for line in _SEALED_LINE.finditer(text):
        runs = name_runs(text, line.start(), min(line.end(), line.start() + _LONGEST_LINE))
        found += [(run.start, run.end) for run in runs if run.full and stands_alone(text, run.start, run.end)]
    return found


def _asked(text: str, undecided: list[int], people: People) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at in undecided:
        low = max(0, at - _CONTEXT_BEFORE)
        for start, end in people(text[low : at + _CONTEXT_AFTER]):
            # The entity may take the honorific in; it must touch the cue.
            if low + start < at <= low + end:
                foreign = _KATAKANA_TAIL.search(text, low, low + start + 1)
                found.append((foreign.start() if foreign else low + start, at))
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
