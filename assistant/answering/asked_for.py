"""What a question asks for, besides its subject: a figure, a date, a form; and the words that must not be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.language.morphemes import morphemes
from assistant.language.names import proper_names
from assistant.language.normalise import normalise, squeeze
from assistant.language.tokens import terms

_LATIN = re.compile(r"[a-z0-9&+\-]+")
_DIGITS = re.compile(r"[0-9]+")
_FIRST_REIWA = 2018
_MARK = "{asked}"


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail that is asked for, and what a sentence that gives it looks like (squeezed)."""

    kind: str
    filler: re.Pattern[str]
    formal: bool = False
    """Not a figure or date but what only a form, a rule, an office or a list gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """A question taken apart. Words are normalised forms; names, compounds and editions squeezed, in lower case."""

    open: bool
    """It asks for a reason, or for words to say."""
    details: tuple[Detail, ...]
    nouns: frozenset[str]
    compounds: tuple[str, ...]
    """Nouns of several words, as written."""
    places: tuple[str, ...]
    """Proper names in Japanese: places, persons, bodies."""
    letters: tuple[str, ...]
    """Names in Latin letters."""
    editions: tuple[tuple[str, ...], ...]
    """Editions, periods and years that it names, each with all its names."""
    years: tuple[int, ...]


@lru_cache(maxsize=256)
def asked_for(question: str) -> AskedFor:
    """What `question` asks for."""
    plain = normalise(question)
    rules = _rules()
    editions = "|".join(rules[kind] for kind in rules["names_of"])
    names = sorted({squeeze(name).lower() for name in proper_names(re.sub(editions, " ", plain))})
    compounds = tuple(_compounds(plain))
    reiwa = [int(year) + _FIRST_REIWA for year, _ in re.findall(rules["reiwa"], plain)]
    western = [int(year) for year, _ in re.findall(rules["western"], plain)]
    return AskedFor(
        open=_is_open(plain),
        details=details_of(question),
        nouns=frozenset(word for _, words in compounds for word in words),
        compounds=tuple(text for text, words in compounds if len(words) > 1),
        places=tuple(name for name in names if not _LATIN.fullmatch(name)),
        letters=tuple(name for name in names if _LATIN.fullmatch(name)),
        editions=tuple(_editions(plain)),
        years=tuple(sorted({*reiwa, *western})),
    )


@lru_cache(maxsize=8_192)
def details_of(question: str) -> tuple[Detail, ...]:
    """The details that `question` asks for; none where it asks for a reason. Kept: notes' questions come again."""
    rules = _rules()
    plain = re.sub(rules["ending"], "", re.sub(rules["quoted"], "", normalise(question)))
    if _is_open(plain):
        return ()
    found: dict[str, Detail] = {}
    counted = re.search(rules["counted"], plain)
    if counted is not None and not re.compile(rules["year"]).match(plain, counted.start()):
        found["count"] = Detail("count", _number_with(counted[1]))
    for kind, (asks, filler) in _patterns("details").items():
        if not (kind == "number" and found) and asks.search(plain):
            found[kind] = Detail(kind, filler)
    formal = [Detail(k, filler, True) for k, (asks, filler) in _patterns("formal").items() if asks.search(plain)]
    return (*found.values(), *formal)


def is_general(word: str) -> bool:
    """Whether `word` is a number or names a kind of answer, and so no subject."""
    return word in _general() or _DIGITS.fullmatch(word) is not None


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    return dict(prompts.load("answer/asked_for"))


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    return frozenset(terms(_rules()["general"]))


@lru_cache(maxsize=2)
def _patterns(group: str) -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    asked = _rules()["asked"]
    rows = _rules()[group].items()
    return {kind: (re.compile(row["asks"].replace(_MARK, asked)), re.compile(row["filler"])) for kind, row in rows}


@lru_cache(maxsize=128)
def _number_with(counter: str) -> re.Pattern[str]:
    alike = next((group for group in _rules()["same_counters"] if counter in group), [counter])
    return re.compile(f"{_rules()['numeral']}(?:{'|'.join(map(re.escape, alike))})")


def _is_open(plain: str) -> bool:
    return re.search(_rules()["open"], plain) is not None


def _compounds(plain: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(as written, words) of each run of nouns."""
    kinds = _rules()["compound"]
    run = ""
    for morpheme in [*morphemes(plain), None]:
        if morpheme is not None and morpheme.kind in kinds and any(c.isalnum() for c in morpheme.surface):
            run += morpheme.surface
        elif run:
            yield squeeze(run).lower(), tuple(terms(run))
            run = ""


def _editions(plain: str) -> Iterator[tuple[str, ...]]:
    rules, names = _rules(), _rules()["names_of"]
    for number, unit in re.findall(rules["ordinal"], plain):
        yield tuple(names["ordinal"].format(number=n, unit=unit) for n in (number, _arabic(number)))
    for number in re.findall(rules["version"], plain):
        yield tuple(form.format(number=number) for form in names["version"])
    years = [(number, str(int(number) + _FIRST_REIWA), unit) for number, unit in re.findall(rules["reiwa"], plain)]
    years += [(str(int(number) - _FIRST_REIWA), number, unit) for number, unit in re.findall(rules["western"], plain)]
    for reiwa, western, unit in years:
        yield names["reiwa"].format(number=reiwa, unit=unit), names["western"].format(number=western, unit=unit)


def _arabic(number: str) -> str:
    """One kanji digit as a figure; longer ones stay as they are."""
    digits = _rules()["kanji_digits"]
    return str(digits.index(number)) if len(number) == 1 and number in digits else number
