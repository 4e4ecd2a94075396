"""`/api/v1/ask`: a question in, the contract object out, at once or as a stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.responses import JSONResponse

import prompts
from bots.contract import answer_to_dict
from bots.web import asking, problems
from bots.web.bodies import AnswerBody, AskBody
from bots.web.openapi import described
from bots.web.state import Web

router = APIRouter(tags=["ask"])


@router.post("/ask", response_model=AnswerBody, **described("ask", 413, 422, 429, 503))
async def ask(body: AskBody, web: Web) -> JSONResponse:
    """Answer a question with numbered citations."""
    # the contract is written by one function for every surface; nothing converts it again on the way out
    return JSONResponse(answer_to_dict(await asking.ask(web.assistant, web.pool, _asked(body))))


@router.post("/ask/stream", response_class=EventSourceResponse, **described("ask_stream", 413, 422, 429, 503))
async def ask_stream(body: AskBody, web: Web) -> AsyncIterator[ServerSentEvent]:
    """The same answer as server-sent events: status, sections (one or more), citations, done; error where it fails."""
    try:
        async with aclosing(asking.events(web.assistant, web.pool, _asked(body))) as steps:
            async for step in steps:
                yield ServerSentEvent(event=step.name, data=_data(step))
    except Exception as error:  # the response has begun: what went wrong can only be told inside it
        yield ServerSentEvent(event="error", data=problems.of_error(error))


def _asked(body: AskBody) -> asking.Asked:
    return asking.Asked(question=body.question, conversation_id=body.conversation_id or "", mode=body.mode)


def _data(step: asking.AnswerEvent) -> dict[str, Any]:
    if step.answer is None:
        return {"status": "searching", "message": prompts.text("ui/web", "searching")}
    whole = answer_to_dict(step.answer)
    if step.name == "sections":
        return {"sections": whole["sections"][step.section : step.section + 1]}
    if step.name == "citations":
        return {"citations": whole["citations"]}
    return whole
