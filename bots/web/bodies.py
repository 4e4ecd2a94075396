"""What travels over HTTP, as pydantic models: they check what comes in and describe what goes out in OpenAPI."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from assistant.answering.service import LONGEST_QUESTION
from assistant.sessions.feedback import Verdict
from assistant.types import Certainty, EvidenceKind, Layer, Mode, Status

FeedbackReason = Literal["wrong_source", "off_topic", "incomplete", "unclear", "other"]


def encodable(text: str) -> str:
    """JSON may name half a character; nothing behind this point can store or send one."""
    text.encode("utf-8")
    return text


PlainText = Annotated[str, AfterValidator(encodable)]
Question = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION), AfterValidator(encodable)
]

ConversationId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,64}$")]
"""Empty begins a conversation."""


class Inbound(BaseModel):
    """Base of what comes in: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class AskBody(Inbound):
    """A question."""

    question: Question
    conversation_id: ConversationId | None = None
    mode: Mode = "extractive"


class SectionBody(BaseModel):
    """A labelled layer of an answer."""

    label: str
    text: str
    citations: list[int]
    layer: Layer


class CitationBody(BaseModel):
    """Where a sentence stands. `quote` is verbatim in the document, empty where it is not installed."""

    number: int
    document_id: str
    title: str
    edition: str
    section: str
    page: int | None
    quote: str
    address: str
    note_id: str | None
    superseded: bool


class EvidenceBody(BaseModel):
    """A text found for the question, in rank order."""

    document_id: str
    section: str
    page: int | None
    text: str
    score: float
    kind: EvidenceKind


class AnswerBody(BaseModel):
    """The contract: the object that every surface answers with."""

    id: str
    question: str
    status: Status
    mode: Mode
    text: str
    sections: list[SectionBody]
    citations: list[CitationBody]
    evidence: list[EvidenceBody]
    suggestions: list[str]
    warnings: list[str]
    notice: str = ""
    """That a machine made the answer, and how; empty where it is switched off."""
    certainty: Certainty
    certainty_label: str
    conversation_id: str
    elapsed_ms: float


class FieldFault(BaseModel):
    """One fault of a body or a parameter: where, and what."""

    field: str
    message: str


class ConflictBody(BaseModel):
    """Two texts for one place: what was sent, and what somebody else had saved there before."""

    yours: str
    theirs: str
    revision: int
    by: str
    at: str


class ProblemBody(BaseModel):
    """A problem document (RFC 9457). `title` and `detail` are Japanese."""

    type: str
    title: str
    title_en: str
    status: int
    detail: str
    reference: str
    errors: list[FieldFault] | None = None
    conflict: ConflictBody | None = None


class FeedbackBody(Inbound):
    """A word on an answer; a later one of the same user replaces it."""

    answer_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,64}$")]
    verdict: Verdict
    reason: FeedbackReason | Literal[""] = ""
    comment: Annotated[str, StringConstraints(max_length=1000), AfterValidator(encodable)] = ""


class TurnBody(BaseModel):
    """One question and its answer; `standalone` is the question with what it left unsaid."""

    question: str
    standalone: str
    asked_at: datetime
    answer: AnswerBody


class ConversationHeadBody(BaseModel):
    """A conversation in a list."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    surface: str
    turns: int
    created_at: datetime
    updated_at: datetime


class ConversationList(BaseModel):
    """The caller's own conversations, the latest first."""

    conversations: list[ConversationHeadBody]


class ConversationBody(BaseModel):
    """A conversation with its turns, oldest first. Their answers come without evidence."""

    conversation: ConversationHeadBody
    turns: list[TurnBody]
