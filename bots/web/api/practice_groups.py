"""`/api/v1/roleplay/groups`: groups for practice, their members, and what the members show their trainers."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from assistant.errors import NotFound
from assistant.sessions.groups import Group
from bots.exports.group import overview_to_word
from bots.web import practice_group_bodies as bodies
from bots.web.openapi import described
from bots.web.practice import group_overview, groups, led_group, owner_name, practices
from bots.web.practice_bodies import RecordId
from bots.web.problems import refuse
from bots.web.security.users import LOCAL, User, Who
from bots.web.state import Web, WebState

router = APIRouter(prefix="/roleplay/groups", tags=["roleplay"])
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("", **described("groups"))
def all_groups(web: Web, user: Who) -> bodies.GroupList:
    """The caller's groups, as trainer and as member."""
    kept = groups(web)
    leads = kept.led_by(user.id) if user.may("trainer") else ()
    return bodies.GroupList(leads=[_group(web, group, full=True) for group in leads],
                            joined=[_group(web, group, full=False) for group in kept.joined_by(user.id)])  # fmt: skip


@router.post("", status_code=201, **described("group_create", 403, 413, 422))
def create(body: bodies.NewGroup, web: Web, user: Who) -> bodies.GroupBody:
    """Make a group, for trainers; the caller leads it."""
    return _group(web, created(web, user, body.name), full=True)


@router.post("/join", **described("group_join", 413, 422, 429))
def join(body: bodies.JoinBody, web: Web, user: Who) -> bodies.GroupBody:
    """Become a member by the group's code. It shows nobody anything; see `show_to` at the start of a run."""
    return _group(web, groups(web).join(body.code, user.id, user.name), full=False)


@router.get("/{group_id}", **described("group", 403, 404, 422))
def group(group_id: RecordId, web: Web, user: Who) -> bodies.GroupBody:
    """A group that the caller leads."""
    return _group(web, led_group(web, user, group_id), full=True)


@router.delete("/{group_id}", status_code=204, **described("group_delete", 403, 404, 422))
def delete(group_id: RecordId, web: Web, user: Who) -> None:
    """Remove a group; its members keep their runs."""
    groups(web).delete(led_group(web, user, group_id).id)


@router.post("/{group_id}/code", **described("group_code", 403, 404, 422))
def renew(group_id: RecordId, web: Web, user: Who) -> bodies.GroupBody:
    """A new code; the old one opens nothing any more."""
    return _group(web, groups(web).renew_code(led_group(web, user, group_id).id), full=True)


@router.post("/{group_id}/members", **described("group_assign", 403, 404, 413, 422))
def assign(group_id: RecordId, body: bodies.MemberBody, web: Web, user: Who) -> bodies.GroupBody:
    """Make a user a member."""
    return _group(web, assigned(web, user, group_id, body.user), full=True)


@router.delete("/{group_id}/members/{member}", status_code=204, **described("group_leave", 403, 404, 422))
def remove(group_id: RecordId, member: RecordId, web: Web, user: Who) -> None:
    """Leave a group, which takes all consent for it back; or, for its trainers, take a member out."""
    if member == user.id:
        left(web, user, group_id)
    else:
        groups(web).remove(led_group(web, user, group_id).id, member)


@router.get("/{group_id}/overview", **described("group_overview", 403, 404, 422))
def overview(group_id: RecordId, web: Web, user: Who) -> bodies.OverviewBody:
    """What the members show the caller: runs by person and partner, points that fail most often, the course."""
    found = group_overview(web, user, led_group(web, user, group_id))
    people = [
        bodies.PersonRuns(
            id=person.id, name=owner_name(web, person.id), going_on=person.going_on,
            tallies=[bodies.TallyBody.model_validate(tally) for tally in person.tallies],
            course=[bodies.MarkBody.model_validate(mark) for mark in person.course],
        )
        for person in found.people
    ]  # fmt: skip
    return bodies.OverviewBody(
        runs=found.runs, finished=found.finished, mean=found.mean, people=people,
        missed=[bodies.MissedBody.model_validate(row) for row in found.missed],
        hardened=[bodies.MissedBody.model_validate(row) for row in found.hardened],
    )  # fmt: skip


@router.get("/{group_id}/export", response_class=Response, **described("group_export", 403, 404, 422))
def export(group_id: RecordId, web: Web, user: Who) -> Response:
    """The overview as a Word file."""
    return exported(web, user, group_id)


def created(web: WebState, user: User, name: str) -> Group:
    """A new group that `user` leads.

    Raises:
        HTTPException: 403, the user is no trainer.
        UsageError: the name cannot be used.
    """
    if not user.may("trainer"):
        refuse(403)
    return groups(web).create(name, [user.id], {user.id: user.name})


def assigned(web: WebState, user: User, group_id: str, member: str) -> Group:
    """The group with one more member.

    Raises:
        HTTPException: 403, the user is no trainer.
        NotFound: there is no such group or user.
    """
    found = led_group(web, user, group_id)
    if member != LOCAL.id and web.tokens.by_id(member) is None:
        raise NotFound(f"no user {member!r}", kind="user", name=member)
    return groups(web).add(found.id, member)


def left(web: WebState, user: User, group_id: str) -> None:
    """`user` leaves a group: nothing of theirs is shown to it any more.

    Raises:
        NotFound: there is no such group.
    """
    groups(web).remove(group_id, user.id)
    practices(web).withdraw(user.id, group=group_id)


def exported(web: WebState, user: User, group_id: str) -> Response:
    """The Word file of a group.

    Raises:
        HTTPException: 403, the user is no trainer.
        NotFound: there is no such group, or it is another's.
    """
    found = led_group(web, user, group_id)
    seen = group_overview(web, user, found)
    names = {key: owner_name(web, key) for key in (*found.trainers, *(person.id for person in seen.people))}
    headers = {"Content-Disposition": f'attachment; filename="renkei-group-{found.id}.docx"'}
    return Response(overview_to_word(found, seen, names), media_type=_WORD, headers=headers)


def _group(web: WebState, found: Group, *, full: bool) -> bodies.GroupBody:
    def people(ids: tuple[str, ...]) -> list[bodies.PersonBody]:
        return [bodies.PersonBody(id=user, name=owner_name(web, user)) for user in ids]

    return bodies.GroupBody(
        id=found.id, name=found.name, code=found.code if full else "", trainers=people(found.trainers),
        members=people(found.members) if full else [],
    )  # fmt: skip
