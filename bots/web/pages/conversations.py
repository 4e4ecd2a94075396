"""One's own conversations: to read again, to keep as a file, to remove; and one's word on an answer."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

import prompts
from assistant.errors import NotFound
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
    turns = [(turn, web.cards.body(turn.answer)) for turn in found.turns]
    return web.pages.render(request, "conversation.html", head=found.head, turns=turns)


@router.get("/conversations/{conversation_id}/compare/{answer_id}")
def comparison_page(request: Request, web: Web, user: Who, conversation_id: Id, answer_id: Id) -> HTMLResponse:
    """A kept answer beside the one that only quotes."""
    found = kept(web).get(conversation_id, user.id)
    turn = next((turn for turn in found.turns if turn.answer.id == answer_id), None)
    if turn is None:
        raise NotFound(f"no answer {answer_id} in {conversation_id}", kind="answer", name=answer_id)
    answers = {turn.answer.mode: turn.answer, "extractive": web.assistant.ask(turn.standalone)}
    headings = prompts.load("ui/compare")
    columns = [(headings[mode], answer, web.cards.body(answer)) for mode, answer in answers.items()]
    return web.pages.render(request, "compare.html", head=found.head, turn=turn, columns=columns)


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
