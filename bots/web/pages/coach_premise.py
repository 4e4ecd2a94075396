"""What stands before and beside the eight steps: basic data, the office, strengths and weaknesses, indicators.

What was typed is shown again, as it was typed, where a number cannot be read or somebody else saved first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from assistant.coach import SCENES, Scene, Worksheet, parse_scene
from assistant.coach.cards import stage_card
from assistant.coach.indicator import IndicatorKind, TrackedIndicator
from assistant.coach.parts import PREMISE, Part, indicators
from assistant.coach.stages import STAGES, Stage
from assistant.errors import UsageError
from assistant.sessions.worksheets import Edit, KeptSheet
from bots.exports.reading import as_number, as_year, told
from bots.exports.wording import number, say
from bots.web.coach_bodies import Name, SheetId
from bots.web.coach_forms import Form, Refusal, fields, keep, rows
from bots.web.coach_shown import coach_views
from bots.web.security.csrf import proven
from bots.web.security.users import Who
from bots.web.state import Web, WebState

router = APIRouter(prefix="/coach", include_in_schema=False, dependencies=[Depends(proven)])
_BASICS = ("population", "ageing_rate", "certified")
_LISTS = ("officials", "partners", "meetings", "strengths", "weaknesses")
_LINES = ("section", "needed")
_TEXT, _NUMBERS, _YEARS = ("unit", "source"), ("baseline", "target"), ("baseline_year", "target_year")
_VALUE = ("value_year", "value")
_ROW = ("name", "was", "kind", *_TEXT, *_NUMBERS, *_YEARS, *_VALUE)
"""Columns of an indicator's form; `was` is the name under which it was read."""

Fields = Mapping[str, str]


@router.get("/{sheet_id}/premise")
def premise_page(request: Request, web: Web, sheet_id: SheetId) -> HTMLResponse:
    """Basic data, office, strengths and weaknesses, and the indicators of each scene."""
    return _page(request, web, web.coach.worksheets.get(sheet_id))


@router.post("/{sheet_id}/premise")
def save_premise(request: Request, web: Web, user: Who, sheet_id: SheetId, form: FormData = Form) -> Response:
    """Save what comes before the eight steps."""
    typed = fields(form)

    def again(refusal: Refusal) -> HTMLResponse:
        return _page(request, web, web.coach.worksheets.get(sheet_id), PREMISE, refusal, premise=typed)

    return keep(request, web, user, sheet_id, PREMISE, lambda: _premise_edit(typed), form,
                back=f"/coach/{sheet_id}/premise#premise", again=again)  # fmt: skip


@router.post("/{sheet_id}/scenes/{scene}/indicators")
def save_indicators(
    request: Request, web: Web, user: Who, sheet_id: SheetId, scene: Name, form: FormData = Form
) -> Response:
    """Save the indicators of a scene; a row without a name is taken out."""
    here, typed = parse_scene(scene), rows(form, _ROW)

    def edit() -> Edit:
        old = {one.name: one for one in web.coach.worksheets.get(sheet_id).sheet.plan(here).indicators}
        made = tuple(_indicator(row, old) for row in typed if row["name"])
        return lambda sheet: sheet.with_plan(replace(sheet.plan(here), indicators=made))

    def again(refusal: Refusal) -> HTMLResponse:
        return _page(request, web, web.coach.worksheets.get(sheet_id), indicators(here), refusal, rows={here: typed})

    return keep(request, web, user, sheet_id, indicators(here), edit, form,
                back=f"/coach/{sheet_id}/premise#{here}-indicators", again=again)  # fmt: skip


def _page(
    request: Request, web: WebState, kept: KeptSheet, part: Part | None = None, refusal: Refusal | None = None, *,
    premise: Fields | None = None, rows: Mapping[Scene, list[dict[str, str]]] | None = None,
) -> HTMLResponse:  # fmt: skip
    shown = {scene: (rows or {}).get(scene) or _held(kept.sheet, scene) for scene in SCENES}
    stages = [(stage, stage_card(stage), coach_views(web).sources(stage_card(stage).sources)) for stage in STAGES]
    blank = dict.fromkeys(_ROW, "")
    return web.pages.render(
        request, "coach_premise.html", status=refusal.status if refusal else 200, kept=kept, refusal=refusal,
        refused_part=part.key if part else "", fields=premise or _premise(kept.sheet), rows=shown,
        revisions=kept.revisions, part=indicators, stages=stages, kinds=tuple(IndicatorKind), say=say, blank=blank,
    )  # fmt: skip


