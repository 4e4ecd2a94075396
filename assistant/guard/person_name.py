"""What a person's name looks like: a surname of the list and a given name, in kanji or kana."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.guard.patterns import listed, source, words
from assistant.guard.surnames import LONGEST, hiragana, readings, surnames

KANJI = "\u3005\u3006\u30f6\u4e00-\u9fff\uf900-\ufaff"
KATAKANA = "\u30a1-\u30f5\u30fc"
HIRAGANA = "\u3041-\u3096"
LONGEST_NAME = 14
"""Characters of the longest name that is looked for."""

_KANJI_ONLY = re.compile(rf"[{KANJI}]+")
_KATAKANA_ONLY = re.compile(rf"[{KATAKANA}]+")
_HIRAGANA_ONLY = re.compile(rf"[{HIRAGANA}]+")
# A given name in kana with a last character in kanji.
_MIXED = re.compile(rf"[{HIRAGANA}{KATAKANA}]{{2,3}}[{KANJI}]")
_PARTICLE_FIRST = re.compile(r"[\u306e\u304c\u3092\u306b\u306f\u3067\u3078\u3068\u3082\u3084]")
_GAP = " \u30fb"


def is_name(text: str, *, full: bool = False) -> bool:
    """Whether the whole of `text` is a surname of the list, or one with a given name; `full` asks for the latter."""
    if _KATAKANA_ONLY.fullmatch(text[:1]) or _HIRAGANA_ONLY.fullmatch(text[:1]):
        return _is_kana_name(text, full=full)
    for length in range(min(LONGEST, len(text)), 0, -1):
        if text[:length] in surnames():
            given = text[length:]
            if (not given and not full) or (given and is_given(given, short_surname=length == 1)):
                return True
    return False


def is_surname(text: str) -> bool:
    """Whether `text` is a surname of the list, in kanji or kana."""
    return text in surnames() or (bool(_KATAKANA_ONLY.fullmatch(text)) and hiragana(text) in readings())


def is_given_name(text: str) -> bool:
    """Whether `text` is a given name of the list, in kana."""
    return hiragana(text) in _kana_given()


def is_no_person(text: str, *, certain: bool = False) -> bool:
    """Whether `text`, a word before an honorific, is a role, an institution or a place; `certain`: a listed word,
    not only one with the ending of such words.
    """
    if text in words("names", "no_persons") or text in words("names", "kana_no_persons"):
        return True
    if certain:
        return False
    if _KATAKANA_ONLY.fullmatch(text):
        return bool(re.search(source("names", "kana_no_person_ends") + "$", text))
    return text[-1:] in words("names", "no_person_ends")


def is_given(given: str, *, short_surname: bool = False) -> bool:
    """Whether `given`, all that stands behind a surname, is shaped like a given name."""
    spaced = given[0] in _GAP
    if given[0] == "\u30fb" and _KANJI_ONLY.match(given[1:2]):
        return False  # two places or two people side by side
    given = given.lstrip(_GAP)
    if not given or _not_given().search(given):
        return False
    if _KANJI_ONLY.fullmatch(given):
        typical = bool(listed("names", "given_ends").match(given[-1]))
        return len(given) <= 3 and (typical or (spaced and not short_surname))
    if _KATAKANA_ONLY.fullmatch(given):
        return 2 <= len(given) <= 6 and not is_no_person(given)
    if _HIRAGANA_ONLY.fullmatch(given):
        return is_given_name(given) or (2 <= len(given) <= 4 and not _PARTICLE_FIRST.match(given))
    return bool(_MIXED.fullmatch(given) and listed("names", "given_ends").match(given[-1])
                and not _PARTICLE_FIRST.match(given))  # fmt: skip


def _is_kana_name(text: str, *, full: bool) -> bool:
    parts = re.split(rf"[{_GAP}]", text)
    if len(parts) > 2 or not all(_KATAKANA_ONLY.fullmatch(p) or _HIRAGANA_ONLY.fullmatch(p) for p in parts):
        return False
    read = hiragana("".join(parts))
    if read in readings():
        return not full and not (_HIRAGANA_ONLY.fullmatch(text) and text in words("names", "plain_kana"))
    if len(parts) == 2:
        return hiragana(parts[0]) in readings() and 2 <= len(parts[1]) <= 6
    for length in range(2, len(read) - 1):
        if read[:length] in readings():
            given = read[length:]
            if _not_given().search(given) or listed("names", "honorifics").search(given):
                continue
            if given in _kana_given() or (length >= 3 and 2 <= len(given) <= 5 and not is_no_person(text)):
                return True
    return False


@lru_cache(maxsize=1)
def _not_given() -> re.Pattern[str]:
    return re.compile(source("names", "not_given") + "$")


@lru_cache(maxsize=1)
def _kana_given() -> frozenset[str]:
    return frozenset(hiragana(name) for name in words("names", "kana_given"))
