"""`/api/v1/coach/worksheets`: plans, saved part by part, with their history, comments, files in and out."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, UploadFile
from starlette.responses import Response

import prompts
from assistant.coach import check, parse_scene, parse_step
from assistant.coach.changes import Author, Change, differences
from assistant.coach.parts import BY_KEY, PREMISE, TRAINING, Part, cell, cycle, indicators
from assistant.coach.readable import readable
from assistant.coach.serial import sheet_to_dict
from assistant.coach.worksheet import Worksheet
from assistant.errors import NotFound
from assistant.sessions.worksheets import Edit, KeptSheet, PartConflict
from bots.coach_contract import result_to_dict
from bots.exports.files import FORMATS, Format, exported
from bots.exports.importing import imported
from bots.web import coach_bodies as bodies
from bots.web import problems
from bots.web.api.coach import checked
from bots.web.coach_bodies import Name, SheetId
from bots.web.openapi import described
from bots.web.security.users import LOCAL, User, Who
from bots.web.state import Web, WebState

router = APIRouter(prefix="/coach/worksheets", tags=["coach"])
FILE_LIMIT = 2_000_000
"""Bytes of a file that is read in."""


@router.get("", **described("worksheets"))
def sheets(web: Web) -> bodies.SheetList:
    """All plans of the installation: they belong to the office."""
    return bodies.SheetList(worksheets=[bodies.SheetHead.model_validate(head) for head in web.coach.worksheets.heads()])


@router.post("", status_code=201, **described("open_worksheet", 413, 422))
def open_sheet(body: bodies.NewSheet, web: Web, user: Who) -> bodies.SheetBody:
    """Open a plan for one municipality and year."""
    sheet = Worksheet(municipality=body.municipality, year=body.year, stage=body.stage)
    return _sheet(web.coach.worksheets.create(sheet, author_of(user)))


@router.get("/{sheet_id}", **described("worksheet", 404, 422))
def sheet(sheet_id: SheetId, web: Web) -> bodies.SheetBody:
    """One plan."""
    return _sheet(web.coach.worksheets.get(sheet_id))


@router.delete("/{sheet_id}", status_code=204, **described("remove_worksheet", 404, 422))
def remove(sheet_id: SheetId, web: Web, user: Who) -> None:
    """Remove a plan with its history: whoever opened it, or an administrator."""
    web.coach.worksheets.delete(sheet_id, None if user.may("admin") else user.id)


@router.post("/{sheet_id}/next-year", status_code=201, **described("next_year", 404, 422))
def next_year(sheet_id: SheetId, web: Web, user: Who) -> bodies.SheetBody:
    """Open the plan of the year after as a copy."""
    return _sheet(web.coach.worksheets.next_year(sheet_id, author_of(user)))


@router.put(
    "/{sheet_id}/cells/{scene}/{step}", response_model=bodies.SavedBody, **described("save_cell", 404, 409, 413, 422)
)
def save_cell(
    sheet_id: SheetId, scene: Name, step: Name, body: bodies.CellBody, request: Request, web: Web, user: Who
) -> bodies.SavedBody | Response:
    """Save one cell. 409 where somebody else saved it in between: the problem's `conflict` holds both texts."""
    here = cell(parse_scene(scene), parse_step(step))
    try:
        kept = write_cell(web, user, sheet_id, here, body)
    except PartConflict as error:
        return problems.respond(request, clash(error, body.text))
    assert here.scene is not None
    assert here.step is not None
    found = check(here.step, here.scene, body.text, context=kept.sheet)
    result = checked(result_to_dict(found, web.coach.resolve)) if body.text.strip() else None
    return bodies.SavedBody(revision=kept.revision(here), check=result)


@router.put("/{sheet_id}/premise", response_model=bodies.SavedBody, **described("save_premise", 404, 409, 413, 422))
def save_premise(
    sheet_id: SheetId, body: bodies.PremiseBody, request: Request, web: Web, user: Who
) -> bodies.SavedBody | Response:
    """Save what comes before the eight steps."""

    def edit(sheet: Worksheet) -> Worksheet:
        return replace(sheet, stage=body.stage, basics=body.basics, organisation=body.organisation,
                       prework=body.prework)  # fmt: skip

    return _saved(request, web, user, sheet_id, PREMISE, edit, body.revision)


