"""One page for whoever takes over the post, and one to put on the table before the doctors' association."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import prompts
from assistant.coach.cycle import Review
from assistant.coach.handing_out import HANDED_OUT, for_others, pieces
from assistant.coach.scenes import SCENES
from assistant.coach.steps import STEPS, Step
from assistant.coach.worksheet import ScenePlan, Worksheet
from bots.exports import word
from bots.exports.excel_cycle import shown
from bots.exports.wording import TEXTS, brief, clean, number, say, trend

_HANDOVER = (22, 48, 48, 48, 56, 45)
_SHORT, _LONG = 56, 100
_LINE, _WIDE, _TRENDS = 34, 92, 3
_COMMA = "\u3001"
_LEAST_ROOM = 48
"""Characters of one place on a page that is full."""
_PAGE_LINES, _LINE_LENGTH = 20, 46
"""Lines that one page has for the cells of a plan, and characters of such a line."""


def handover(sheet: Worksheet, earlier: Sequence[Worksheet] = ()) -> bytes:
    """The bytes of a .docx file on one page, A4 landscape; `earlier` are the plans of the years before."""
    document = word.page(landscape=True, margin=12, size=9)
    word.title(document, say("handover.title", municipality=sheet.municipality, year=sheet.year), size=14)
    document.add_paragraph(say("handover.lead"))
    columns: list[str] = prompts.load(TEXTS)["handover"]["columns"]
    rows = [[scene.name_ja, *_scene_row(sheet.plan(scene))] for scene in SCENES]
    word.table(document, [columns, *rows], _HANDOVER, size=8)
    document.add_paragraph()
    word.table(document, _facts(sheet, earlier), (34, 233), head=False, size=8)
    return word.written(document)


def meeting(sheet: Worksheet) -> bytes:
    """The bytes of a .docx file on one page. The municipality's view and policy come first, requests last: that is
    the order in which the basic textbook has an office approach a professional body (II-2). What the checks flag
    gravest is left out (`handing_out`); what has no room is counted.
    """
    sheet, _ = for_others(sheet)
    full = sum(bool(plan.cells) for plan in sheet.scenes) > len(SCENES) // 2
    document = word.page(margin=16, size=9 if full else 10)
    word.title(document, say("meeting.title", municipality=sheet.municipality), size=13)
    document.add_paragraph(say("meeting.lead"))
    document.add_heading(say("meeting.policy"), 1)
    document.add_paragraph(say("meeting.policy_note"))
    _lines(document, sheet, Step.VISION)
    document.add_heading(say("meeting.situation"), 1)
    figures = _figures(sheet)
    if figures:
        document.add_paragraph(figures)
    _lines(document, sheet, Step.SITUATION)
    for key, step in (("issues", Step.ISSUES), ("measures", Step.MEASURES)):
        document.add_heading(say(f"meeting.{key}"), 1)
        _lines(document, sheet, step)
    document.add_heading(say("meeting.ask"), 1)
    word.bullets(document, prompts.load(TEXTS)["meeting"]["ask_items"])
    word.table(document, [[say("meeting.memo"), "\n" * 3]], (18, _WIDE), head=False)
    return word.written(document)


def _scene_row(plan: ScenePlan) -> list[str]:
    latest = plan.progress[-1:]
    progress = [say("handover.progress", date=p.date, measure=p.measure, note=p.note) for p in latest]
    decisions = [say("handover.decision", text=d.text, reason=d.reason) for d in plan.decisions]
    texts = [_short(plan.text(step), _SHORT) for step in (Step.VISION, Step.ISSUES, Step.GOALS)]
    measures = [brief(plan.text(Step.MEASURES), _SHORT), *[brief(line, _LINE) for line in progress]]
    return [*texts, "\n".join(filter(None, measures)) or say("empty"), _short("\n".join(decisions), _SHORT)]


def _facts(sheet: Worksheet, earlier: Sequence[Worksheet]) -> list[list[str]]:
    office, before = sheet.organisation, sheet.prework
    last_year = earlier[-1] if earlier else None
    people = (office.section, *office.officials, *office.partners, *office.meetings)
    tracked = [one for plan in sheet.scenes for one in plan.indicators]
    missing = [(scene, [s.name_ja for s in STEPS if not sheet.text(scene, s)]) for scene in SCENES]
    empty = [say("handover.open_scene", scene=scene.name_ja, steps=_row(steps)) for scene, steps in missing if steps]
    rows = {
        "organisation": _short(_row(people), _WIDE),
        "strengths": _short(_row((*before.strengths, *before.weaknesses)), _WIDE),
        "indicators": "\n".join(brief(trend(one), 3 * _LINE) for one in tracked[:_TRENDS]) or say("empty"),
        "open": "\n".join(empty) or say("handover.open_none"),
        "reviewed": brief(_row([_reviewed(one) for plan in sheet.scenes for one in plan.reviews]), _WIDE),
        "before": brief(_row(_decided(last_year)), _WIDE) if last_year else "",
        "years": _row([say("year", year=year) for year in (*(one.year for one in earlier), sheet.year)]),
        "first": "\n".join(prompts.load(TEXTS)["handover"]["first_items"]),
    }
    return [[say(f"handover.{key}"), text] for key, text in rows.items() if text]


def _decided(sheet: Worksheet) -> list[str]:
    return [one.text for plan in sheet.scenes for one in plan.decisions]


def _reviewed(review: Review) -> str:
    verdict = shown("verdicts", review.verdict.value) if review.verdict else say("empty")
    result = brief(review.result, _LINE) or say("empty")
    return say("handover.review", measure=review.measure, verdict=verdict, result=result)


def _lines(document: Any, sheet: Worksheet, step: Step) -> None:
    held = [(scene, sheet.text(scene, step)) for scene in SCENES if sheet.text(scene, step).strip()]
    room = None if _all_fits(sheet) else max(_LEAST_ROOM, 2 * _LONG // max(1, len(held)))
    lines = [say("meeting.scene_line", scene=scene.name_ja, text=_in_room(text, room, step)) for scene, text in held]
    word.bullets(document, lines or [say("empty")])


def _all_fits(sheet: Worksheet) -> bool:
    """Whether the page holds every cell uncut."""
    texts = [say("meeting.scene_line", scene=scene.name_ja, text=sheet.text(scene, step).strip())
             for scene in SCENES for step in HANDED_OUT if sheet.text(scene, step).strip()]  # fmt: skip
    return sum(-(-len(text) // _LINE_LENGTH) for text in texts) <= _PAGE_LINES


def _in_room(text: str, room: int | None, step: Step) -> str:
    """As many whole sentences or items as `room` holds (all where it is None), and how much there is besides."""
    if room is None:
        return " ".join(clean(text).split())
    first, *others = pieces(clean(text))
    shown = brief(first, room)
    while others and len(shown) + len(others[0]) <= room:
        shown += others.pop(0)
    if not others:
        return shown
    shown = shown.rstrip(_COMMA)
    return shown + (say("meeting.more", count=len(others)) if step is Step.MEASURES else say("meeting.cut"))


def _figures(sheet: Worksheet) -> str:
    basics = sheet.basics
    known = [
        f"{say(f'premise.{key}')}　{number(value)}"
        for key, value in (("population", basics.population), ("ageing_rate", basics.ageing_rate),
                           ("certified", basics.certified))
        if value is not None
    ]  # fmt: skip
    return _row(known)


def _short(text: str, length: int) -> str:
    return brief(text, length) or say("empty")


def _row(items: Sequence[str]) -> str:
    return "、".join(item for item in items if item)
