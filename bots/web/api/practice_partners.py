"""`/api/v1/roleplay/partners`: partners that a trainer writes, checks and publishes to groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

import prompts
from assistant.errors import NotFound
from assistant.roleplay.persona_form import Problem
from assistant.roleplay.personas import PersonaFault
from assistant.sessions.partners import Partner
from bots.web import practice_group_bodies as bodies
from bots.web.openapi import described
from bots.web.practice import groups, written_partners
from bots.web.practice_bodies import RecordId
from bots.web.problems import refuse
from bots.web.security.users import User, Who
from bots.web.state import Web, WebState
from bots.web.views.persona_form import sample, unfounded

router = APIRouter(prefix="/roleplay/partners", tags=["roleplay"])
Base = Annotated[str, Query(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


@router.get("", **described("partners", 403))
def all_partners(web: Web, user: Who) -> bodies.PartnerList:
    """The caller's partners, for trainers."""
    trainer(user)
    return bodies.PartnerList(partners=[_head(web, partner) for partner in written_partners(web).all(user.id)])


@router.get("/sample", **described("partner_sample", 403, 422))
def start_from(user: Who, base: Base = "visiting-nurse-lead") -> bodies.DraftBody:
    """A shipped partner as a draft to start from."""
    trainer(user)
    return bodies.DraftBody(draft=sample(base))


@router.post("/script", status_code=201, **described("partner_create", 403, 413, 422))
def create(body: bodies.DraftBody, web: Web, user: Who) -> bodies.PartnerBody:
    """Keep a new draft, finished or not; `problems` says what is still wrong in which field."""
    trainer(user)
    return _partner(web, written_partners(web).create(user.id, body.draft))


@router.get("/{partner_id}", **described("partner", 403, 404, 422))
def partner(partner_id: RecordId, web: Web, user: Who) -> bodies.PartnerBody:
    """One of the caller's partners."""
    trainer(user)
    return _partner(web, written_partners(web).get(partner_id, user.id))


@router.put("/{partner_id}/script", **described("partner_save", 403, 404, 409, 413, 422))
def save(partner_id: RecordId, body: bodies.SavedBody, web: Web, user: Who) -> bodies.PartnerBody:
    """Keep the draft as it is typed now; what was published stays."""
    trainer(user)
    return _partner(web, written_partners(web).save(partner_id, user.id, body.revision, body.draft))


@router.post("/{partner_id}/publish", **described("partner_publish", 403, 404, 409, 413, 422))
def publish(partner_id: RecordId, body: bodies.PublishBody, web: Web, user: Who) -> bodies.PartnerBody:
    """Let the members of groups that the caller leads practise with it; refused as long as it has problems."""
    trainer(user)
    return _partner(web, published(web, user, partner_id, body.revision, body.groups))


@router.delete("/{partner_id}", status_code=204, **described("partner_delete", 403, 404, 422))
def delete(partner_id: RecordId, web: Web, user: Who) -> None:
    """Remove it; runs that began with it keep their copy."""
    trainer(user)
    written_partners(web).delete(partner_id, user.id)


def trainer(user: User) -> None:
    """
    Raises:
        HTTPException: 403, the user is no trainer.
    """
    if not user.may("trainer"):
        refuse(403)


def published(web: WebState, user: User, partner_id: str, revision: int, to: Sequence[str]) -> Partner:
    """The partner, published to these groups.

    Raises:
        NotFound: there is no such partner, or `user` does not lead one of the groups.
        PersonaFault: the draft has problems.
        Conflict: the caller has seen another revision.
    """
    led = {group.id for group in groups(web).led_by(user.id)}
    for group_id in to:
        if group_id not in led:
            raise NotFound(f"{user.id} leads no group {group_id!r}", kind="group", name=group_id)
    partner = written_partners(web).get(partner_id, user.id)
    problems = problems_of(web, partner) if to else ()
    if problems:
        told = " / ".join(problem.told for problem in problems)
        hint = prompts.text("roleplay/messages", "hint.form", path=partner.head.title, found=told)
        raise PersonaFault(f"{partner_id} has problems", problems=problems, hint=hint)
    return written_partners(web).publish(partner_id, user.id, revision, tuple(dict.fromkeys(to)))


def problems_of(web: WebState, partner: Partner) -> tuple[Problem, ...]:
    """What is wrong with the draft: with its form, and with the places in the documents that it names."""
    if partner.problems:
        return partner.problems
    message = prompts.text("roleplay/messages", "problem.unfounded")
    return unfounded(partner.persona(), web.grounds(), web.assistant.generation.documents, message)


def _head(web: WebState, found: Partner) -> bodies.PartnerHead:
    return bodies.PartnerHead(
        id=found.head.id, persona=found.persona_id, name=found.head.title, revision=found.head.revision,
        groups=list(found.groups), problems=[bodies.ProblemRow.model_validate(row) for row in problems_of(web, found)],
    )  # fmt: skip


def _partner(web: WebState, found: Partner) -> bodies.PartnerBody:
    return bodies.PartnerBody(**_head(web, found).model_dump(), draft=dict(found.draft))
