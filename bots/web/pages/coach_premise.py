"""What stands before and beside the eight steps: basic data, the office, strengths and weaknesses, indicators.

What was typed is shown again, as it was typed, where a number cannot be read or somebody else saved first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.coach import SCENES, Scene, Worksheet, parse_scene
from assistant.coach.indicator import IndicatorKind, TrackedIndicator
from assistant.coach.parts import PREMISE, Part, indicators
from assistant.coach.stages import STAGES, Stage
from assistant.errors import UsageError
from assistant.sessions.worksheets import Edit, KeptSheet
from bots.exports.reading import as_number, as_year, told
from bots.exports.wording import number, say
from bots.messages import explain
from bots.web.api.worksheets import author_of
from bots.web.coach_bodies import Name, SheetId
from bots.web.security.csrf import proven
from bots.web.security.users import User, Who
from bots.web.state import Web, WebState

router = APIRouter(prefix="/coach", include_in_schema=False, dependencies=[Depends(proven)])
_BASICS = ("population", "ageing_rate", "certified")
_LISTS = ("officials", "partners", "meetings", "strengths", "weaknesses")
_LINES = ("section", "needed")
_TEXT, _NUMBERS, _YEARS = ("unit", "source"), ("baseline", "target"), ("baseline_year", "target_year")
_LONGEST, _ROWS = 2_000, 60

Fields = Mapping[str, str]


async def sent(request: Request) -> FormData:
    """The form, as it was read for the proof of its page."""
    return await request.form()


Form = Depends(sent)


@router.get("/{sheet_id}/premise")
def premise_page(request: Request, web: Web, sheet_id: SheetId) -> HTMLResponse:
    """Basic data, office, strengths and weaknesses, and the indicators of each scene."""
    return _page(request, web, web.coach.worksheets.get(sheet_id))


@router.post("/{sheet_id}/premise")
def save_premise(request: Request, web: Web, user: Who, sheet_id: SheetId, form: FormData = Form) -> Response:
    """Save what comes before the eight steps."""
    fields = _fields(form)
    try:
        edit = _premise_edit(fields)
        return _saved(web, user, sheet_id, PREMISE, edit, fields)
    except UsageError as error:
        return _again(request, web, sheet_id, error, premise=fields)


@router.post("/{sheet_id}/scenes/{scene}/indicators")
def save_indicators(
    request: Request, web: Web, user: Who, sheet_id: SheetId, scene: Name, form: FormData = Form
) -> Response:
    """Save the indicators of a scene; a row without a name is taken out."""
    here, rows = parse_scene(scene), _rows(form)
    try:
        old = {one.name: one for one in web.coach.worksheets.get(sheet_id).sheet.plan(here).indicators}
        made = tuple(_indicator(row, old) for row in rows if row["name"])
        edit: Edit = lambda sheet: sheet.with_plan(replace(sheet.plan(here), indicators=made))  # noqa: E731
        return _saved(web, user, sheet_id, indicators(here), edit, _fields(form))
    except UsageError as error:
        return _again(request, web, sheet_id, error, rows={here: rows})


def _saved(web: WebState, user: User, sheet_id: str, part: Part, edit: Edit, fields: Fields) -> Response:
    seen = int(as_number(fields.get("revision", "")) or 0)
    web.coach.worksheets.save(sheet_id, author_of(user), part, edit, seen=seen)
    return RedirectResponse(f"/coach/{sheet_id}/premise#{part.key.replace('/', '-')}", 303)


def _again(request: Request, web: WebState, sheet_id: str, error: UsageError, **typed: Any) -> HTMLResponse:
    if error.code == "not_found":
        raise error
    return _page(request, web, web.coach.worksheets.get(sheet_id), fault=explain(error)[0], status=422, **typed)


def _page(
    request: Request, web: WebState, kept: KeptSheet, *, fault: str = "", status: int = 200,
    premise: Fields | None = None, rows: Mapping[Scene, list[dict[str, str]]] | None = None,
) -> HTMLResponse:  # fmt: skip
    shown = {scene: (rows or {}).get(scene) or _held(kept.sheet, scene) for scene in SCENES}
    return web.pages.render(
        request, "coach_premise.html", status=status, kept=kept, fault=fault, fields=premise or _premise(kept.sheet),
        rows=shown, revisions=kept.revisions, part=indicators, stages=STAGES, kinds=tuple(IndicatorKind), say=say,
        blank=dict.fromkeys(("name", "kind", *_TEXT, *_NUMBERS, *_YEARS), ""),
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
        {"name": one.name, "kind": one.kind.value, "unit": one.unit, "source": one.source,
         **{key: number(getattr(one, key)) for key in _NUMBERS},
         **{key: str(getattr(one, key) or "") for key in _YEARS}}
        for one in sheet.plan(scene).indicators
    ]  # fmt: skip


def _rows(form: FormData) -> list[dict[str, str]]:
    columns = {key: form.getlist(key)[:_ROWS] for key in ("name", "kind", *_TEXT, *_NUMBERS, *_YEARS)}
    return [
        {key: _text(values[place]) if place < len(values) else "" for key, values in columns.items()}
        for place in range(len(columns["name"]))
    ]


def _indicator(row: Fields, old: Mapping[str, TrackedIndicator]) -> TrackedIndicator:
    kind = IndicatorKind(row["kind"]) if row["kind"] in tuple(IndicatorKind) else IndicatorKind.OUTCOME
    made = replace(old.get(row["name"]) or TrackedIndicator(name=row["name"], kind=kind), kind=kind,
                   unit=row["unit"], source=row["source"])  # fmt: skip
    made = replace(made, baseline=_number(say("indicator.baseline"), row["baseline"]),
                   target=_number(say("indicator.target"), row["target"]))  # fmt: skip
    return replace(made, baseline_year=_year(say("indicator.baseline_year"), row["baseline_year"]),
                   target_year=_year(say("indicator.target_year"), row["target_year"]))  # fmt: skip


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


def _fields(form: FormData) -> dict[str, str]:
    return {key: _text(value) for key, value in form.items()}


def _text(value: object) -> str:
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode()[:_LONGEST].replace("\r\n", "\n").strip()
