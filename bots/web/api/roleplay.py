"""`/api/v1/roleplay`: partners to practise with, one's own runs step by step, their debriefs, and files of both."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import StringConstraints
from starlette.responses import Response

import prompts
from assistant.roleplay.debrief import Debrief, mood_label
from assistant.roleplay.hints import hint_for
from assistant.roleplay.serial import ledger_to_dict
from assistant.sessions.meeting import pack
from assistant.sessions.practice import Practice, Wanted
from assistant.sessions.practice_sources import PracticeSources, sources_of
from assistant.sessions.worksheets import Worksheets
from bots.contract import citation_to_dict
from bots.exports.roleplay import debrief_to_word, pack_to_word
from bots.web import practice_bodies as bodies
from bots.web.bodies import CitationBody
from bots.web.openapi import described
from bots.web.practice import (
    consents,
    debriefed,
    model_name,
    owner_name,
    partners,
    practices,
    readable,
    shown_in_all,
)
from bots.web.practice import start as begun
from bots.web.security.users import User, Who
from bots.web.state import Web, WebState

router = APIRouter(prefix="/roleplay", tags=["roleplay"])
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Kind = Literal["debrief", "pack"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STEP = (404, 409, 413, 422)


@router.get("/personas", **described("roleplay_personas"))
def personas(web: Web, user: Who) -> bodies.PersonaList:
    """The partners, and the texts to agree to before the start."""
    return bodies.PersonaList(
        personas=[bodies.PersonaBody.model_validate(persona) for persona in partners(web, user)],
        consent=prompts.text("roleplay/practice", "consent"),
        consents=[bodies.ConsentBody.model_validate(found) for found in consents(web, user)], model=model_name(web),
    )  # fmt: skip


@router.post("/runs", status_code=201, **described("roleplay_start", 404, 413, 422))
def start(body: bodies.StartBody, web: Web, user: Who) -> bodies.RunBody:
    """Begin a run; the partner speaks first."""
    wanted = Wanted(**body.model_dump(exclude={"show_to"}))
    return run_body(begun(web, user, wanted, body.show_to))


@router.get("/runs", **described("roleplay_runs", 403, 422))
def runs(
    web: Web, user: Who, limit: Annotated[int, Query(ge=1, le=200)] = 50, everybody: bool = False
) -> bodies.RunList:
    """The caller's runs, the latest first; with `everybody` those that members of their groups show them,
    for trainers.
    """
    found = shown_in_all(web, user)[:limit] if everybody else practices(web).all(user.id, limit)
    heads = [_head(practice, owner_name(web, practice.head.owner) if everybody else "") for practice in found]
    return bodies.RunList(runs=heads)


@router.get("/runs/{run_id}", **described("roleplay_run", 404, 422))
def run(run_id: Id, web: Web, user: Who) -> bodies.RunBody:
    """One run with everything that was said."""
    return run_body(readable(web, user, run_id))


@router.post("/runs/{run_id}/say", **described("roleplay_say", *_STEP))
def say(run_id: Id, body: bodies.SayBody, web: Web, user: Who) -> bodies.RunBody:
    """Say something; 409 where the run has gone on since `revision`."""
    return run_body(practices(web, user.id).say(run_id, user.id, body.revision, body.utterance))


@router.post("/runs/{run_id}/hint", **described("roleplay_hint", *_STEP))
def hint(run_id: Id, body: bodies.StepBody, web: Web, user: Who) -> bodies.HintedBody:
    """A hint for the next utterance."""
    practice, found = practices(web).hint(run_id, user.id, body.revision)
    shown = bodies.HintBody.model_validate(found) if found else None
    return bodies.HintedBody(hint=shown, revision=practice.head.revision)


@router.post("/runs/{run_id}/finish", **described("roleplay_finish", *_STEP))
def finish(run_id: Id, body: bodies.StepBody, web: Web, user: Who) -> bodies.RunBody:
    """End the conversation, so that its debrief is due."""
    return run_body(practices(web).finish(run_id, user.id, body.revision))


@router.post("/runs/{run_id}/withdraw", **described("roleplay_withdraw", 404, 413, 422))
def withdraw(run_id: Id, body: bodies.WithdrawBody, web: Web, user: Who) -> bodies.RunBody:
    """Take consent back: the trainers of the group, or of all groups, read this run no longer."""
    practices(web).withdraw(user.id, practice_id=run_id, group=body.group or "")
    return run_body(practices(web).get(run_id, owner=user.id))


@router.get("/runs/{run_id}/debrief", **described("roleplay_debrief", 404, 422))
def debrief(run_id: Id, web: Web, user: Who) -> bodies.DebriefBody:
    """The debrief of a run that is over, with its sources and the comparison with earlier runs."""
    found, grounds = debriefed(web, readable(web, user, run_id))
    return debrief_body(found, sources_of(found, grounds))


@router.get("/runs/{run_id}/export", response_class=Response, **described("roleplay_export", 404, 422))
def export(run_id: Id, kind: Kind, web: Web, user: Who, worksheet: Id | None = None) -> Response:
    """The debrief, or the pack for the meeting (with the figures of a worksheet), as a Word file."""
    return exported(web, user, run_id, kind, worksheet)


@router.delete("/runs/{run_id}", status_code=204, **described("roleplay_forget", 404, 422))
def forget(run_id: Id, web: Web, user: Who) -> None:
    """Remove a run of one's own with everything that was said."""
    practices(web).delete(run_id, user.id)


