"""The pages of the coach: the plans, one plan beside the dialogue, its premise and indicators, overview and history."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from pydantic import StringConstraints
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.coach import SCENES, Code, Scene, Step, Worksheet, parse_scene, parse_step
from assistant.coach.checks.check import LIMIT
from assistant.coach.handing_out import for_others
from assistant.coach.parts import BY_KEY, cell
from assistant.coach.position import position, state_name
from assistant.coach.readable import readable
from assistant.coach.stages import STAGES, Stage
from assistant.errors import NotFound, UsageError
from assistant.sessions.clock import JAPAN, now
from assistant.sessions.worksheets import PartConflict
from bots.exports.files import Format
from bots.messages import explain
from bots.web import coach_bodies as bodies
from bots.web.api.worksheets import as_file, author_of, clash, read_in, told, write_cell
from bots.web.bodies import PlainText
from bots.web.coach_bodies import Name, SheetId
from bots.web.coach_forms import Stopped
from bots.web.coach_shown import coach_views, flawed_cells, previous_year
from bots.web.security.csrf import proven
from bots.web.security.users import Who
from bots.web.state import Web, WebState
from bots.web.views.coach import by_day, place_of, written

_APRIL = 4
"""The month in which a fiscal year begins."""
router = APIRouter(prefix="/coach", include_in_schema=False, dependencies=[Depends(proven)])
SceneName = Annotated[PlainText, Query(max_length=60)]
Csrf = Annotated[str, Form()]
Text = Annotated[PlainText, StringConstraints(max_length=LIMIT), Form()]


@router.get("")
def plans_page(request: Request, web: Web) -> HTMLResponse:
    """All plans, and a form to open one."""
    return _plans(request, web)


@router.post("")
def open_plan(
    request: Request, web: Web, user: Who, municipality: Annotated[Name, Form()],
    year: Annotated[bodies.Year, Form()], stage: Annotated[Stage | str | None, Form()] = "", csrf: Csrf = "",
) -> Response:  # fmt: skip
    """Open a plan and go to it."""
    chosen = Stage(stage) if stage in tuple(Stage) else None
    sheet = Worksheet(municipality=municipality, year=year, stage=chosen)
    try:
        kept = web.coach.worksheets.create(sheet, author_of(user))
    except UsageError as error:
        return _plans(request, web, fault=explain(error)[0], municipality=municipality, year=year, status=422)
    return RedirectResponse(f"/coach/{kept.head.id}", 303)


@router.get("/{sheet_id}")
def plan_page(
    request: Request, web: Web, sheet_id: SheetId, scene: SceneName = Scene.DAILY.value,
    step: SceneName = Step.VISION.value,
) -> HTMLResponse:  # fmt: skip
    """One scene of a plan beside the dialogue about one of its cells."""
    return show_plan(request, web, sheet_id, parse_scene(scene), parse_step(step))


@router.post("/{sheet_id}/cells/{scene}/{step}")
def save_cell(
    request: Request, web: Web, user: Who, sheet_id: SheetId, scene: Name, step: Name,
    revision: Annotated[bodies.Revision, Form()], text: Text = "", csrf: Csrf = "",
) -> Response:  # fmt: skip
    """Save a cell, for a browser without script and for a text brought back from the history."""
    here = cell(parse_scene(scene), parse_step(step))
    assert here.scene is not None
    assert here.step is not None
    # a form sends CR LF where the text area holds LF
    body = bodies.CellBody(text=text.replace("\r\n", "\n"), revision=revision)
    try:
        write_cell(web, user, sheet_id, here, body)
    except PartConflict as error:
        return show_plan(request, web, sheet_id, here.scene, here.step, conflict=clash(error, body.text), status=409)
    return RedirectResponse(f"/coach/{sheet_id}?scene={here.scene}&step={here.step}#cell-{here.step}", 303)


@router.post("/{sheet_id}/cells/{scene}/{step}/remarks")
def remark(
    web: Web, user: Who, sheet_id: SheetId, scene: Name, step: Name,
    text: Annotated[PlainText, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000), Form()],
    csrf: Csrf = "",
) -> Response:  # fmt: skip
    """Add a comment on a cell."""
    here = cell(parse_scene(scene), parse_step(step))
    web.coach.worksheets.remark(sheet_id, author_of(user), here, text)
    return RedirectResponse(f"/coach/{sheet_id}?scene={here.scene}&step={here.step}#cell-{here.step}", 303)


@router.get("/{sheet_id}/history")
def history_page(
    request: Request, web: Web, sheet_id: SheetId, part: Annotated[PlainText, Query(max_length=60)] = ""
) -> HTMLResponse:
    """What was saved, by whom and when, with the differences."""
    return _history(request, web, sheet_id, part)


@router.post("/{sheet_id}/restore")
def restore(
    request: Request, web: Web, user: Who, sheet_id: SheetId, number: Annotated[int, Form(ge=1)],
    revision: Annotated[bodies.Revision, Form()], csrf: Csrf = "",
) -> Response:  # fmt: skip
    """Bring back what a part held after a change; what stands there now stays in the history."""
    kept = web.coach.worksheets.get(sheet_id)
    change = next((one for one in kept.changes if one.number == number), None)
    if change is None:
        raise NotFound(f"no change {number}", kind="change", name=str(number))
    part = BY_KEY[change.part]
    try:
        web.coach.worksheets.save(sheet_id, author_of(user), part, lambda sheet: part.restored(sheet, change.text),
                                  seen=revision)  # fmt: skip
    except PartConflict as error:
        return _history(request, web, sheet_id, fault=explain(error)[0], status=409)
    return RedirectResponse(f"/coach/{sheet_id}/history?part={part.key}", 303)


@router.get("/{sheet_id}/export")
def plan_file(web: Web, sheet_id: SheetId, format: Format) -> Response:
    """The plan as a file."""
    return as_file(web, sheet_id, format)


@router.get("/{sheet_id}/files")
def files_page(request: Request, web: Web, sheet_id: SheetId) -> HTMLResponse:
    """What can be written out and read in, and the way into the next year."""
    kept = web.coach.worksheets.get(sheet_id)
    return web.pages.render(request, "coach_files.html", kept=kept, report=None, fault="",
                            flawed=flawed_cells(kept.sheet), held_back=for_others(kept.sheet)[1])  # fmt: skip


@router.post("/{sheet_id}/import")
def take_in(request: Request, web: Web, user: Who, sheet_id: SheetId, file: UploadFile) -> HTMLResponse:
    """Take in a file and show what became of each of its rows."""
    try:
        report, fault = read_in(web, user, sheet_id, file), ""
    except UsageError as error:
        report, fault = bodies.ImportReport(taken=0, left=0, rows=[]), explain(error)[0]
    kept = web.coach.worksheets.get(sheet_id)
    return web.pages.render(request, "coach_files.html", kept=kept, report=None if fault else report, fault=fault,
                            flawed=flawed_cells(kept.sheet), held_back=for_others(kept.sheet)[1],
                            status=422 if fault else 200)  # fmt: skip


@router.post("/{sheet_id}/next-year")
def next_year(request: Request, web: Web, user: Who, sheet_id: SheetId, csrf: Csrf = "") -> Response:
    """Open the year after as a copy and go to it."""
    try:
        kept = web.coach.worksheets.next_year(sheet_id, author_of(user))
    except UsageError as error:
        return _plans(request, web, fault=explain(error)[0], status=422)
    return RedirectResponse(f"/coach/{kept.head.id}", 303)


@router.post("/{sheet_id}/delete")
def remove(web: Web, user: Who, sheet_id: SheetId, csrf: Csrf = "") -> Response:
    """Remove a plan: whoever opened it, or an administrator."""
    web.coach.worksheets.delete(sheet_id, None if user.may("admin") else user.id)
    return RedirectResponse("/coach", 303)


def _plans(request: Request, web: WebState, *, status: int = 200, **values: Any) -> HTMLResponse:
    today = now().astimezone(JAPAN)
    fiscal = today.year if today.month >= _APRIL else today.year - 1
    shown = {"fault": "", "municipality": "", "year": fiscal, **values}
    heads = web.coach.worksheets.heads()
    return web.pages.render(request, "coach.html", status=status, heads=heads, stages=STAGES, **shown)


def _history(
    request: Request, web: WebState, sheet_id: str, part: str = "", *, fault: str = "", status: int = 200
) -> HTMLResponse:
    kept = web.coach.worksheets.get(sheet_id)
    rows = [row for row in told(kept) if part in ("", row.part)][:200]
    years = [one.head for one in web.coach.worksheets.years(kept.sheet.municipality)]
    now = {key: readable(one, one.text(kept.sheet)) for key, one in BY_KEY.items()}
    return web.pages.render(
        request, "coach_history.html", status=status, kept=kept, days=by_day(rows), place_of=place_of, part=part,
        years=years, revisions=kept.revisions, now=now, fault=fault,
    )  # fmt: skip


def show_plan(
    request: Request, web: WebState, sheet_id: str, scene: Scene, step: Step, *, said: str = "",
    raised: tuple[Code, ...] = (), conflict: dict[str, object] | None = None, stopped: Stopped | None = None,
    status: int = 200,
) -> HTMLResponse:  # fmt: skip
    """One scene of a plan; `stopped` says why the machine keeps one on the step."""
    kept = web.coach.worksheets.get(sheet_id)
    views = coach_views(web)
    return web.pages.render(
        request, "coach_plan.html", status=status, kept=kept, scene=scene, step=step, scenes=SCENES,
        cells=views.cells(kept, scene), turn=views.turn(kept.sheet, scene, step, said, raised), spoken=said,
        written=written(kept.sheet), conflict=conflict, limit=LIMIT, sheet_id=sheet_id, stopped=stopped,
        at=position(kept.sheet, scene), state_name=state_name, previous=previous_year(web, kept.sheet),
    )  # fmt: skip
