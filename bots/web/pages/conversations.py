"""One's own conversations: to read again, to keep as a file, to remove; and one's word on an answer."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bots.web import feedback
from bots.web.api.conversations import Id, exported, kept
from bots.web.bodies import FeedbackBody
from bots.web.security.csrf import proven
from bots.web.security.users import Who
from bots.web.state import Web

router = APIRouter(include_in_schema=False, dependencies=[Depends(proven)])


class FeedbackForm(FeedbackBody):
    """The form of an answer card."""

    csrf: str = ""


@router.get("/conversations")
def conversations_page(request: Request, web: Web, user: Who) -> HTMLResponse:
    """All of them, the latest first."""
    return web.pages.render(request, "conversations.html", heads=kept(web).heads(user.id, limit=200))


@router.get("/conversations/{conversation_id}")
def conversation_page(request: Request, web: Web, user: Who, conversation_id: Id) -> HTMLResponse:
    """One of them with its answers and sources."""
    found = kept(web).get(conversation_id, user.id)
    turns = [
        (turn, web.cards.hrefs(turn.answer.citations), web.cards.sources(turn.answer.citations))
        for turn in found.turns
    ]
    return web.pages.render(request, "conversation.html", head=found.head, turns=turns)


@router.get("/conversations/{conversation_id}/export")
def conversation_file(web: Web, user: Who, conversation_id: Id, format: Literal["docx", "md"]) -> Response:
    """The conversation as Word or Markdown."""
    return exported(kept(web).get(conversation_id, user.id), format)


@router.post("/conversations/{conversation_id}/delete")
def forget(web: Web, user: Who, conversation_id: Id) -> Response:
    """Remove it."""
    kept(web).delete(conversation_id, user.id)
    return RedirectResponse("/conversations", 303)


@router.post("/feedback")
def give_feedback(request: Request, web: Web, user: Who, said: Annotated[FeedbackForm, Form()]) -> HTMLResponse:
    """Keep what was said; the page is for browsers without script."""
    feedback.take(web, user.id, FeedbackBody.model_validate(said.model_dump(exclude={"csrf"})))
    return web.pages.render(request, "thanks.html")
