"""A trainer's own partners as pages: a list, and the form in which one is written, checked and published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import yaml
from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import prompts
from assistant.errors import Conflict
from assistant.roleplay.persona_form import Problem
from assistant.roleplay.personas import PersonaFault
from assistant.sessions.partners import Partner
from bots.messages import explain
from bots.web.api.practice_partners import Base, problems_of, published, trainer
from bots.web.bodies import PlainText
from bots.web.practice import groups, partners, written_partners
from bots.web.practice_bodies import RecordId
from bots.web.security.csrf import proven
from bots.web.security.users import User, Who
from bots.web.state import Web, WebState
from bots.web.views import persona_form as form

router = APIRouter(prefix="/practice/partners", include_in_schema=False, dependencies=[Depends(proven)])
Revision = Annotated[int, Form(ge=0, le=1_000_000)]
_YAML = "application/yaml; charset=utf-8"


@router.get("")
def partners_page(request: Request, web: Web, user: Who) -> HTMLResponse:
    """The partners that one has written, and those to start from."""
    trainer(user)
    names = {group.id: group.name for group in groups(web).all()}
    return web.pages.render(
        request, "practice_partners.html", rows=written_partners(web).all(user.id), group_names=names,
        bases=[persona for persona in partners(web, user) if not persona.id.startswith("own-")],
    )  # fmt: skip


@router.post("")
def create(web: Web, user: Who, base: Annotated[Base, Form()] = "visiting-nurse-lead") -> Response:
    """A new draft, with the lines of a shipped partner to write over."""
    trainer(user)
    draft = form.sample(base)
    draft["name"] = prompts.text("roleplay/practice", "own_name", name=draft["name"])
    return RedirectResponse(f"/practice/partners/{written_partners(web).create(user.id, draft).head.id}", 303)


@router.get("/{partner_id}")
def partner_page(request: Request, web: Web, user: Who, partner_id: RecordId, check: bool = False) -> HTMLResponse:
    """The form; with `check` its findings beside the fields."""
    trainer(user)
    return _form(request, web, user, written_partners(web).get(partner_id, user.id), check=check)


@router.post("/{partner_id}/script")
async def save(request: Request, web: Web, user: Who, partner_id: RecordId) -> Response:
    """Keep what is typed, then do what the button says."""
    trainer(user)
    sent = [(key, str(text)) for key, text in (await request.form()).multi_items()]
    fixed = dict(sent)
    draft, action = form.draft_of(sent), fixed.get("action", "save")
    draft = _changed(draft, action)
    revision = _number(fixed.get("revision", "")) or 0
    kept = written_partners(web)
    try:
        saved = kept.save(partner_id, user.id, revision, draft)
    except Conflict as error:
        there = kept.get(partner_id, user.id)
        return _form(request, web, user, there, draft=draft, fault=explain(error)[0], status=409)
    name, _, number = action.partition(".")
    jump = f"#concern-{number.partition('.')[0]}" if number else ""
    if name == "add_concern":
        jump = f"#concern-{len(draft['concerns']) - 1}"
    query = "?check=true" if name == "check" else ""
    return RedirectResponse(f"/practice/partners/{saved.head.id}{query}{jump}", 303)


@router.post("/{partner_id}/publish")
def publish(
    request: Request, web: Web, user: Who, partner_id: RecordId, revision: Revision,
    to: Annotated[list[PlainText] | None, Form(max_length=50)] = None,
) -> Response:  # fmt: skip
    """Let the members of the ticked groups practise with it."""
    trainer(user)
    try:
        published(web, user, partner_id, revision, to or [])
    except PersonaFault:
        return _form(request, web, user, written_partners(web).get(partner_id, user.id), check=True, status=422)
    except Conflict as error:
        there = written_partners(web).get(partner_id, user.id)
        return _form(request, web, user, there, fault=explain(error)[0], status=409)
    return RedirectResponse(f"/practice/partners/{partner_id}", 303)


@router.get("/{partner_id}/file")
def file(web: Web, user: Who, partner_id: RecordId) -> Response:
    """The draft as the file that `renkei roleplay check` reads."""
    trainer(user)
    partner = written_partners(web).get(partner_id, user.id)
    data = {"id": partner.persona_id, **partner.draft}
    content = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
    headers = {"Content-Disposition": f'attachment; filename="{partner.persona_id}.yaml"'}
    return Response(content, media_type=_YAML, headers=headers)


@router.post("/{partner_id}/delete")
def delete(web: Web, user: Who, partner_id: RecordId) -> Response:
    """Remove it."""
    trainer(user)
    written_partners(web).delete(partner_id, user.id)
    return RedirectResponse("/practice/partners", 303)


def _changed(draft: dict[str, Any], action: str) -> dict[str, Any]:
    """The draft after a button that adds or takes away a part: `remove_way.0.1` and the like."""
    name, *numbers = action.split(".")
    at = [number for number in map(_number, numbers) if number is not None]
    if name == "add_concern":
        return form.with_concern(draft)
    if name == "remove_concern" and len(at) == 1:
        return form.without_concern(draft, at[0])
    if name == "add_way" and len(at) == 1:
        return form.with_way(draft, at[0])
    if name == "remove_way" and len(at) == 2:
        return form.without_way(draft, at[0], at[1])
    return draft


def _number(text: str) -> int | None:
    """A small whole number; None for whatever else a form of somebody's own making holds."""
    return int(text) if re.fullmatch("[0-9]{1,7}", text) else None


def _form(
    request: Request, web: WebState, user: User, partner: Partner, *, draft: Mapping[str, Any] | None = None,
    check: bool = False, fault: str = "", status: int = 200,
) -> HTMLResponse:  # fmt: skip
    shown = form.shown(partner.draft if draft is None else draft)
    problems: Sequence[Problem] = problems_of(web, partner) if check else ()
    faults = form.faults(shown, problems)
    by_field: dict[str, list[str]] = {}
    for found in faults:
        by_field.setdefault(found.field, []).append(found.message)
    messages = prompts.load("roleplay/messages")
    return web.pages.render(
        request, "practice_partner.html", status=status, partner=partner, draft=shown, fault=fault, check=check,
        faults=faults, by_field=by_field, value=lambda path: form.value(shown, path), choices=form.choices(),
        names=messages["fields"], lines_wanted=messages["form_notes"],
        reactions_flawed=any(field.startswith("reactions.") for field in by_field),
        answers_flawed=any(field.startswith("answers.") for field in by_field),
        statuses=messages["status"], levels=prompts.load("roleplay/practice")["levels"],
        documents=[(key, entry.short) for key, entry in web.assistant.catalog.entries.items()],
        led=groups(web).led_by(user.id), fine=check and not problems,
    )  # fmt: skip
