"""What a question asks for, besides its subject: a figure, a date, a form; and the words that must not be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
_LATER = 9_999
"""The year of what is not laid down yet, such as the fees of next year: later than every document."""
_MARK = "{asked}"


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail that is asked for, and what a sentence that gives it looks like (squeezed)."""

    kind: str
    filler: re.Pattern[str]
    formal: bool = False
    """Not a figure or date but what only a form, a rule, an office or a list gives."""
    also: tuple[re.Pattern[str], ...] = ()
    """What such a sentence says besides: that it speaks of a rule, or of one's own town."""
    about: frozenset[str] = frozenset()
    """Words of the thing whose detail it is; the sentence says them, or what stands above it."""

    def given_by(self, sentence: str, words: frozenset[str]) -> bool:
        """Whether `sentence` (squeezed) gives the detail; `words` are its own and those of its title."""
        told = self.filler.search(sentence) is not None and self.about <= words
        return told and all(pattern.search(sentence) for pattern in self.also)


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
    """The last one is later than every document, where what is asked for is not laid down yet."""


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
    details = details_of(question)
    unborn = {detail.kind for detail in details} & set(rules["laid_down"]) and re.search(rules["not_yet"], plain)
    return AskedFor(
        open=_is_open(plain),
        details=details,
        nouns=frozenset(word for _, words in compounds for word in words),
        compounds=tuple(text for text, words in compounds if len(words) > 1),
        places=tuple(name for name in names if not _LATIN.fullmatch(name)),
        letters=tuple(name for name in names if _LATIN.fullmatch(name)),
        editions=tuple(_editions(plain)),
        years=tuple(sorted({*reiwa, *western, *([_LATER] if unborn else [])})),
    )


@lru_cache(maxsize=8_192)
def details_of(question: str) -> tuple[Detail, ...]:
    """The details that `question` asks for; none where it asks for a reason. Kept: notes' questions come again."""
    rules = _rules()
    plain = re.sub(rules["ending"], "", re.sub(rules["quoted"], "", normalise(question)))
    if _is_open(plain):
        return ()
    advice = re.search(rules["advice"], plain) is not None
    found: dict[str, Detail] = {}
    figures = _patterns("details")
    counted = re.search(rules["counted"], plain)
    is_year = counted is not None and re.compile(rules["year"]).match(plain, counted.start())
    if counted is not None and not is_year and not figures["fee"][0].search(plain):
        before = re.search(rules["counted_thing"], plain[: counted.start()])
        found["count"] = Detail("count", _number_with(counted[1]), about=_thing(before))
    for kind, (asks, filler) in figures.items():
        match = None if kind == "number" and found else asks.search(plain)
        if match is not None:
            found[kind] = Detail(kind, filler, about=_thing(match))
    formal = [Detail(kind, filler, True, about=_thing(match))
              for kind, (asks, filler) in _patterns("formal").items() if (match := asks.search(plain))]  # fmt: skip
    also = [detail.filler for detail in formal if detail.kind == "legal_form"]
    if re.search(rules["own_place"], plain) and not advice:
        also.append(re.compile(rules["says_own_place"]))
    given = [replace(one, also=tuple(also), about=frozenset() if advice else one.about) for one in found.values()]
    return (*given, *formal)


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


def _thing(asked: re.Match[str] | None) -> frozenset[str]:
    """Words of the thing whose detail is asked for, where it stands right before the word for the detail."""
    named = asked.groupdict() if asked else {}
    thing = named.get("thing") or named.get("whose")
    return frozenset(word for word in terms(thing) if not is_general(word)) if thing else frozenset()


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
