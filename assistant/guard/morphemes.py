"""Runs of morphemes that Sudachi's dictionary calls a person's: tens of thousands of surnames, read in their sentence.

Costs some microseconds a window, so it is asked wherever a cue stands and the surname list does not settle it.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language.sudachi import whole_names

_PERSON = "\u4eba\u540d"
_SURNAME = "\u59d3"
_JOINTS = frozenset(" \u30fb")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRun:
    """Neighbouring morphemes of a name. `full`: a surname and something behind it."""

    start: int
    end: int
    surname: bool
    full: bool


def name_runs(text: str, low: int, high: int) -> list[NameRun]:
    """The runs in `text[low:high]`, a few hundred characters at most; places count from the start of `text`."""
    low = max(0, low)
    runs: list[NameRun] = []
    joint = False
    for morpheme in whole_names().tokenize(text[low:high]):
        part = morpheme.part_of_speech()
        if part[2] != _PERSON:
            joint = bool(runs) and morpheme.surface() in _JOINTS and runs[-1].end == low + morpheme.begin()
            continue
        start, end = low + morpheme.begin(), low + morpheme.end()
        last = runs[-1] if runs else None
        # A second surname begins another person.
        follows = last is not None and last.surname and not last.full and start - last.end == int(joint)
        if last and follows and not (joint and part[3] == _SURNAME):
            runs[-1] = NameRun(start=last.start, end=end, surname=True, full=True)
        else:
            runs.append(NameRun(start=start, end=end, surname=part[3] == _SURNAME, full=False))
        joint = False
    return runs
