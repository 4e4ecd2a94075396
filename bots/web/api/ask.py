"""`/api/v1/ask`: a question in, the contract object out, at once or as a stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.responses import JSONResponse

import prompts
from assistant.answering.notice import notice
from assistant.types import Answer
from bots.contract import answer_to_dict, citation_to_dict
from bots.web import problems
from bots.web.asking import AnswerEvent, Question
from bots.web.bodies import AnswerBody, AskBody
from bots.web.openapi import described
from bots.web.security.users import User, Who
from bots.web.state import Web, WebState

router = APIRouter(tags=["ask"])


@router.post("/ask", response_model=AnswerBody, **described("ask", 404, 413, 422, 429, 503))
async def ask(body: AskBody, web: Web, user: Who) -> JSONResponse:
    """Answer a question with numbered citations."""
    # the contract is written by one function for every surface; nothing converts it again on the way out
    return JSONResponse(_told(web, await web.asking.ask(_asked(body, user))))


@router.post("/ask/stream", response_class=EventSourceResponse, **described("ask_stream", 413, 422, 429, 503))
async def ask_stream(body: AskBody, web: Web, user: Who) -> AsyncIterator[ServerSentEvent]:
    """The same answer as server-sent events: status, sections (one or more), citations, done; error where it fails.

    In the mode `generated`, `sentence` events come before the sections: checked sentences as the model words them. The
    sections replace them.
    """
    try:
        async with aclosing(web.asking.events(_asked(body, user))) as steps:
            async for step in steps:
                yield ServerSentEvent(event=step.name, data=_data(web, step))
    except Exception as error:  # the response has begun: what went wrong can only be told inside it
        yield ServerSentEvent(event="error", data=problems.of_error(error))


def _asked(body: AskBody, user: User) -> Question:
    return Question(text=body.question, who=user.id, conversation_id=body.conversation_id or "", mode=body.mode)


def _told(web: WebState, answer: Answer) -> dict[str, Any]:
    return answer_to_dict(answer, notice(answer, "api", web.settings.notice_off))


def _data(web: WebState, step: AnswerEvent) -> dict[str, Any]:
    if step.name == "sentence":
        return {"text": step.sentence, "citations": [citation_to_dict(citation) for citation in step.citations]}
    if step.answer is None:
        return {"status": "searching", "message": prompts.text("ui/web", "searching")}
    whole = _told(web, step.answer)
    if step.name == "sections":
        return {"sections": whole["sections"][step.section : step.section + 1]}
    if step.name == "citations":
        return {"citations": whole["citations"]}
    return whole