def _premise(sheet: Worksheet) -> dict[str, str]:
    basics, office, before = sheet.basics, sheet.organisation, sheet.prework
    held = {
        "officials": office.officials, "partners": office.partners, "meetings": office.meetings,
        "strengths": before.strengths, "weaknesses": before.weaknesses,
    }  # fmt: skip
    return {
        **{name: number(getattr(basics, name)) for name in _BASICS},
        **{name: "\n".join(lines) for name, lines in held.items()},
        "section": office.section, "needed": before.needed, "stage": sheet.stage.value if sheet.stage else "",
    }  # fmt: skip


def _premise_edit(fields: Fields) -> Edit:
    values = {name: _number(say(f"premise.{name}"), fields.get(name, "")) for name in _BASICS}
    lists = {name: tuple(filter(None, map(str.strip, fields.get(name, "").split("\n")))) for name in _LISTS}
    stage = fields.get("stage", "")

    def edit(sheet: Worksheet) -> Worksheet:
        return replace(
            sheet, stage=Stage(stage) if stage in tuple(Stage) else None,
            basics=replace(sheet.basics, population=_whole(values["population"]), ageing_rate=values["ageing_rate"],
                           certified=_whole(values["certified"])),
            organisation=replace(sheet.organisation, section=fields.get("section", ""), officials=lists["officials"],
                                 partners=lists["partners"], meetings=lists["meetings"]),
            prework=replace(sheet.prework, strengths=lists["strengths"], weaknesses=lists["weaknesses"],
                            needed=fields.get("needed", "")),
        )  # fmt: skip

    return edit


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _held(sheet: Worksheet, scene: Scene) -> list[dict[str, str]]:
    return [
        {"name": one.name, "was": one.name, "kind": one.kind.value, "unit": one.unit, "source": one.source,
         **{key: number(getattr(one, key)) for key in _NUMBERS},
         **{key: str(getattr(one, key) or "") for key in _YEARS}, "value_year": "", "value": ""}
        for one in sheet.plan(scene).indicators
    ]  # fmt: skip


def _indicator(row: Fields, old: Mapping[str, TrackedIndicator]) -> TrackedIndicator:
    kind = IndicatorKind(row["kind"]) if row["kind"] in tuple(IndicatorKind) else IndicatorKind.OUTCOME
    known = old.get(row["was"]) or old.get(row["name"]) or TrackedIndicator(name=row["name"], kind=kind)
    made = replace(known, name=row["name"], kind=kind, unit=row["unit"], source=row["source"])
    made = replace(made, baseline=_number(say("indicator.baseline"), row["baseline"]),
                   target=_number(say("indicator.target"), row["target"]))  # fmt: skip
    made = replace(made, baseline_year=_year(say("indicator.baseline_year"), row["baseline_year"]),
                   target_year=_year(say("indicator.target_year"), row["target_year"]))  # fmt: skip
    year, value = _year(say("indicator.value_year"), row["value_year"]), _number(say("indicator.value"), row["value"])
    if (year is None) != (value is None):
        raise UsageError("a value needs its year", hint=told("value_and_year", name=row["name"]))
    if year is None or value is None:
        return made
    return replace(made, values=tuple(sorted({**dict(made.values), year: value}.items())))


def _number(label: str, text: str) -> float | None:
    value = as_number(text)
    if text.strip() and value is None:
        raise UsageError(f"{label}: {text!r} is no number", hint=told("not_a_number", name=label, value=text))
    return value


def _year(label: str, text: str) -> int | None:
    value = as_year(text)
    if text.strip() and value is None:
        raise UsageError(f"{label}: {text!r} is no year", hint=told("not_a_year", name=label, value=text))
    return value
