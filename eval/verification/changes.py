"""True statements made false, one change at a time: what the check of a model's sentences has to find out.

Each kind of change is a function from a sentence to the false ones made of it, in order. Numbers are found by plain
patterns here, not by the code under measure. Word pairs: prompts/eval/changes.ja.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import combinations
from typing import Any

import prompts

Change = Callable[[str], Iterator[str]]
_NUMBER = re.compile(r"[0-9\uff10-\uff19]+(?:[,\uff0c][0-9\uff10-\uff19]{3})*(?:\.[0-9]+)?")
_DIGIT = re.compile(r"[0-9\uff10-\uff19]")
_FULL_WIDTH = str.maketrans("0123456789", "".join(chr(0xFF10 + i) for i in range(10)))
_BELOW_HUNDRED = 100


def digits(sentence: str) -> Iterator[str]:
    """Each Arabic digit, as it stands, with its neighbour in its place and with one farther away."""
    for match in _DIGIT.finditer(sentence):
        first = "0" if match.group() in "0123456789" else "\uff10"
        value = ord(match.group()) - ord(first)
        for step in (1, 4, 9):
            yield _put(sentence, match, chr(ord(first) + (value + step) % 10))


def full_width_digits(sentence: str) -> Iterator[str]:
    """The same, all digits in full width."""
    return digits(sentence.translate(_FULL_WIDTH)) if re.search("[0-9]", sentence) else iter(())


def kanji_numbers(sentence: str) -> Iterator[str]:
    """Kanji numerals before a counter, altered; and Arabic numbers below a hundred, altered and written in kanji."""
    kanji: str = _data()["kanji"]
    for match in _kanji_number().finditer(sentence):
        for place, written in enumerate(match.group("number")):
            if written in kanji:
                for step in (1, 4):
                    at = match.start("number") + place
                    yield sentence[:at] + kanji[(kanji.index(written) + step) % 9] + sentence[at + 1 :]
    for match in re.finditer(r"(?<![\d.,])\d{1,2}(?![\d.,%])", sentence):
        for step in (1, 3):
            yield _put(sentence, match, in_kanji((int(match.group()) + step) % _BELOW_HUNDRED or 1))


def other_era(sentence: str) -> Iterator[str]:
    """Years of an era one later, written in the western way."""
    for era, base in _data()["eras"].items():
        for match in re.finditer(rf"{era}(\d{{1,2}})(?=年)", sentence):
            yield _put(sentence, match, str(base + int(match[1]) + 1))


def swapped_numbers(sentence: str) -> Iterator[str]:
    """Two different numbers of the sentence in each other's place, where that changes what is said."""
    for one, other in combinations(_NUMBER.finditer(sentence), 2):
        if one.group() != other.group():
            between = sentence[one.end() : other.start()]
            yield sentence[: one.start()] + other.group() + between + one.group() + sentence[other.end() :]


def borrowed_number(sentence: str, other: str) -> Iterator[str]:
    """Each number of `sentence` replaced by each number of another sentence of the same note."""
    theirs = dict.fromkeys(_NUMBER.findall(other))
    own = set(_NUMBER.findall(sentence))
    for match in _NUMBER.finditer(sentence):
        for number in theirs:
            if number not in own:
                yield _put(sentence, match, number)


def units(sentence: str) -> Iterator[str]:
    """Another counter behind a number."""
    table: Mapping[str, str] = _data()["units"]
    longest = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    for match in re.finditer(rf"(?<=[0-9\uff10-\uff19])(?:{longest})(?!間)", sentence):
        yield _put(sentence, match, table[match.group()])


def negation_inserted(sentence: str) -> Iterator[str]:
    """The main clause said with a no; nothing where it says no already."""
    return _first_that_fits(sentence, "yes_to_no") if not re.search(_data()["says_no"], sentence[-12:]) else iter(())


def negation_removed(sentence: str) -> Iterator[str]:
    """A no of the sentence taken away."""
    return _first_that_fits(sentence, "no_to_yes")


def actors(sentence: str) -> Iterator[str]:
    """Another actor, or two that changed places."""
    return _pairs(sentence, "actors")


def quantities(sentence: str) -> Iterator[str]:
    """Another word of quantity: all for some, more for less."""
    return _pairs(sentence, "quantities")


def modality(sentence: str) -> Iterator[str]:
    """What is wished for said to be a duty, what is considered said to be decided."""
    for one, other in _data()["modality"]:
        if one in sentence:
            yield sentence.replace(one, other, 1)


CHANGES: Mapping[str, Change] = {
    "digit": digits,
    "full_width": full_width_digits,
    "kanji": kanji_numbers,
    "era": other_era,
    "swapped": swapped_numbers,
    "unit": units,
    "no_inserted": negation_inserted,
    "no_removed": negation_removed,
    "actor": actors,
    "quantity": quantities,
    "modality": modality,
}


def in_kanji(number: int) -> str:
    """`number`, 1 to 99, written out in kanji."""
    kanji: str = _data()["kanji"]
    tens, ones = divmod(number, 10)
    return (f"{kanji[tens - 1] if tens > 1 else ''}十" if tens else "") + (kanji[ones - 1] if ones else "")


def _pairs(sentence: str, table: str) -> Iterator[str]:
    for (one, name), (other, other_name) in _data()[table]:
        either = re.compile(f"(?P<one>{one})|{other}")
        changed = either.sub(partial(_exchanged, name, other_name), sentence)
        if changed != sentence:
            yield changed


def _exchanged(name: str, other_name: str, match: re.Match[str]) -> str:
    return other_name if match["one"] else name


def _first_that_fits(sentence: str, table: str) -> Iterator[str]:
    for pattern, put in _data()[table]:
        changed = re.sub(pattern, put, sentence, count=1)
        if changed != sentence:
            yield changed
            return


def _put(sentence: str, match: re.Match[str], text: str) -> str:
    return sentence[: match.start()] + text + sentence[match.end() :]


@lru_cache(maxsize=1)
def _kanji_number() -> re.Pattern[str]:
    return re.compile(rf"(?P<number>[{_data()['kanji']}十百]+)(?={_data()['counters']})")


def _data() -> dict[str, Any]:
    data: dict[str, Any] = prompts.load("eval/changes")
    return data
