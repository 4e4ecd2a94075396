"""Groups as pages: joining and leaving for trainees; for trainers members, the overview and its file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import UsageError
from assistant.sessions.groups import LONGEST_NAME
from bots.messages import explain
from bots.web.api.practice_groups import assigned, created, exported, left
from bots.web.bodies import PlainText
from bots.web.practice import consents, group_overview, groups, led_group, owner_name, practices, shown
from bots.web.practice_bodies import RecordId
from bots.web.security.csrf import proven
from bots.web.security.users import User, Who
from bots.web.state import Web, WebState
from bots.web.views.course import score_view

router = APIRouter(prefix="/practice/groups", include_in_schema=False, dependencies=[Depends(proven)])
Short = Annotated[PlainText, Form(max_length=200)]


@router.get("")
def groups_page(request: Request, web: Web, user: Who) -> HTMLResponse:
    """The groups that one is in, and those that one leads."""
    return _list(request, web, user)


@router.post("")
def create(request: Request, web: Web, user: Who, name: Short = "") -> Response:
    """Make a group."""
    try:
        return RedirectResponse(f"/practice/groups/{created(web, user, name).id}", 303)
    except UsageError as error:
        return _list(request, web, user, fault_name=explain(error)[0], name=name)


@router.post("/join")
def join(request: Request, web: Web, user: Who, code: Short = "") -> Response:
    """Become a member by the code."""
    try:
        groups(web).join(code, user.id, user.name)
    except UsageError as error:
        return _list(request, web, user, fault_code=explain(error)[0], code=code)
    return RedirectResponse("/practice/groups", 303)


@router.get("/{group_id}")
def group_page(request: Request, web: Web, user: Who, group_id: RecordId) -> HTMLResponse:
    """A group for its trainer: what the members show, and who is in it."""
    group = led_group(web, user, group_id)
    found = group_overview(web, user, group)
    known = [(token.id, token.name) for token in web.tokens.all() if token.id not in group.members]
    return web.pages.render(
        request, "practice_group.html", group=group, found=found, runs=shown(web, user, group)[:30],
        plots={person.id: score_view(person.course) for person in found.people}, leads=user.id in group.trainers,
        names={key: owner_name(web, key) for key in (*group.trainers, *group.members)}, known=known,
    )  # fmt: skip


@router.get("/{group_id}/export")
def export(web: Web, user: Who, group_id: RecordId) -> Response:
    """The overview as a Word file."""
    return exported(web, user, group_id)


@router.post("/{group_id}/leave")
def leave(web: Web, user: Who, group_id: RecordId) -> Response:
    """Leave a group; everything shown to it is taken back."""
    left(web, user, group_id)
    return RedirectResponse("/practice/groups", 303)


@router.post("/{group_id}/withdraw")
def withdraw(web: Web, user: Who, group_id: RecordId) -> Response:
    """Take back everything that was shown to a group, and stay in it."""
    practices(web).withdraw(user.id, group=group_id)
    return RedirectResponse("/practice/groups", 303)


@router.post("/{group_id}/members")
def assign(web: Web, user: Who, group_id: RecordId, member: Short = "") -> Response:
    """Make a user a member."""
    assigned(web, user, group_id, member)
    return RedirectResponse(f"/practice/groups/{group_id}", 303)


@router.post("/{group_id}/remove")
def remove(web: Web, user: Who, group_id: RecordId, member: Short = "") -> Response:
    """Take a member out."""
    groups(web).remove(led_group(web, user, group_id).id, member)
    return RedirectResponse(f"/practice/groups/{group_id}", 303)


@router.post("/{group_id}/code")
def renew(web: Web, user: Who, group_id: RecordId) -> Response:
    """A new code."""
    groups(web).renew_code(led_group(web, user, group_id).id)
    return RedirectResponse(f"/practice/groups/{group_id}", 303)


@router.post("/{group_id}/delete")
def delete(web: Web, user: Who, group_id: RecordId) -> Response:
    """Remove a group."""
    groups(web).delete(led_group(web, user, group_id).id)
    return RedirectResponse("/practice/groups", 303)


def _list(
    request: Request, web: WebState, user: User, *, fault_name: str = "", fault_code: str = "", name: str = "",
    code: str = "",
) -> HTMLResponse:  # fmt: skip
    kept, trainer = groups(web), user.may("trainer")
    leads = (kept.all() if user.may("admin") else kept.led_by(user.id)) if trainer else ()
    shown_to: dict[str, int] = {}
    for practice in practices(web).all(user.id, 200):
        for share in practice.shared:
            shown_to[share.group] = shown_to.get(share.group, 0) + 1
    return web.pages.render(
        request, "practice_groups.html", status=422 if fault_name or fault_code else 200, trainer=trainer, leads=leads,
        joined=kept.joined_by(user.id), consents={found.group: found for found in consents(web, user)},
        shown_to=shown_to, fault_name=fault_name, fault_code=fault_code, name=name, code=code, longest=LONGEST_NAME,
    )  # fmt: skip
