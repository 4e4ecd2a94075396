"""The page where an administrator uploads documents, watches them being read, and removes them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import RenkeiError, UploadRefused
from bots.messages import explain
from bots.web import problems
from bots.web.bodies import PlainText
from bots.web.security.admins import Admin, administrator
from bots.web.security.csrf import proven
from bots.web.state import Web, WebState

# the role is asked before the form is read: nobody else fills this disk
router = APIRouter(
    prefix="/admin/documents", include_in_schema=False, dependencies=[Depends(administrator), Depends(proven)]
)
Name = Annotated[PlainText, Path(min_length=1, max_length=255)]
_CHUNK = 256 * 1024


@router.get("")
def documents_page(request: Request, web: Web) -> HTMLResponse:
    """What is served, what waits and what could not be read."""
    return _page(request, web)


@router.get("/status")
def status_part(request: Request, web: Web) -> HTMLResponse:
    """How the ingest stands, as the page takes it in while it waits."""
    return web.pages.render(request, "admin_ingest_part.html", report=web.documents.report())


@router.post("")
async def upload(request: Request, web: Web, user: Admin) -> Response:
    """Put the files of the form on the shelf; those that are refused are told one by one."""
    form = await request.form()
    files = [file for file in form.getlist("file") if isinstance(file, UploadFile) and file.filename]
    refused, kept = [], []
    for file in files:
        try:
            kept.append(await _placed(web, file, replace="replace" in form))
        except RenkeiError as error:
            refused.append(error)
    for name in kept:
        web.documents.placed(name, user.id)
    if not files:
        refused.append(UploadRefused("no file", reason="none"))
    if not refused:
        return RedirectResponse("/admin/documents", 303)
    status = max(problems.of_error(error)["status"] for error in refused)
    return await run_in_threadpool(_page, request, web, [explain(error)[0] for error in refused], status)


@router.post("/read")
def read_anew(web: Web) -> Response:
    """Read the documents anew."""
    web.documents.background.start()
    return RedirectResponse("/admin/documents", 303)


@router.get("/{name}/remove")
def leaving_page(request: Request, web: Web, name: Name) -> HTMLResponse:
    """What would go with the file."""
    return web.pages.render(request, "admin_remove.html", leaving=web.documents.leaving(name))


@router.post("/{name}/remove")
def remove(web: Web, user: Admin, name: Name) -> Response:
    """Take the file away and read anew."""
    web.documents.remove(name, user.id)
    return RedirectResponse("/admin/documents", 303)


async def _placed(web: WebState, file: UploadFile, *, replace: bool) -> str:
    with web.documents.shelf.incoming() as incoming:
        while chunk := await file.read(_CHUNK):
            await run_in_threadpool(incoming.write, chunk)
        return await run_in_threadpool(incoming.keep, file.filename or "", replace=replace)


def _page(request: Request, web: WebState, faults: list[str] | None = None, status: int = 200) -> HTMLResponse:
    return web.pages.render(
        request, "admin_documents.html", status=status, rows=web.documents.rows(), report=web.documents.report(),
        faults=faults or [], most=web.documents.shelf.most,
    )  # fmt: skip
