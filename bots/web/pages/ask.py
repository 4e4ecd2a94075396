"""The page of questions: the box, the answer card, and the card part by part while it is made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.responses import HTMLResponse

import prompts
from assistant.answering.notice import notice
from assistant.answering.service import LONGEST_QUESTION
from assistant.errors import QuestionError
from assistant.types import Answer, Mode
from bots.messages import explain
from bots.web.asking import AnswerEvent, Question
from bots.web.bodies import AskBody, ConversationId, PlainText
from bots.web.security.csrf import proven
from bots.web.security.users import Who
from bots.web.state import Web, WebState

router = APIRouter(include_in_schema=False, dependencies=[Depends(proven)])


@router.get("/")
async def ask_page(request: Request, web: Web) -> HTMLResponse:
    """The empty box with four examples."""
    return _page(request, web)


@router.post("/")
async def ask_form(
    request: Request, web: Web, user: Who, question: Annotated[PlainText, Form()] = "",
    conversation_id: Annotated[ConversationId, Form()] = "", mode: Annotated[Mode, Form()] = "extractive",
) -> HTMLResponse:  # fmt: skip
    """The whole answer at once, for a browser without script."""
    asked = Question(text=question, who=user.id, conversation_id=conversation_id, mode=mode)
    try:
        answer = await web.asking.ask(asked)
    except QuestionError as error:
        return _page(request, web, question=question, fault=explain(error)[0], status=422)
    return _page(request, web, **_shown(web, answer, question))


@router.post("/ask/stream", response_class=EventSourceResponse)
async def ask_parts(request: Request, body: AskBody, web: Web, user: Who) -> AsyncIterator[ServerSentEvent]:
    """The card's parts as they are ready: status, sentence, sections, citations, done (each HTML); or error."""
    asked = Question(text=body.question, who=user.id, conversation_id=body.conversation_id or "", mode=body.mode)
    try:
        async with aclosing(web.asking.events(asked)) as steps:
            async for step in steps:
                for name, html in _parts(request, web, step, body.question):
                    yield ServerSentEvent(event=name, raw_data=html)
    except Exception as error:  # the response has begun: what went wrong can only be told inside it
        yield ServerSentEvent(event="error", raw_data=explain(error)[0])


def _parts(request: Request, web: WebState, step: AnswerEvent, asked: str) -> list[tuple[str, str]]:
    if step.name == "status":
        return [("status", prompts.text("ui/web", "searching"))]
    if step.answer is None:
        return [("sentence", web.pages.text(request, "answer_part.html", part="sentence", sentence=step.sentence))]
    values = {**_shown(web, step.answer, asked), "section": step.section}
    # an answer without sections is one sentence, which stands where the sections would
    names = ["plain", step.name] if step.name == "citations" and not step.answer.sections else [step.name]
    return [
        ("sections" if name == "plain" else name, web.pages.text(request, "answer_part.html", part=name, **values))
        for name in names
    ]


def _shown(web: WebState, answer: Answer, asked: str) -> dict[str, Any]:
    """What a card needs. `understood` is the question as it was answered, where that is not what was typed."""
    return {
        "answer": answer,
        **web.cards.body(answer),
        "plain": web.cards.as_text(answer),
        "asked": asked.strip(),
        "understood": answer.question if answer.question != asked.strip() else "",
        "kept": bool(answer.conversation_id),
        "notice": notice(answer, "web", web.settings.notice_off),
    }


def _page(request: Request, web: WebState, *, status: int = 200, **values: object) -> HTMLResponse:
    shown = {"question": "", "fault": "", "answer": None, **values}
    return web.pages.render(
        request, "ask.html", status=status, longest=LONGEST_QUESTION, examples=_examples(web),
        model=bool(web.settings.chat_model), **shown,
    )  # fmt: skip


def _examples(web: WebState) -> list[str]:
    """Titles of the guide's notes named in the texts, filled up with others where one is missing."""
    notes = web.assistant.generation.notes
    named: list[str] = prompts.load("ui/web")["examples"]
    ids = [note_id for note_id in named if note_id in notes] + [note_id for note_id in notes if note_id not in named]
    return [notes[note_id].note.title for note_id in ids[:4]]
