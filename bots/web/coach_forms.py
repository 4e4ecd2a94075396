"""Forms of the coach that save one part: read, saved, and shown again with what was typed where that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.coach.parts import Part
from assistant.coach.readable import readable
from assistant.errors import UsageError
from assistant.sessions.worksheets import Edit, PartConflict
from bots.exports.reading import as_number
from bots.messages import explain
from bots.web.api.worksheets import author_of
from bots.web.security.users import User
from bots.web.state import WebState

LONGEST, ROWS = 4_000, 60
"""Characters of a field and rows of a form that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a form was not saved. `theirs` is what somebody else saved in between, with the revision to answer it."""

    status: int
    message: str
    theirs: str = ""
    by: str = ""
    revision: int | None = None

    def as_json(self) -> dict[str, object]:
        """What the script is told."""
        if self.revision is None:
            return {"detail": self.message}
        return {"detail": self.message, "conflict": {"theirs": self.theirs, "by": self.by, "revision": self.revision}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Why the machine does not go on: the guard's name, what is missing, and the reason that was typed."""

    guard: str
    missing: str
    reason: str = ""


async def sent(request: Request) -> FormData:
    """The form, as it was read for the proof of its page."""
    return await request.form()


Form = Depends(sent)
Again = Callable[[Refusal], HTMLResponse]


def keep(
    request: Request, web: WebState, user: User, sheet_id: str, part: Part, edit: Callable[[], Edit], form: FormData,
    *, back: str, again: Again,
) -> Response:  # fmt: skip
    """Save `part` as the edit says, then go `back`; the script gets the new revision instead. `again` shows the page
    with what was typed where a value cannot be read or somebody else saved first.

    Raises:
        NotFound: there is no such sheet.
    """
    by_script = request.headers.get("x-part") == "saved"
    seen = int(as_number(text_of(form.get("revision"))) or 0)
    try:
        kept = web.coach.worksheets.save(sheet_id, author_of(user), part, edit(), seen=seen)
    except UsageError as error:
        if error.code == "not_found":
            raise
        refusal = _refusal(part, error)
        return JSONResponse(refusal.as_json(), refusal.status) if by_script else again(refusal)
    if by_script:
        return JSONResponse({"revision": kept.revision(part)})
    return RedirectResponse(back, 303)


def fields(form: FormData) -> dict[str, str]:
    """Each field's text."""
    return {key: text_of(value) for key, value in form.items()}


def rows(form: FormData, names: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a form whose columns have these `names`; as many as the first column has."""
    columns = {name: form.getlist(name)[:ROWS] for name in names}
    longest = len(next(iter(columns.values())))
    return [
        {name: text_of(held[place]) if place < len(held) else "" for name, held in columns.items()}
        for place in range(longest)
    ]


def filled(row: Mapping[str, str]) -> bool:
    """Whether anything stands in a row."""
    return any(value for value in row.values())


def text_of(value: object) -> str:
    """A field's text; a form sends CR LF where the text area holds LF."""
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode()[:LONGEST].replace("\r\n", "\n").strip()


def _refusal(part: Part, error: UsageError) -> Refusal:
    message = explain(error)[0]
    if not isinstance(error, PartConflict):
        return Refusal(status=422, message=message)
    held = error.details
    return Refusal(status=409, message=message, theirs=readable(part, str(held["theirs"])), by=str(held["who"]),
                   revision=int(str(held["revision"])))  # fmt: skip
