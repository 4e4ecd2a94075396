"""Where a name may begin and end in a folded text: what the searches before and behind a cue share."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.guard.folded import SEAL
from assistant.guard.morphemes import NameRun
from assistant.guard.patterns import source, words
from assistant.guard.person_name import HIRAGANA, KANJI, KATAKANA, is_given_name

CONTEXT_BEFORE, CONTEXT_AFTER = 30, 12
"""Characters around a cue that the dictionary and GiNZA get to read."""
KANJI_CHARACTER = re.compile(rf"[{KANJI}]")
HIRAGANA_ONLY = re.compile(rf"[{HIRAGANA}]+")
KATAKANA_TAIL = re.compile(rf"[{KATAKANA}\u30fb ]*[{KATAKANA}]$")

_HIRAGANA_TAIL = re.compile(rf"(?<=[{KANJI} \u30fb])[{HIRAGANA}]+$")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is not part of a longer word."""
    return not (start and KANJI_CHARACTER.match(text, start - 1)) and bool(name_end().match(text, end))


def settled(text: str, run: NameRun) -> bool:
    """Whether the surname alone is long and rare enough to be no plain word."""
    return run.end - run.start > 1 and text[run.start : run.end] not in words("names", "common_words")


def kana_is_given(name: str, *, strong: bool = False) -> bool:
    """With no honorific behind it, a name in hiragana needs a known given name, a blank before it or a strong cue."""
    if HIRAGANA_ONLY.fullmatch(name):
        return strong
    kana = _HIRAGANA_TAIL.search(name)
    return kana is None or is_given_name(kana.group()) or name[kana.start() - 1] == " "


@lru_cache(maxsize=1)
def name_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{source('names', 'name_ends')}|{SEAL})")
