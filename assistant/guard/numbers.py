"""Numbers that belong to one person: digits of the right count beside a word that names them.

Ten of a hundred random strings of twelve digits pass the check digit of a My Number, so a check digit alone never
decides; a label directly before the number decides even where the check digit is wrong, because staff mistype.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.guard.finding import Kind
from assistant.guard.folded import SEALS
from assistant.guard.patterns import listed, source

Region = tuple[int, int, Kind]

_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_LENGTHS: dict[str, dict[int, Kind]] = {
    "my_number": {12: "my_number"},
    "care_insurance_number": {10: "care_insurance_number"},
    "late_elderly_number": {8: "late_elderly_number"},
    "insured": {10: "care_insurance_number", 8: "late_elderly_number"},
    "basic_pension_number": {10: "basic_pension_number"},
    "resident_record_code": {11: "resident_record_code"},
}
"""Which count of digits a label asks for, and what it is then."""
_BEFORE, _AFTER = 30, 14
_ADJACENT = 3
_RUN = re.compile(
    r"(?:(?i:(?<=no\.)|(?<=no))|(?<![0-9A-Za-z./_+\\-]))H?\d(?:[ .\u30fb-]?\d){6,39}(?![0-9A-Za-z_]|[.,]\d|[/-]\d)"
)
_GROUP = re.compile(r"H?\d+")
_NUMBER_SEALS = {SEALS[kind]: kind for kinds in _LENGTHS.values() for kind in kinds.values()}
_BETWEEN_SEALED = re.compile(r"[ ,\u3001\u30fb\u3068/]{1,3}$")


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    end: int


def valid_my_number(digits: str) -> bool:
    """Whether the twelfth digit is the check digit of the first eleven (Ministerial Ordinance 85 of 2014, Art. 5)."""
    if len(digits) != 12 or not digits.isdecimal():
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def personal_numbers(text: str) -> list[Region]:
    """Personal numbers in the folded `text`."""
    found: list[Region] = []
    for run in _RUN.finditer(text):
        windows = list(_windows(run))
        regions = _pick(text, windows, mistyped=False) or _pick(text, windows, mistyped=True)
        found.extend(regions)
    return found


def _pick(text: str, windows: list[tuple[int, int]], *, mistyped: bool) -> list[Region]:
    found: list[Region] = []
    for start, end in windows:
        if found and start < found[-1][1]:
            continue
        kind = _kind(text, start, end, mistyped=mistyped)
        if kind:
            found.append((start, end, kind))
    return found


def digit_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of seven digits and more in the folded `text`, with what is left without separators."""
    for run in _RUN.finditer(text):
        yield run.start(), run.end(), re.sub(r"[^\dH]", "", run.group())


def _windows(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Whole groups of the run, longest first from each start, that hold 7 to 13 digits."""
    groups = [(run.start() + g.start(), run.start() + g.end()) for g in _GROUP.finditer(run.group())]
    for first, (start, _) in enumerate(groups):
        total, ends = 0, []
        for a, b in groups[first:]:
            total += b - a
            if total > 13:
                break
            if total >= 7:
                ends.append(b)
        for end in reversed(ends):
            yield start, end


def _kind(text: str, start: int, end: int, *, mistyped: bool) -> Kind | None:
    digits = re.sub(r"[^\dH]", "", text[start:end])
    if listed("numbers", "units").match(text, end):
        return None
    label = _label_before(text, start)
    if label is None or label.name not in _LENGTHS:
        after = _label_after(text, end)
        if after and (label is None or label.end < start - _ADJACENT):
            label = after
    if label is None:
        return _next_to_sealed(text, start, digits) or _weak_my_number(text, digits)
    lengths = _LENGTHS.get(label.name, {})
    if digits.startswith("H") and lengths.get(len(digits)) != "care_insurance_number":
        return None
    if len(digits) in lengths:
        return lengths[len(digits)]
    if mistyped and 0 <= start - label.end <= _ADJACENT:
        # One digit too many or too few, directly behind its label: mistyped, and still most of somebody's number.
        return next((kind for length, kind in lengths.items() if abs(length - len(digits)) == 1), None)
    return None


def _label_before(text: str, start: int) -> _Label | None:
    """The label, or the name of a look-alike, that ends nearest before `start` in the same sentence."""
    window = text[max(0, start - _BEFORE) : start]
    cut = max(window.rfind("\u3002"), window.rfind("\n\n")) + 1
    offset = max(0, start - _BEFORE)
    best: _Label | None = None
    for name in (*_LENGTHS, "look_alikes"):
        for found in _labels(name).finditer(window, cut):
            at = offset + found.end()
            if best is None or at > best.end:
                best = _Label(name, at)
    return best


def _label_after(text: str, end: int) -> _Label | None:
    """A label shortly behind `end`, unless another number follows it, whose label it then is."""
    window = text[end : end + _AFTER + 12]
    first: tuple[int, _Label] | None = None
    for name in _LENGTHS:
        found = _labels(name).search(window)
        if found and found.start() <= _AFTER and not re.match(r"[^\d\u3002]{0,3}\d{4}", window[found.end() :]):
            breaks = re.search(r"[\u3002\n]", window[: found.start()])
            if not breaks and (first is None or found.start() < first[0]):
                first = found.start(), _Label(name, -1)
    return first[1] if first else None


def _next_to_sealed(text: str, start: int, digits: str) -> Kind | None:
    """A number in a row with one that is already masked, as in a list of two people's."""
    joint = _BETWEEN_SEALED.search(text, max(0, start - 3), start)
    before = text[joint.start() - 1] if joint and joint.start() else ""
    kind = _NUMBER_SEALS.get(before)
    if kind and any(lengths.get(len(digits)) == kind for lengths in _LENGTHS.values()):
        return kind
    return None


def _weak_my_number(text: str, digits: str) -> Kind | None:
    if valid_my_number(digits) and listed("numbers", "weak_my_number").search(text):
        return "my_number"
    return None


@lru_cache(maxsize=16)
def _labels(name: str) -> re.Pattern[str]:
    return re.compile(source("numbers", name if name == "look_alikes" else f"labels.{name}"))
