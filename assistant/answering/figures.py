"""Figures: every number, year and percentage that a text states, in one form, so that two texts can be compared.

31, thirty-one in kanji and full-width 31 are one figure; Heisei 30 is 2018; three tenths are 30 %. A figure is its
value, its counter and its bound ("75 years or more" is another figure than "75 years"), so a number that changed places
with another one is found out as well as one that was altered. Words: prompts/answer/verify.ja.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import prompts
from assistant.language.normalise import JAPANESE, normalise

_BLANK = re.compile(rf"(?<=\d) +(?=[{JAPANESE}])|(?<=[{JAPANESE}]) +(?=\d)")
_LAST_ERA_YEAR = 64
CELL = ":"
"""The unit of a bare number behind a colon: ingest writes the rows of tables as `header: value`."""
_LONGEST = 40
"""Characters of a number that are read as one; what follows is compared as written."""
_BEFORE_CELL = re.compile(r":\s*\Z")
_GAP = 6
"""Characters between two figures of one range or of one list of years."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated number. `unit` is the first name of its counter, or nothing; `bound` such as "or more", or nothing."""

    value: str
    unit: str = ""
    bound: str = ""

    def stands_in(self, stated: frozenset[Figure]) -> bool:
        """Whether `stated` says the same. A bare number in the cell of a table may count anything; another bare
        number (of a list, of a footnote) may not.
        """
        return any(self.says(other) for other in stated)

    def says(self, other: Figure) -> bool:
        """Whether `other`, of a source, is the same figure."""
        return (self.value, self.bound) == (other.value, other.bound) and self.counts_like(other)

    def counts_like(self, other: Figure) -> bool:
        """Whether both may count the same things: eight of them are eight items."""
        return other.unit in (self.unit, CELL) or {self.unit, other.unit} <= _words().things


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure where it stands."""

    figure: Figure
    start: int
    end: int
    """Before its counter."""
    run: frozenset[str]
    """The values of the range or list of figures that it belongs to; its own only, where it stands alone."""
    weak: bool
    """Whether it may be a way of speaking that counts nothing, such as "one of them"."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    behind: int
    """Where the number itself ends."""
    end: int
    """Where its counter and bound end."""
    number: Fraction
    shown: str
    """As written, where it is too long to be a number that anybody counts."""
    some: bool
    era: int
    """Year 0 of its era, or 0."""
    unit: str
    bound: str


def figures(text: str) -> frozenset[Figure]:
    """All figures that `text` states."""
    return frozenset(mention.figure for mention in mentions(prepared(text)) if not mention.weak)


def mentions(text: str) -> tuple[Mention, ...]:
    """Each figure of a `prepared` text, in order."""
    found = _with_eras(_with_ranges([_read(text, match) for match in _words().number.finditer(text)], text))
    stated = [_figure(one) for one in found]
    weak = [match.span() for match in _words().speaking.finditer(text)]
    return tuple(
        Mention(figure, one.start, one.behind, run, any(start <= one.start < end for start, end in weak))
        for figure, one, run in zip(stated, found, _runs(found, stated, text), strict=True)
    )


def is_date(figure: Figure) -> bool:
    """Whether `figure` is a year, a fiscal year or a month of the calendar."""
    return figure.unit in _words().dates


def _runs(found: list[_Found], stated: list[Figure], text: str) -> list[frozenset[str]]:
    """For each figure the values of its range: figures of one counter with nothing but a mark between them."""
    groups: list[list[int]] = []
    for i in range(len(found)):
        joined = i > 0 and stated[i].unit == stated[i - 1].unit and stated[i].unit not in ("", CELL)
        if joined and _words().ranges.fullmatch(text[found[i - 1].end : found[i].start]):
            groups[-1].append(i)
        else:
            groups.append([i])
    return [frozenset(stated[i].value for i in group) for group in groups for _ in group]


def prepared(text: str) -> str:
    """`text` in the form in which `mentions` reads it: normalised, words taken out that only look like a figure."""
    words = _words()
    text = words.idioms.sub(" ", _BLANK.sub("", normalise(text)))
    return words.first_year.sub(r"\g<1>1", text)


def _read(text: str, match: re.Match[str]) -> _Found:
    words = _words()
    unit, end = _named(text, match.end("number"), words.units)
    bound, _ = _named(text, end, words.bounds)
    if not unit and _BEFORE_CELL.search(text, max(0, match.start() - 3), match.start()):
        unit = CELL
    era = words.eras.get(match["era"] or "", 0)
    if not era and match["letter"] and (unit in words.era_units or text.startswith(".", end)):
        era = words.letters[match["letter"]]
    return _Found(
        start=match.start(), behind=match.end(), end=end, number=_value(match["number"]),
        shown=match["number"][_LONGEST:], some=bool(match["some"]), era=era, unit=unit, bound=bound,
    )  # fmt: skip