def exported(web: WebState, user: User, run_id: str, kind: Kind, worksheet: str | None) -> Response:
    """The Word file of a run that is over.

    Raises:
        NotFound: there is no such run or worksheet.
        UsageError: the run is not over.
    """
    practice = readable(web, user, run_id)
    found, grounds = debriefed(web, practice)
    if kind == "debrief":
        content = debrief_to_word(practice, found, grounds, who=owner_name(web, practice.head.owner))
    else:
        sheet = Worksheets(web.assistant.dialogue.stores.records).get(worksheet).sheet if worksheet else None
        content = pack_to_word(pack(found, grounds, web.assistant.generation.notes, sheet))
    name = f"renkei-{kind}-{practice.head.id}.docx"
    return Response(content, media_type=_WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def run_body(practice: Practice) -> bodies.RunBody:
    """A run as the interface gives it."""
    run = practice.run
    talk = [
        bodies.TurnBody(
            utterance=turn.utterance, reply=turn.reply, mood=turn.mood, mood_label=mood_label(turn.mood),
            state=turn.state, ledger=[bodies.EntryBody(**entry) for entry in ledger_to_dict(turn.ledger)],
        )
        for turn in run.turns
    ]  # fmt: skip
    return bodies.RunBody(
        **_head(practice, "").model_dump(), revision=practice.head.revision, seed=run.seed, minutes=practice.minutes,
        opening=run.opening, hints=[bodies.HintBody.model_validate(hint_for(point)) for point in practice.hints],
        talk=talk, outcome=run.outcome, shared=[bodies.ShareBody.model_validate(share) for share in practice.shared],
    )  # fmt: skip


def debrief_body(found: Debrief, sources: PracticeSources) -> bodies.DebriefBody:
    """A debrief as the interface gives it."""
    number = sources.number
    return bodies.DebriefBody(
        persona=found.persona, name=found.name, score=found.score, outcome=found.outcome,
        points=[
            bodies.PointBody(point=row.point, name=row.name, score=row.score, quote=row.quote, used=row.used,
                             place=row.place, citation=number(row.source))
            for row in found.rows
        ],
        hardening=[
            bodies.HardenedBody(behaviour=blow.behaviour, name=blow.name, quote=blow.quote, turn=blow.turn,
                                why=blow.why, example=blow.example, citation=number(blow.source))
            for blow in found.hardening
        ],
        worked=[row.point for row in found.worked],
        to_try=[bodies.SuggestionBody.model_validate(row) for row in found.to_try],
        slips=[bodies.SlipBody(quote=s.quote, correct=s.correct, citation=number(s.source)) for s in found.slips],
        worries=[
            bodies.WorryBody(concern=w.concern, name=w.name, status=w.status, voiced=w.voiced,
                             citation=number(w.source))
            for w in found.worries
        ],
        course=[bodies.MoodBody.model_validate(point) for point in found.course],
        comparison=bodies.ComparisonBody.model_validate(found.comparison) if found.comparison else None,
        citations=[CitationBody(**citation_to_dict(citation)) for citation in sources.made],
    )  # fmt: skip


def _head(practice: Practice, owner: str) -> bodies.RunHeadBody:
    head, run = practice.head, practice.run
    return bodies.RunHeadBody(
        id=head.id, persona=run.persona, name=head.title, level=run.level, state=run.state, score=practice.score,
        turns=len(run.turns), owner=owner, created_at=head.created_at, updated_at=head.updated_at,
    )  # fmt: skip
