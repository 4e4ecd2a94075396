"""`/api/v1`: one's own conversations, and one's word on an answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import StringConstraints
from starlette.responses import Response

from assistant.adapters.conversation_word import to_word
from assistant.sessions.conversation import Conversation, Conversations
from assistant.sessions.markdown import to_markdown
from bots.contract import answer_to_dict
from bots.web import feedback
from bots.web.bodies import (
    AnswerBody,
    ConversationBody,
    ConversationHeadBody,
    ConversationList,
    FeedbackBody,
    TurnBody,
)  # fmt: skip
from bots.web.openapi import described
from bots.web.security.users import Who
from bots.web.state import Web, WebState

router = APIRouter(tags=["conversations"])
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@router.get("/conversations", **described("conversations", 422))
def conversations(
    web: Web, user: Who, limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> ConversationList:  # fmt: skip
    """The caller's conversations, the latest first."""
    heads = kept(web).heads(user.id, limit=limit, offset=offset)
    return ConversationList(conversations=[ConversationHeadBody.model_validate(head) for head in heads])


@router.get("/conversations/{conversation_id}", **described("conversation", 404, 422))
def conversation(conversation_id: Id, web: Web, user: Who) -> ConversationBody:
    """One conversation with all its turns."""
    return _body(kept(web).get(conversation_id, user.id))


@router.delete("/conversations/{conversation_id}", status_code=204, **described("forget_conversation", 404, 422))
def forget(conversation_id: Id, web: Web, user: Who) -> None:
    """Remove a conversation with all its turns."""
    kept(web).delete(conversation_id, user.id)


@router.post("/feedback", status_code=204, **described("feedback", 413, 422))
def give_feedback(body: FeedbackBody, web: Web, user: Who) -> None:
    """Say whether an answer helped."""
    feedback.take(web, user.id, body)


def kept(web: WebState) -> Conversations:
    """Where conversations are kept."""
    return web.assistant.dialogue.stores.conversations


def exported(found: Conversation, kind: str) -> Response:
    """The conversation as a file, Word (`docx`) or Markdown (`md`)."""
    word = kind == "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document" if word else "text/markdown"
    content: bytes | str = to_word(found) if word else to_markdown(found)
    name = f"renkei-{found.head.id}.{kind}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _body(found: Conversation) -> ConversationBody:
    turns = [
        TurnBody(
            question=turn.question, standalone=turn.standalone, asked_at=turn.asked_at,
            answer=AnswerBody.model_validate(answer_to_dict(turn.answer)),
        )
        for turn in found.turns
    ]  # fmt: skip
    return ConversationBody(conversation=ConversationHeadBody.model_validate(found.head), turns=turns)

