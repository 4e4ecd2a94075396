"""Names of persons beside an honorific, a word such as "patient", an age or a household.

The list of surnames and the shapes of given names come first, Sudachi's dictionary second. Where a cue stands and
neither can decide, the entities of GiNZA do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.guard.folded import SEAL
from assistant.guard.morphemes import name_runs
from assistant.guard.name_before_cue import before_household_or_age, morphemes_before, name_before, with_surname
from assistant.guard.name_behind_cue import behind_prefixes
from assistant.guard.name_bounds import (
    CONTEXT_AFTER,
    CONTEXT_BEFORE,
    KATAKANA_TAIL,
    kana_is_given,
    name_end,
    stands_alone,
)
from assistant.guard.numbers import Region
from assistant.guard.patterns import source, words
from assistant.guard.person_name import HIRAGANA, KANJI, KATAKANA, is_name
from assistant.guard.surnames import surnames

People = Callable[[str], list[tuple[int, int]]]
"""Start and end of each person's name in a text."""

_FULL = re.compile(rf"(?<![{KANJI}])[{KANJI}]{{1,4}}[ \u30fb]?[{KANJI}{KATAKANA}{HIRAGANA}]{{1,5}}")
_BEFORE_SEAL = re.compile(rf"(?<![{KANJI}])(?P<name>[{KANJI}]{{2,3}})(?=[ :(,\u3001]{{0,2}}{SEAL})")
# A "born" of a register may stand between.
_BEHIND_SEAL = re.compile(rf"{SEAL}\u751f?[ ),\u3001]{{0,2}}(?P<name>[{KANJI}]{{2,3}})(?=[ ,\u3001\n]|$)")
_SEALED_LINE = re.compile(rf"[^\n]*{SEAL}[^\n]*")
_LONGEST_LINE = 2000


def person_names(text: str, people: People | None) -> list[Region]:
    """Names in the folded `text`; `people` is asked only where a cue stands and nothing else can decide."""
    found: set[tuple[int, int]] = set()
    undecided: list[int] = []
    for cue in _honorific().finditer(text):
        at = _end_before(text, cue.start())
        decision = "nobody" if _not_honorific().match(text, cue.end()) else name_before(text, at)
        if decision == "nobody":
            continue
        doubtful = decision == "doubtful"
        start = decision if isinstance(decision, int) else morphemes_before(text, at, whole_word=doubtful)
        if start is not None:
            found.add((with_surname(text, start, at), at))
        elif decision == "undecided" and cue.group() not in words("names", "weak_honorifics"):
            undecided.append(at)
    found.update(before_household_or_age(text))
    behind, maybe = behind_prefixes(text)
    found.update(behind)
    undecided += maybe
    if re.search(SEAL, text):
        found.update(_beside_findings(text))
    if undecided and people:
        found.update(_asked(text, undecided, people))
    return [(start, end, "person_name") for start, end in sorted(found)]


def _end_before(text: str, at: int) -> int:
    """The end of a name whose honorific begins at `at`, with a blank between or not."""
    return at - 1 if at > 1 and text[at - 1] == " " else at


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
            if (name_end().match(text, end) and is_name(name, full=True) and kana_is_given(name)
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
        low = max(0, at - CONTEXT_BEFORE)
        for start, end in people(text[low : at + CONTEXT_AFTER]):
            # The entity may take the honorific in; it must touch the cue.
            if low + start < at <= low + end:
                foreign = KATAKANA_TAIL.search(text, low, low + start + 1)
                found.append((foreign.start() if foreign else low + start, at))
    return found


@lru_cache(maxsize=1)
def _honorific() -> re.Pattern[str]:
    return re.compile(source("names", "honorifics"))


@lru_cache(maxsize=1)
def _not_honorific() -> re.Pattern[str]:
    return re.compile(source("names", "not_honorific"))
