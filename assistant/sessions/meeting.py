"""From a rehearsal to the meeting: a one-page leaflet out of what was said well, and answers to what is still open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import prompts
from assistant.coach.handing_out import for_others, pieces
from assistant.coach.scenes import SCENES
from assistant.coach.steps import Step
from assistant.coach.worksheet import Figure, Worksheet
from assistant.knowledge.notes import MARK
from assistant.retrieval.units import NoteUnit
from assistant.roleplay.debrief import Debrief, Hardened, Worry, place
from assistant.roleplay.rubric import rubric
from assistant.roleplay.values import Status
from assistant.roles.grounds import Grounds
from assistant.sessions.practice_sources import PracticeSources
from assistant.types import Citation, Note

_TEXTS = "roleplay/practice"
_TWICE = re.compile(r"(\[\d+\])\1+")
_FIGURES = 5
"""Figures of the worksheet on one page."""
_LINES = 3
_PLANNED = 2
"""Own words, and lines of the worksheet, under one heading of the page."""
_SHEET_STEPS = (Step.VISION, Step.ISSUES, Step.MEASURES)
"""What the leaflet takes from the worksheet."""
_LONGEST = 110
_SENTENCE = re.compile("[^\u3002\n]*\u3002?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One heading of the leaflet. `lines` are the trainee's own words, empty where `blank` asks for them."""

    id: str
    title: str
    lines: tuple[str, ...]
    planned: tuple[str, ...]
    """What the worksheet has for it, each with its scene."""
    figures: tuple[str, ...]
    blank: str
    grounds: tuple[tuple[str, int], ...]
    """(place, number of its citation) of what says why this belongs on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the guide says: the title of a note and its first layer, with marks such as [3]."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A question to expect. `answer` is empty where the guide has none."""

    question: str
    answer: tuple[Drawn, ...]
    bears: str
    """Short title and section of the passage that bears out a way of meeting the worry."""
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Everything to take to the meeting."""

    partner: str
    municipality: str
    section: str
    leaflet: tuple[Part, ...]
    questions: tuple[Prepared, ...]
    citations: tuple[Citation, ...]
    held_back: tuple[str, ...] = ()
    """What was written or said and does not stand on the leaflet, with the reason: for whoever made it."""


def pack(found: Debrief, grounds: Grounds, notes: Mapping[str, NoteUnit], sheet: Worksheet | None = None) -> Pack:
    """The pack after the run of `found`; `notes` are those of the served guide, `sheet` the town's plan.

    What a partner must not be handed (see `handing_out`, and what hardened the partner in the run) is left out.
    """
    sources = PracticeSources(grounds)
    written: tuple[str, ...] = ()
    if sheet:
        sheet, held = for_others(sheet, _SHEET_STEPS)
        written = tuple(one.told for one in held)
    leaflet = _each_said_once(tuple(_part(row, found, sources, sheet) for row in prompts.load(_TEXTS)["leaflet"]))
    worries = [worry for worry in found.worries if worry.status is not Status.CLOSED]
    questions = tuple(_prepared(worry, sources, notes) for worry in worries)
    return Pack(
        partner=found.name, municipality=sheet.municipality if sheet else "",
        section=sheet.organisation.section if sheet else "", leaflet=leaflet, questions=questions,
        citations=sources.made, held_back=(*written, *_said_amiss(found)),
    )  # fmt: skip


def _part(row: Mapping[str, Any], found: Debrief, sources: PracticeSources, sheet: Worksheet | None) -> Part:
    points: Sequence[str] = row["points"]
    earned = {line.point: line for line in found.rows if line.score}
    said = [earned[point].quote for point in points if point in earned]
    lines = tuple(dict.fromkeys(_short(quote) for quote in said if _blow_in(quote, found) is None))[:_LINES]
    planned = _planned(sheet, row.get("sheet", "")) if sheet else ()
    figures = figures_of(sheet) if sheet and "local_figures" in points else ()
    shown = [point for point in points if point in earned] or list(points[:1])
    why = [rubric().points[point].source for point in shown]
    grounds = tuple(dict.fromkeys((place(source), sources.number(source)) for source in why))
    blank = "" if lines or figures or planned else str(row["blank"])
    return Part(id=row["id"], title=row["title"], lines=lines, planned=planned, figures=figures, blank=blank,
                grounds=grounds)  # fmt: skip


def _said_amiss(found: Debrief) -> tuple[str, ...]:
    """Quotes that would have stood on the leaflet but hardened the partner, each with what was amiss."""
    wanted = {point for row in prompts.load(_TEXTS)["leaflet"] for point in row["points"]}
    quotes = dict.fromkeys(line.quote for line in found.rows if line.score and line.point in wanted)
    blows = [(quote, _blow_in(quote, found)) for quote in quotes]
    return tuple(_text("held_said", quote=_short(quote), name=blow.name) for quote, blow in blows if blow is not None)


def _blow_in(quote: str, found: Debrief) -> Hardened | None:
    """What hardened the partner in these very words, if anything did."""
    return next((blow for blow in found.hardening if blow.quote in quote or quote in blow.quote), None)


def _each_said_once(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """One sentence may meet points of several headings: it stays where it is all there is, else under the last."""
    left = list(parts)
    for number, part in enumerate(left):
        later = {line for other in left[number + 1 :] for line in other.lines}
        kept = tuple(line for line in part.lines if line not in later)
        if kept:
            left[number] = replace(part, lines=kept)
    return tuple(left)


def _planned(sheet: Worksheet, step: str) -> tuple[str, ...]:
    """The first sentences of the cells of one step, scene by scene. Of measures and scenes that have no room, the
    page says how many there are.
    """
    if not step:
        return ()
    written = [(scene, sheet.text(scene, Step(step)).strip()) for scene in SCENES]
    lines = [_planned_line(scene.name_ja, text, Step(step)) for scene, text in written if text]
    more = [_text("more_scenes", count=len(lines) - _PLANNED)] if len(lines) > _PLANNED else []
    return (*lines[:_PLANNED], *more)


def _planned_line(scene: str, text: str, step: Step) -> str:
    if step is not Step.MEASURES:
        return _text("planned", scene=scene, text=_short(_first_sentence(text)))
    first, *others = pieces(text)
    more = _text("more_measures", count=len(others)) if others else ""
    return _text("planned", scene=scene, text=_short(first) + more)


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[0].strip() if found and found[0].strip() else text


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def figures_of(sheet: Worksheet) -> tuple[str, ...]:
    """The figures of the worksheet that are known, in words."""
    people, percent = _text("people"), _text("percent")
    basics = sheet.basics
    known = [
        Figure(name=_text("population"), value=basics.population, unit=people),
        Figure(name=_text("ageing_rate"), value=basics.ageing_rate, unit=percent),
        Figure(name=_text("certified"), value=basics.certified, unit=people),
        *basics.others,
    ]
    return tuple(_figure(figure) for figure in known if figure.value is not None)[:_FIGURES]


def _figure(figure: Figure) -> str:
    said = _text("figure", name=figure.name, value=f"{figure.value:,.10g}", unit=figure.unit)
    return said + (_text("figure_source", source=figure.source) if figure.source else "")


def _prepared(worry: Worry, sources: PracticeSources, notes: Mapping[str, NoteUnit]) -> Prepared:
    known = prompts.load(_TEXTS)["answers"].get(worry.concern, {})
    question = known.get("question") or _text("plain_question", name=worry.name)
    answer = tuple(_lead(notes[note_id].note, sources) for note_id in known.get("notes", ()) if note_id in notes)
    return Prepared(question=question, answer=answer, bears=place(worry.source), number=sources.number(worry.source))


def _lead(note: Note, sources: PracticeSources) -> Drawn:
    """The first layer of a note, its marks renumbered to the pack's list of sources."""

    def renumbered(mark: re.Match[str]) -> str:
        at = int(mark[1]) - 1
        return f"[{sources.of_note(note.sources[at], note.id)}]" if at < len(note.sources) else ""

    text = MARK.sub(renumbered, " ".join(note.sections[0].text.split("\n")).strip())
    # two anchors of a note may stand in one sentence of the document
    return Drawn(title=note.title, text=_TWICE.sub(r"\1", text))


def _text(key: str, **values: object) -> str:
    return prompts.text(_TEXTS, f"pack.{key}", **values)
