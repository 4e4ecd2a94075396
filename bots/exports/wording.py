"""What all files share: texts, numbers as they are written, and characters that a file can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

import prompts
from assistant.coach.indicator import TrackedIndicator
from assistant.coach.worksheet import Worksheet

TEXTS = "coach/exports"
# XML 1.0 has no place for these, and a cell may hold any character
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SENTENCE_END = re.compile("[\u3002\n]")
_CUT = "…"


def say(key: str, **values: object) -> str:
    """A text of the files."""
    return prompts.text(TEXTS, key, **values)


def clean(text: str) -> str:
    """`text` without what a file cannot hold."""
    return _NO_XML.sub("", text)


def or_empty(text: str) -> str:
    """`text`, or the words for a place where nothing is written."""
    return clean(text.strip()) or say("empty")


def brief(text: str, length: int) -> str:
    """`text` on one line in at most `length` characters, cut at the end of a sentence where one is near."""
    flat = " ".join(clean(text).split())
    if len(flat) <= length:
        return flat
    ends = [found.end() for found in _SENTENCE_END.finditer(flat, 0, length)]
    return flat[: ends[-1]] if ends and ends[-1] * 2 > length else flat[: length - 1] + _CUT


def number(value: float | None) -> str:
    """A number without needless digits, with commas from thousands on; empty where there is none."""
    return "" if value is None else f"{value:,.10g}" if value % 1 else f"{value:,.0f}"


def premise(sheet: Worksheet) -> list[tuple[str, str]]:
    """(label, text) of what comes before the eight steps, in the order of the sheet."""
    basics, office, before = sheet.basics, sheet.organisation, sheet.prework
    values = {
        "municipality": sheet.municipality,
        "year": str(sheet.year),
        "stage": sheet.stage.name_ja if sheet.stage else "",
        "population": number(basics.population),
        "ageing_rate": number(basics.ageing_rate),
        "certified": number(basics.certified),
        "section": office.section,
        "officials": _list(office.officials),
        "partners": _list(office.partners),
        "meetings": _list(office.meetings),
        "strengths": _list(before.strengths),
        "weaknesses": _list(before.weaknesses),
        "needed": before.needed,
    }
    return [(say(f"premise.{key}"), clean(text)) for key, text in values.items()]


def trend(indicator: TrackedIndicator) -> str:
    """An indicator in one line: its values over the years and its target."""
    written = " → ".join(say("trend_value", value=number(v), year=year) for year, v in indicator.series)
    if not written:
        written = number(indicator.baseline) or say("empty")
    key = "trend" if indicator.target is not None else "trend_plain"
    return say(key, name=clean(indicator.name), values=written, unit=clean(indicator.unit),
               target=number(indicator.target))  # fmt: skip


def years_of(indicators: Sequence[TrackedIndicator]) -> list[int]:
    """All years for which there is a value."""
    return sorted({year for one in indicators for year, _ in one.values})


def _list(items: Sequence[str]) -> str:
    return "\n".join(items)
