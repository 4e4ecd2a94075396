"""Addresses down to the house: prefecture, municipality, town and house number, with the building where one follows.

A place without a house number (a city, a district, a housing estate) is nobody's address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

import prompts
from assistant.guard.numbers import Region
from assistant.guard.patterns import listed
from assistant.guard.surroundings import office_beside, office_prefix

_REACH = 12
# Without one of these there is no house number.
_HINT = re.compile(r"\d|[\u4e01\u756a]")
_FRAGMENTS = (
    "postcode", "prefecture", "kana_places", "municipality", "number", "town", "house", "short_house", "block",
    "rural_town", "bare_town", "lot", "plain_house", "building_word", "building",
)  # fmt: skip


def addresses(text: str) -> list[Region]:
    """Addresses in the folded `text` that are not announced as an office's or a venue's."""
    if not _HINT.search(text):
        return []
    found: list[Region] = []
    for address in _with_municipality().finditer(text):
        if _is_town(address["town"] or address["rural"], address["house"] or ""):
            _add(text, found, *address.span())
    for address in _lot().finditer(text):
        free = not any(start < address.end() and address.start() < end for start, end, _ in found)
        if free and _is_town(address["town"], address["house"]) and _is_lot(text, address):
            _add(text, found, *address.span())
    for address in _town_only().finditer(text):
        taken = any(start < address.end() and address.start() < end for start, end, _ in found)
        if not taken and _is_town(address["town"], address["house"] or "") and _lived_in(text, *address.span()):
            _add(text, found, *address.span())
    return found


def _add(text: str, found: list[Region], start: int, end: int) -> None:
    while word := listed("address", "in_front").match(text, start, end):
        start = word.end()
    if not office_prefix(text, start) and not office_beside(text, start, end):
        found.append((start, end, "address"))


def _is_town(town: str, house: str) -> bool:
    if listed("address", "no_town_particles").search(town):
        return False
    # "City, material 3-1-2" looks like a house; with the units of an address between the numbers it cannot be one.
    only_hyphens = not re.search(r"[^\d-]", house)
    return not (only_hyphens and house and listed("address", "no_town_words").search(town))


def _is_lot(text: str, address: re.Match[str]) -> bool:
    """Whether a bare number behind a town is a house: somebody lives there, or a whole address stands alone."""
    if _lived_in(text, *address.span()):
        return True
    return bool(address["prefecture"]) and bool(listed("address", "lot_after").match(text, address.end()))


def _lived_in(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _REACH) : start]
    return bool(listed("address", "residence_before").search(before)
                or listed("address", "residence_after").match(text, end))  # fmt: skip


@lru_cache(maxsize=1)
def _fragments() -> dict[str, str]:
    raw = cast("dict[str, str]", prompts.load("guard/address"))
    built: dict[str, str] = {}
    for name in _FRAGMENTS:
        built[name] = raw[name].format(**built)
    return built


@lru_cache(maxsize=1)
def _with_municipality() -> re.Pattern[str]:
    part = _fragments()
    not_after_short = prompts.text("guard/address", "not_after_short")
    return re.compile(
        rf"(?:{part['postcode']})?(?:{part['prefecture']} ?)?{part['municipality']}{{1,3}} ?"
        rf"(?:(?P<town>{part['town']}) ?(?P<house>{part['house']}|{part['short_house']}{not_after_short})"
        rf"|(?P<rural>{part['rural_town']}) ?{part['plain_house']}(?!\d))(?:{part['building']})?"
    )


@lru_cache(maxsize=1)
def _lot() -> re.Pattern[str]:
    part = _fragments()
    return re.compile(rf"(?:{part['postcode']})?(?P<prefecture>{part['prefecture']} ?)?{part['municipality']}{{1,3}} ?"
                      rf"(?P<town>{part['town']}) ?(?P<house>{part['lot']})")  # fmt: skip


@lru_cache(maxsize=1)
def _town_only() -> re.Pattern[str]:
    part = _fragments()
    return re.compile(rf"(?P<town>{part['bare_town']}) ?(?P<house>{part['house']}|{part['block']})"
                      rf"(?:{part['building']})?")  # fmt: skip
