"""Practice: choosing a partner, the conversation, and the debrief. Every step also works as a plain form."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import prompts
from assistant.errors import Conflict, UsageError
from assistant.roleplay.debrief import mood_label
from assistant.roleplay.hints import hint_for, next_hint
from assistant.roleplay.play import LONGEST_UTTERANCE
from assistant.sessions.clock import now
from assistant.sessions.practice import Practice, Wanted
from assistant.sessions.practice_sources import sources_of
from assistant.sessions.worksheets import Worksheets
from bots.messages import explain
from bots.web.api.roleplay import Id, Kind, exported
from bots.web.bodies import PlainText
from bots.web.practice import consents, debriefed, model_name, owner_name, partners, practices, readable
from bots.web.practice import start as begun
from bots.web.security.csrf import proven
from bots.web.security.users import User, Who
from bots.web.state import Web, WebState
from bots.web.views.course import course_view

router = APIRouter(prefix="/practice", include_in_schema=False, dependencies=[Depends(proven)])
Revision = Annotated[int, Form(ge=0, le=1_000_000)]
_SHOWN = 30
"""Runs in a list."""


@router.get("")
def practice_page(
    request: Request, web: Web, user: Who, persona: Annotated[PlainText, Query(max_length=60)] = ""
) -> HTMLResponse:
    """Partners to choose from (`persona` is chosen already), what is kept of a run, and the runs up to now."""
    return _choice(request, web, user, chosen=persona)


@router.post("")
def start(
    request: Request, web: Web, user: Who, persona: Annotated[PlainText, Form(max_length=60)] = "",
    level: Annotated[int, Form(ge=1, le=3)] = 2, minutes: Annotated[int, Form(ge=0, le=60)] = 0,
    consent: Annotated[bool, Form()] = False, worded: Annotated[bool, Form()] = False,
    show_to: Annotated[list[PlainText] | None, Form(max_length=20)] = None,
) -> Response:  # fmt: skip
    """Begin a run."""
    wanted = Wanted(persona=persona, level=level, minutes=minutes, consent=consent, worded=worded)
    try:
        practice = begun(web, user, wanted, show_to or [])
    except UsageError as error:
        return _choice(request, web, user, fault=explain(error)[0], chosen=persona, status=422)
    return RedirectResponse(f"/practice/{practice.head.id}", 303)


@router.get("/{run_id}")
def run_page(request: Request, web: Web, user: Who, run_id: Id) -> HTMLResponse:
    """The conversation, or its debrief once it is over."""
    practice = readable(web, user, run_id)
    return _debrief(request, web, user, practice) if practice.over else _talk(request, web, user, practice)


@router.post("/{run_id}/say")
def say(
    request: Request, web: Web, user: Who, run_id: Id, revision: Revision,
    utterance: Annotated[PlainText, Form()] = "",
) -> Response:  # fmt: skip
    """Say something."""
    try:
        return _stepped(request, web, user, practices(web, user.id).say(run_id, user.id, revision, utterance))
    except Conflict as error:
        return _again(request, web, user, run_id, utterance, explain(error)[0], 409)
    except UsageError as error:
        if error.code != "usage":
            raise
        return _again(request, web, user, run_id, utterance, explain(error)[0], 422)


@router.post("/{run_id}/hint")
def hint(request: Request, web: Web, user: Who, run_id: Id, revision: Revision) -> Response:
    """Ask for a hint."""
    try:
        practice, _ = practices(web).hint(run_id, user.id, revision)
    except Conflict as error:
        return _again(request, web, user, run_id, "", explain(error)[0], 409)
    return _stepped(request, web, user, practice)


@router.post("/{run_id}/finish")
def finish(request: Request, web: Web, user: Who, run_id: Id, revision: Revision) -> Response:
    """End the conversation."""
    try:
        practices(web).finish(run_id, user.id, revision)
    except Conflict as error:
        return _again(request, web, user, run_id, "", explain(error)[0], 409)
    return RedirectResponse(f"/practice/{run_id}", 303)


@router.post("/{run_id}/withdraw")
def withdraw(web: Web, user: Who, run_id: Id) -> Response:
    """Take consent back: nobody else reads this run any more."""
    practices(web).withdraw(user.id, practice_id=run_id)
    return RedirectResponse(f"/practice/{run_id}", 303)


@router.post("/{run_id}/delete")
def forget(web: Web, user: Who, run_id: Id) -> Response:
    """Remove a run."""
    practices(web).delete(run_id, user.id)
    return RedirectResponse("/practice", 303)


@router.get("/{run_id}/export")
def export(
    web: Web, user: Who, run_id: Id, kind: Kind, worksheet: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    """The debrief or the pack for the meeting as a Word file."""
    return exported(web, user, run_id, kind, worksheet or None)


def _choice(
    request: Request, web: WebState, user: User, *, fault: str = "", chosen: str = "", status: int = 200
) -> HTMLResponse:
    texts = prompts.load("roleplay/practice")
    return web.pages.render(
        request, "practice.html", status=status, fault=fault, chosen=chosen, consent=texts["consent"],
        levels=texts["levels"], level_notes=texts["level_notes"], rows=practices(web).all(user.id, _SHOWN),
        personas=partners(web, user), consents=consents(web, user), model=model_name(web),
        group_texts=prompts.load("roleplay/groups"), trainer=user.may("trainer"),
    )  # fmt: skip


def _stepped(request: Request, web: WebState, user: User, practice: Practice) -> Response:
    """After a step: the new part for a script, the page again for a form."""
    if request.headers.get("x-part") != "talk" or practice.over:
        return RedirectResponse(f"/practice/{practice.head.id}", 303)
    return _talk(request, web, user, practice)


def _again(
    request: Request, web: WebState, user: User, run_id: str, utterance: str, fault: str, status: int
) -> HTMLResponse:
    practice = practices(web).get(run_id, owner=user.id)
    return _talk(request, web, user, practice, utterance=utterance, fault=fault, status=status)


def _talk(
    request: Request, web: WebState, user: User, practice: Practice, *, utterance: str = "", fault: str = "",
    status: int = 200,
) -> HTMLResponse:  # fmt: skip
    run = practice.run
    persona = practice.persona
    mood = run.turns[-1].mood if run.turns else persona.mood
    template = "practice_talk_part.html" if request.headers.get("x-part") == "talk" else "practice_talk.html"
    return web.pages.render(
        request, template, status=status, practice=practice, run=run, persona=persona, mood=mood,
        mood_label=mood_label(mood), hints=[hint_for(point) for point in practice.hints], utterance=utterance,
        fault=fault, longest=LONGEST_UTTERANCE, seconds=int((now() - practice.head.created_at).total_seconds()),
        level=prompts.load("roleplay/practice")["levels"][run.level], own=practice.head.owner == user.id,
        more_hints=next_hint(run, practice.hints, persona) is not None,
    )  # fmt: skip


def _debrief(request: Request, web: WebState, user: User, practice: Practice) -> HTMLResponse:
    found, grounds = debriefed(web, practice)
    sources = sources_of(found, grounds)
    texts: dict[str, Any] = prompts.load("roleplay/messages")
    return web.pages.render(
        request, "practice_debrief.html", practice=practice, run=practice.run, found=found,
        outcome=texts["outcome"][found.outcome.value], statuses=texts["status"], course=course_view(found.course),
        number=sources.number, groups=web.cards.sources(sources.made), hrefs=web.cards.hrefs(sources.made),
        names={row.point: row.name for row in found.rows}, own=practice.head.owner == user.id,
        level=prompts.load("roleplay/practice")["levels"][practice.run.level],
        who=owner_name(web, practice.head.owner),
        sheets=Worksheets(web.assistant.dialogue.stores.records).heads(),
    )  # fmt: skip
