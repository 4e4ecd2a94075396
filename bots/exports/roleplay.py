"""A practice run on paper: the debrief for the trainer, and what to take to the meeting."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from assistant.roleplay.debrief import Debrief
from assistant.roleplay.rubric import rubric
from assistant.roleplay.values import Run
from assistant.roles.grounds import Grounds
from assistant.sessions.clock import JAPAN
from assistant.sessions.meeting import Pack, Part, Prepared
from assistant.sessions.practice import Practice
from assistant.sessions.practice_sources import PracticeSources, sources_of
from assistant.types import Citation
from bots.exports.paper import Paper

_TEXTS = "roleplay/practice"
_HALF = 10
_FULL, _EMPTY, _MIDDLE = "\u25a0", "\u3000", "\uff5c"
"""Cells of a bar; all of them as wide as a kanji."""


def debrief_to_word(practice: Practice, found: Debrief, grounds: Grounds, *, who: str) -> bytes:
    """The whole debrief of a run with everything that was said and its sources, as the bytes of a .docx file."""
    sources = sources_of(found, grounds)
    paper = Paper(_text("title"))
    _head(paper, practice, found, who)
    _advice(paper, found)
    _points(paper, found, sources)
    _blows(paper, found, sources)
    _course(paper, found)
    _talk(paper, practice.run, found.name)
    _sources(paper, _text("sources"), sources.made)
    return paper.content()


def pack_to_word(made: Pack) -> bytes:
    """A leaflet of one page, questions to expect with answers, and the list of sources: the bytes of a .docx file."""
    paper = Paper(_pack("title"))
    paper.title(_pack("subject"))
    paper.text(_pack("to"))
    sender = _pack("from", municipality=made.municipality, section=made.section).strip()
    paper.text(sender or _pack("from_blank"))
    for part in made.leaflet:
        _part(paper, part)
    paper.new_page()
    if made.held_back:
        paper.heading(_pack("held"))
    for line in made.held_back:
        paper.point(line)
    paper.title(_pack("questions"))
    paper.text(_pack("questions_lead" if made.questions else "questions_none", name=made.partner))
    for number, prepared in enumerate(made.questions, start=1):
        _prepared(paper, number, prepared)
    paper.new_page()
    _sources(paper, _pack("sources"), made.citations)
    return paper.content()


def _head(paper: Paper, practice: Practice, found: Debrief, who: str) -> None:
    texts = prompts.load("roleplay/messages")
    level = prompts.load(_TEXTS)["levels"][practice.run.level]
    day = f"{practice.head.created_at.astimezone(JAPAN):%Y/%m/%d %H:%M}"
    paper.title(_text("title"))
    paper.text(_text("facts", name=found.name, level=level, day=day))
    paper.text(_text("trainee", who=who))
    paper.text(_text("score", score=found.score, outcome=texts["outcome"][found.outcome.value]), bold=True)
    if practice.hints:
        paper.text(_text("hints", count=len(practice.hints)))
    seen = found.comparison
    if seen is None:
        return
    paper.text(_text("comparison", runs=seen.runs, last=seen.last, best=seen.best, change=f"{seen.change:+d}"))
    for key, points in (("gained", seen.gained), ("missed", seen.missed)):
        if points:
            paper.text(_text(key, names="\u3001".join(rubric().points[point].name for point in points)))


def _advice(paper: Paper, found: Debrief) -> None:
    if found.worked:
        paper.heading(_text("worked"))
    for row in found.worked:
        paper.point(_text("suggestion", name=row.name, why=_text("example", example=row.quote)))
    if found.to_try:
        paper.heading(_text("to_try"))
    for suggestion in found.to_try:
        paper.point(_text("suggestion", name=suggestion.name, why=suggestion.why))
        paper.quote(_text("example", example=suggestion.example))


def _points(paper: Paper, found: Debrief, sources: PracticeSources) -> None:
    paper.heading(_text("points"))
    rows = [
        (
            row.name,
            _text("level", score=row.score),
            row.quote or _text("no_quote"),
            _text("used", used=row.used, number=sources.number(row.source)),
        )
        for row in found.rows
    ]
    paper.table(_columns("columns"), rows, (42, 16, 52, 60))


def _blows(paper: Paper, found: Debrief, sources: PracticeSources) -> None:
    if found.hardening:
        paper.heading(_text("hardening"))
    for blow in found.hardening:
        paper.text(_text("hardened", turn=blow.turn, quote=blow.quote, name=blow.name), bold=True)
        paper.text(_text("why", why=blow.why, number=sources.number(blow.source)))
        paper.quote(_text("example", example=blow.example))
    if found.slips:
        paper.heading(_text("slips"))
    for slip in found.slips:
        paper.point(_text("slip", quote=slip.quote, correct=slip.correct, number=sources.number(slip.source)))
    paper.heading(_text("worries"))
    statuses = prompts.load("roleplay/messages")["status"]
    for worry in found.worries:
        paper.point(_text("worry", name=worry.name, status=statuses[worry.status.value],
                          number=sources.number(worry.source)))  # fmt: skip


def _course(paper: Paper, found: Debrief) -> None:
    paper.heading(_text("course"))
    rows = [
        (_text("turn", turn=point.turn) if point.turn else _text("start"), f"{point.mood:+d}", bar(point.mood),
         point.label)
        for point in found.course
    ]
    paper.table(_columns("course_columns"), rows, (24, 20, 84, 42))


def bar(mood: int) -> str:
    """A mood from -100 to 100 as a bar from the middle, in cells of equal width: a plot that any Word draws."""
    cells = round(abs(mood) * _HALF / 100)
    left, right = (0, cells) if mood >= 0 else (cells, 0)
    return _EMPTY * (_HALF - left) + _FULL * left + _MIDDLE + _FULL * right + _EMPTY * (_HALF - right)


def _talk(paper: Paper, run: Run, name: str) -> None:
    paper.heading(_text("talk"))
    paper.text(_text("partner", name=name, text=run.opening))
    for turn in run.turns:
        paper.text(_text("you", text=turn.utterance), bold=True)
        if turn.reply:
            paper.text(_text("partner", name=name, text=turn.reply))


def _part(paper: Paper, part: Part) -> None:
    paper.heading(part.title)
    for line in (*part.lines, *part.planned, *part.figures):
        paper.point(line)
    if part.blank:
        paper.text(part.blank)
    grounds = [_pack("ground", place=place, number=number) for place, number in part.grounds]
    paper.text(_pack("grounds", grounds="\u3001".join(grounds)))


def _prepared(paper: Paper, number: int, prepared: Prepared) -> None:
    paper.heading(_pack("question", number=number, text=prepared.question), level=2)
    for drawn in prepared.answer:
        paper.text(_pack("drawn", title=drawn.title), bold=True)
        paper.text(drawn.text)
    if not prepared.answer:
        paper.text(_pack("unknown"))
    paper.text(_pack("bears", place=prepared.bears, number=prepared.number))


def _sources(paper: Paper, heading: str, citations: Sequence[Citation]) -> None:
    paper.heading(heading)
    for citation in citations:
        parts = [citation.title, citation.edition, citation.section]
        if citation.page is not None:
            parts.append(_text("page", page=citation.page))
        if citation.superseded:
            parts.append(_text("superseded"))
        paper.text(_text("source", number=citation.number, place=" / ".join(part for part in parts if part)))
        if citation.quote:
            paper.quote(_text("quote", quote=" ".join(citation.quote.split())))


def _columns(key: str) -> Sequence[str]:
    found: Sequence[str] = prompts.load(_TEXTS)["word"][key]
    return found


def _text(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, f"word.{key}", **values)


def _pack(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, f"pack.{key}", **values)