def _named(text: str, start: int, names: tuple[tuple[str, str], ...]) -> tuple[str, int]:
    """(first name, end) of the longest of `names` that stands at `start`; nothing where another word begins there."""
    if _words().not_units.match(text, start):
        return "", start
    form, name = next(((form, name) for form, name in names if text.startswith(form, start)), ("", ""))
    return name, start + len(form)


def _with_ranges(found: list[_Found], text: str) -> list[_Found]:
    """In a range the counter stands behind the second figure and counts the first one too."""
    ranges = _words().ranges
    for i in range(len(found) - 2, -1, -1):
        between = text[found[i].end : found[i + 1].start]
        if not found[i].unit and len(between) <= _GAP and ranges.fullmatch(between) and _counts_both(found, i, between):
            found[i] = replace(found[i], unit=found[i + 1].unit)
    return found


def _counts_both(found: list[_Found], first: int, between: str) -> bool:
    """A comma alone joins two years of a list; two other numbers beside it may count different things."""
    one, other = found[first], found[first + 1]
    alike = one.behind - one.start == other.behind - other.start and one.number < other.number
    return between != "\u3001" or (other.unit in _words().era_units and (alike or bool(one.era)))


def _with_eras(found: list[_Found]) -> list[_Found]:
    """An era holds on for the later years of the same list: Heisei 27, 28 and 30."""
    for i in range(1, len(found)):
        before, here = found[i - 1], found[i]
        near = here.start - before.end <= _GAP
        later = before.number < here.number <= _LAST_ERA_YEAR
        if before.era and not here.era and here.unit in _words().era_units and near and later:
            found[i] = replace(here, era=before.era)
    return found


def _figure(found: _Found) -> Figure:
    words = _words()
    value, unit = found.number + found.era, found.unit
    if unit == words.tenths:
        value, unit = value * 10, words.percent
    some = words.some if found.some else ""
    return Figure(f"{some}{value}{found.shown}", unit, found.bound)


def _value(written: str) -> Fraction:
    """The value of Arabic digits, kanji numerals or both: 12,000; 1.5; 1 myriad 2 thousand; 2-0-2-3 in kanji."""
    words = _words()
    total, group, digits = Fraction(0), Fraction(0), ""
    for character in written[:_LONGEST].replace(",", ""):
        if character in words.tens:
            group += Fraction(digits or 1) * words.tens[character]
            digits = ""
        elif character in words.myriads:
            group += Fraction(digits or 0)
            total += (group or Fraction(1)) * words.myriads[character]
            group, digits = Fraction(0), ""
        else:
            place = words.digits.find(character)
            digits += str(place) if place >= 0 else character
    return total + group + Fraction(digits or 0)


@dataclass(frozen=True, slots=True)
class _Words:
    number: re.Pattern[str]
    first_year: re.Pattern[str]
    idioms: re.Pattern[str]
    speaking: re.Pattern[str]
    units: tuple[tuple[str, str], ...]
    bounds: tuple[tuple[str, str], ...]
    not_units: re.Pattern[str]
    ranges: re.Pattern[str]
    eras: dict[str, int]
    letters: dict[str, int]
    era_units: frozenset[str]
    things: frozenset[str]
    dates: frozenset[str]
    digits: str
    tens: dict[str, int]
    myriads: dict[str, int]
    some: str
    percent: str
    tenths: str


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = prompts.load("answer/verify")
    kanji = "".join([data["digits"], *data["tens"], *data["myriads"]])
    large = "".join([*data["tens"], *data["myriads"]])
    eras, letters = "|".join(data["eras"]), "".join(data["era_letters"])
    return _Words(
        number=re.compile(
            rf"(?:(?P<era>{eras})|(?<![A-Za-z])(?P<letter>[{letters}])(?=\d{{1,2}}\D))?(?P<some>{data['some']}(?=[{large}]))?"
            rf"(?P<number>(?:\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)?|[{kanji}])+)"
        ),
        first_year=re.compile(rf"({eras}|(?<![A-Za-z])[{letters}]){data['first_year']}(?={data['era_units'][-1]})"),
        idioms=re.compile("|".join(data["idioms"])),
        speaking=re.compile("|".join(data["speaking"])),
        units=_longest_first(data["units"]),
        bounds=_longest_first(data["bounds"]),
        not_units=re.compile(data["not_units"]),
        ranges=re.compile(data["ranges"]),
        eras=data["eras"],
        letters=data["era_letters"],
        era_units=frozenset(data["era_units"]),
        things=frozenset(data["things"]),
        dates=frozenset(data["dates"]),
        digits=data["digits"],
        tens=data["tens"],
        myriads=data["myriads"],
        some=data["some"],
        percent=data["percent"],
        tenths=data["tenths"],
    )


def _longest_first(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_pairs(rows), key=lambda pair: -len(pair[0])))


def _pairs(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    return ((form, row[0]) for row in rows for form in row)