@router.put(
    "/{sheet_id}/scenes/{scene}/indicators", response_model=bodies.SavedBody,
    **described("save_indicators", 404, 409, 413, 422),
)  # fmt: skip
def save_indicators(
    sheet_id: SheetId, scene: Name, body: bodies.IndicatorsBody, request: Request, web: Web, user: Who
) -> bodies.SavedBody | Response:
    """Save all indicators of a scene."""
    here = parse_scene(scene)

    def edit(sheet: Worksheet) -> Worksheet:
        return sheet.with_plan(replace(sheet.plan(here), indicators=tuple(body.indicators)))

    return _saved(request, web, user, sheet_id, indicators(here), edit, body.revision)


@router.put(
    "/{sheet_id}/scenes/{scene}/cycle", response_model=bodies.SavedBody, **described("save_cycle", 404, 409, 413, 422)
)
def save_cycle(
    sheet_id: SheetId, scene: Name, body: bodies.CycleBody, request: Request, web: Web, user: Who
) -> bodies.SavedBody | Response:
    """Save Do (progress), Check (reviews) and Act (decisions) of a scene."""
    here = parse_scene(scene)

    def edit(sheet: Worksheet) -> Worksheet:
        return sheet.with_plan(replace(sheet.plan(here), progress=tuple(body.progress), reviews=tuple(body.reviews),
                                       decisions=tuple(body.decisions)))  # fmt: skip

    return _saved(request, web, user, sheet_id, cycle(here), edit, body.revision)


@router.put("/{sheet_id}/training", response_model=bodies.SavedBody, **described("save_training", 404, 409, 413, 422))
def save_training(
    sheet_id: SheetId, body: bodies.TrainingBody, request: Request, web: Web, user: Who
) -> bodies.SavedBody | Response:
    """Save the notes on the year's multi-professional training."""
    return _saved(request, web, user, sheet_id, TRAINING, lambda sheet: replace(sheet, training=body.training),
                  body.revision)  # fmt: skip


