"""What `/api/v1/roleplay/groups` and `/api/v1/roleplay/partners` take and give, as pydantic models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant.sessions.groups import LONGEST_NAME
from bots.web.bodies import Inbound, encodable
from bots.web.practice_bodies import RecordId, Revision

GroupName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME), AfterValidator(encodable)
]


class NewGroup(Inbound):
    """A group to make; whoever makes it is its first trainer."""

    name: GroupName


class JoinBody(Inbound):
    """The code that a trainer has told."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(encodable)]


class MemberBody(Inbound):
    """A user, by the id of their token."""

    user: RecordId


class PersonBody(BaseModel):
    """A user."""

    id: str
    name: str


class GroupBody(BaseModel):
    """A group. `code` and `members` are empty but for its trainers."""

    id: str
    name: str
    code: str
    trainers: list[PersonBody]
    members: list[PersonBody]


class GroupList(BaseModel):
    """The groups that the caller leads, and those that the caller is a member of."""

    leads: list[GroupBody]
    joined: list[GroupBody]


class _Outbound(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class TallyBody(_Outbound):
    """The finished runs of one person with one partner."""

    persona: str
    name: str
    runs: int
    first: int
    last: int
    best: int


class MarkBody(_Outbound):
    """One finished run."""

    practice: str
    at: datetime
    name: str
    score: int


class PersonRuns(BaseModel):
    """One member with at least one shown run."""

    id: str
    name: str
    going_on: int
    tallies: list[TallyBody]
    course: list[MarkBody]


class MissedBody(_Outbound):
    """A point not met, or a behaviour that hardened, in `count` of `runs` finished runs."""

    id: str
    name: str
    count: int
    runs: int
    example: str


class OverviewBody(BaseModel):
    """A group at a glance: what its members show the caller."""

    runs: int
    finished: int
    mean: int | None
    people: list[PersonRuns]
    missed: list[MissedBody]
    hardened: list[MissedBody]


Draft = dict[str, Any]
"""The form of a persona file (`renkei roleplay new`), as far as it is written; `id` is set by the server."""


class DraftBody(Inbound):
    """A partner to write."""

    draft: Draft


class SavedBody(DraftBody):
    """A draft as it is typed now; `revision` is that of the partner as the caller has it."""

    revision: Revision


class PublishBody(Inbound):
    """The groups that may practise with it; none takes it back."""

    revision: Revision
    groups: Annotated[list[RecordId], Field(max_length=50)]


class ProblemRow(_Outbound):
    """What is wrong with one field. `path` leads to it, such as `concerns.0.lines.open`."""

    path: str
    message: str


class PartnerHead(BaseModel):
    """A partner in a list."""

    id: str
    persona: str
    """The id under which one practises with it once it is published."""
    name: str
    revision: int
    groups: list[str]
    problems: list[ProblemRow]


class PartnerBody(PartnerHead):
    """A partner with its draft."""

    draft: Draft


class PartnerList(BaseModel):
    """The caller's partners, the one changed last first."""

    partners: list[PartnerHead]
