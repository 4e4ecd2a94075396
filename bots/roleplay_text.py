"""A role-play as text for a terminal."""

from __future__ import annotations

import prompts
from assistant.roleplay.debrief import Debrief, place

_TEXTS = "roleplay/messages"


def said(key: str, /, **values: object) -> str:
    """A line of the terminal's texts."""
    return prompts.text(_TEXTS, f"terminal.{key}", **values)


def print_debrief(found: Debrief) -> None:
    """The debrief, point by point."""
    texts = prompts.load(_TEXTS)
    _line("score", score=found.score, outcome=texts["outcome"][found.outcome.value])
    if found.comparison is not None:
        seen = found.comparison
        _line("comparison", runs=seen.runs, last=seen.last, best=seen.best, change=f"{seen.change:+d}")
    print()
    for row in found.rows:
        _line("row", name=row.name, score=row.score)
        if row.quote:
            _line("quote", quote=row.quote)
        else:
            _line("used", used=row.used, place=row.place)
    for blow in found.hardening:
        print()
        _line("hardened", name=blow.name, turn=blow.turn)
        _line("quote", quote=blow.quote)
        _line("why", why=blow.why, place=blow.place)
    _rest(found, texts)


def _rest(found: Debrief, texts: dict[str, dict[str, str]]) -> None:
    print()
    _line("worked")
    for row in found.worked:
        _line("suggestion", name=row.name, example=row.quote)
    _line("to_try")
    for suggestion in found.to_try:
        _line("suggestion", name=suggestion.name, example=suggestion.example)
    if found.slips:
        _line("slips")
    for slip in found.slips:
        _line("slip", quote=slip.quote, correct=slip.correct, place=place(slip.source))
    _line("worries")
    for worry in found.worries:
        _line("worry", name=worry.name, status=texts["status"][worry.status.value])
    _line("course")
    for point in found.course:
        key = "mood" if point.turn else "start"
        _line(key, turn=point.turn, mood=f"{point.mood:+d}", label=point.label)


def _line(key: str, /, **values: object) -> None:
    print(prompts.text(_TEXTS, f"debrief.{key}", **values))
