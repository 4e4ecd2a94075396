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
_FAR_BEFORE = 120
_LONGER_THAN_DATES = 10
_ADJACENT = 3
_RUN = re.compile(
    r"(?:(?i:(?<=no\.)|(?<=no))|(?<![0-9A-Za-z./_+\\-]))H?\d(?:[ .\u30fb-]?\d){6,39}(?![0-9A-Za-z_]|[.,]\d|[/-]\d)"
)
_TELEPHONE = re.compile(r"0[1-9]")
_CELL = re.compile(r"[\n,| ]$")
_HEADING = re.compile(r"(?m)^[^\n\u3002]{0,80}[,| ][^\n\u3002]{0,80}\n")
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
    if len(set(digits)) == 1 or listed("numbers", "units").match(text, end):
        return None
    labels = _labels_before(text, start, telephone=bool(_TELEPHONE.match(digits)))
    if mistyped:
        return _mistyped(labels, start, digits)
    for label in labels:
        if label.name not in _LENGTHS:
            return None
        kind = _fits(label.name, digits)
        if kind:
            return kind
    after = _label_after(text, end)
    if after and (not labels or labels[0].end < start - _ADJACENT):
        return _fits(after, digits)
    if labels:
        return None
    return (
        _next_to_sealed(text, start, digits)
        or _in_column(text, start, digits)
        or _labelled_far_before(text, start, digits)
        or _weak_my_number(text, digits)
    )


def _fits(label: str, digits: str) -> Kind | None:
    kind = _LENGTHS[label].get(len(digits))
    return None if digits.startswith("H") and kind != "care_insurance_number" else kind


def _mistyped(labels: list[_Label], start: int, digits: str) -> Kind | None:
    """One digit too many or too few directly behind a label: still most of somebody's number."""
    if not labels or labels[0].name not in _LENGTHS or start - labels[0].end > _ADJACENT:
        return None
    lengths = _LENGTHS[labels[0].name]
    return next((kind for length, kind in lengths.items() if abs(length - len(digits)) == 1), None)


def _labels_before(text: str, start: int, *, telephone: bool) -> list[_Label]:
    """Labels and names of look-alikes shortly before `start` in the same sentence, the nearest first."""
    low = max(0, start - _BEFORE)
    window = text[low:start]
    cut = max(window.rfind("\u3002"), window.rfind("\n\n")) + 1
    names = [*_LENGTHS, "look_alikes", *(["telephone_labels"] if telephone else [])]
    found = [_Label(name, low + hit.end()) for name in names for hit in _labels(name).finditer(window, cut)]
    return sorted(found, key=lambda label: -label.end)


def _label_after(text: str, end: int) -> str | None:
    """A label shortly behind `end`, unless another number follows it, whose label it then is."""
    window = text[end : end + _AFTER + 12]
    first: tuple[int, str] | None = None
    for name in _LENGTHS:
        found = _labels(name).search(window)
        if found and found.start() <= _AFTER and not re.match(r"[^\d\u3002]{0,3}\d{4}", window[found.end() :]):
            breaks = re.search(r"[\u3002\n]", window[: found.start()])
            if not breaks and (first is None or found.start() < first[0]):
                first = found.start(), name
    return first[1] if first else None


def _next_to_sealed(text: str, start: int, digits: str) -> Kind | None:
    """A number in a row with one that is already masked, as in a list of two people's."""
    joint = _BETWEEN_SEALED.search(text, max(0, start - 3), start)
    before = text[joint.start() - 1] if joint and joint.start() else ""
    kind = _NUMBER_SEALS.get(before)
    if kind and any(lengths.get(len(digits)) == kind for lengths in _LENGTHS.values()):
        return kind
    return None


def _in_column(text: str, start: int, digits: str) -> Kind | None:
    """A cell of a pasted table: a line above that has the label between separators, and a cell of the right count."""
    if not _CELL.search(text, max(0, start - 1), start):
        return None
    for heading in _HEADING.finditer(text, 0, start):
        for name in _LENGTHS:
            if _labels(name).search(heading.group()) and _fits(name, digits):
                return _fits(name, digits)
    return None


def _labelled_far_before(text: str, start: int, digits: str) -> Kind | None:
    """A label some sentences earlier, for counts of digits that no date has."""
    if len(digits) < _LONGER_THAN_DATES:
        return None
    window = text[max(0, start - _FAR_BEFORE) : start]
    names = (name for name in _LENGTHS if _fits(name, digits) and _labels(name).search(window))
    return next((_fits(name, digits) for name in names), None)


def _weak_my_number(text: str, digits: str) -> Kind | None:
    if valid_my_number(digits) and listed("numbers", "weak_my_number").search(text):
        return "my_number"
    return None


@lru_cache(maxsize=16)
def _labels(name: str) -> re.Pattern[str]:
    return re.compile(source("numbers", f"labels.{name}" if name in _LENGTHS else name))