@router.get("/{sheet_id}/history", **described("worksheet_history", 404, 422))
def history(
    sheet_id: SheetId, web: Web, part: Annotated[Name | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> bodies.ChangeList:  # fmt: skip
    """What was saved, by whom and when, the latest first, each with its difference from the text before it."""
    if part is not None and part not in BY_KEY:
        raise NotFound(f"no part {part!r}", kind="part", name=part)
    rows = told(web.coach.worksheets.get(sheet_id))
    return bodies.ChangeList(changes=[row for row in rows if part in (None, row.part)][:limit])


@router.post("/{sheet_id}/cells/{scene}/{step}/remarks", status_code=201, **described("remark", 404, 413, 422))
def remark(
    sheet_id: SheetId, scene: Name, step: Name, body: bodies.RemarkText, web: Web, user: Who
) -> bodies.SheetBody:
    """Add a comment on a cell."""
    here = cell(parse_scene(scene), parse_step(step))
    return _sheet(web.coach.worksheets.remark(sheet_id, author_of(user), here, body.text))


@router.get("/{sheet_id}/export", response_class=Response, **described("export_worksheet", 404, 422))
def export(sheet_id: SheetId, format: Format, web: Web) -> Response:
    """The plan as a file: `word` and `excel` are the sheet, `handover` and `meeting` one-page summaries in Word."""
    return as_file(web, sheet_id, format)


@router.post("/{sheet_id}/import", **described("import_worksheet", 400, 404, 413, 422))
def take_in(sheet_id: SheetId, file: UploadFile, web: Web, user: Who) -> bodies.ImportReport:
    """Take in a filled Excel sheet, or a CSV of indicator values; says of every row what became of it."""
    return read_in(web, user, sheet_id, file)


def author_of(user: User) -> Author:
    """Who writes, as the history will name them."""
    name = prompts.text("coach/messages", "local_user") if user == LOCAL else user.name
    return Author(id=user.id, name=name)


def write_cell(web: WebState, user: User, sheet_id: str, here: Part, body: bodies.CellBody) -> KeptSheet:
    """Save a cell.

    Raises:
        PartConflict: somebody saved it after it was read.
        NotFound: there is no such sheet.
    """
    scene, step = here.scene, here.step
    assert scene is not None
    assert step is not None

    def edit(sheet: Worksheet) -> Worksheet:
        held = next((one for one in sheet.plan(scene).cells if one.step is step), None)
        # the reason for leaving a text as it is stands as long as the text does
        reason = body.kept or (held.kept if held and held.text == body.text else "")
        return sheet.with_cell(scene, step, body.text, kept=reason)

    return web.coach.worksheets.save(sheet_id, author_of(user), here, edit, seen=body.revision)


def clash(error: PartConflict, yours: str) -> dict[str, object]:
    """The problem document of a conflict, with both texts."""
    held = error.details
    conflict = {"yours": yours, "theirs": held["theirs"], "revision": held["revision"], "by": held["who"],
                "at": str(held["at"])}  # fmt: skip
    return {**problems.of_error(error), "conflict": conflict}


def told(kept: KeptSheet) -> list[bodies.ChangeBody]:
    """The changes of a sheet, the latest first, each as lines to read. A text that was put aside is compared with what
    stood there.
    """
    before: dict[str, str] = {}
    rows = []
    for change in kept.changes:
        text = readable(BY_KEY[change.part], change.text)
        rows.append(_change(change, text, before.get(change.part, "")))
        if not change.refused:
            before[change.part] = text
    return rows[::-1]


def as_file(web: WebState, sheet_id: str, kind: Format) -> Response:
    """The plan as a file to keep.

    Raises:
        NotFound: there is no such sheet.
    """
    kept = web.coach.worksheets.get(sheet_id)
    years = web.coach.worksheets.years(kept.sheet.municipality)
    earlier = [one.sheet for one in years if one.sheet.year < kept.sheet.year]
    form = FORMATS[kind]
    name = f"renkei-{kept.head.id}-{kind}.{form.ending}"
    return Response(exported(kept.sheet, kind, earlier), media_type=form.media_type,
                    headers={"Content-Disposition": f'attachment; filename="{name}"'})  # fmt: skip


def read_in(web: WebState, user: User, sheet_id: str, file: UploadFile) -> bodies.ImportReport:
    """Take in a file, part by part, so that each is in the history.

    Raises:
        NotFound: there is no such sheet.
        UsageError: the file cannot be read at all.
    """
    kept = web.coach.worksheets.get(sheet_id)
    content = file.file.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        problems.refuse(413)
    found = imported(kept.sheet, content)
    for part, edit in found.edits:
        kept = web.coach.worksheets.save(sheet_id, author_of(user), part, edit, seen=kept.revision(part))
    rows = [bodies.ImportRow.model_validate(row) for row in found.rows]
    taken = sum(row.taken for row in rows)
    return bodies.ImportReport(taken=taken, left=len(rows) - taken, rows=rows)


def _saved(
    request: Request, web: WebState, user: User, sheet_id: str, part: Part, edit: Edit, seen: int
) -> bodies.SavedBody | Response:
    try:
        kept = web.coach.worksheets.save(sheet_id, author_of(user), part, edit, seen=seen)
    except PartConflict as error:
        yours = part.text(edit(web.coach.worksheets.get(sheet_id).sheet))
        return problems.respond(request, clash(error, yours))
    return bodies.SavedBody(revision=kept.revision(part))


def _sheet(kept: KeptSheet) -> bodies.SheetBody:
    return bodies.SheetBody(
        head=bodies.SheetHead.model_validate(kept.head), sheet=sheet_to_dict(kept.sheet),
        revisions=dict(kept.revisions), remarks=[bodies.RemarkBody.model_validate(row) for row in kept.remarks],
    )  # fmt: skip


def _change(change: Change, text: str, before: str) -> bodies.ChangeBody:
    return bodies.ChangeBody(
        number=change.number, at=change.at, author=change.author.name, part=change.part, text=text,
        refused=change.refused,
        difference=[bodies.PieceBody.model_validate(piece) for piece in differences(before, text)],
    )  # fmt: skip

