"""What `/api/v1/roleplay` takes and gives, as pydantic models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant.roleplay.play import LONGEST_UTTERANCE
from assistant.roleplay.values import Outcome, State, Status
from bots.web.bodies import CitationBody, Inbound, encodable

Level = Literal[1, 2, 3]
Minutes = Literal[0, 5, 10, 15]
PersonaId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
RecordId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Revision = Annotated[int, Field(ge=1, le=1_000_000)]
Utterance = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_UTTERANCE),
    AfterValidator(encodable),
]


class StartBody(Inbound):
    """A run to begin. `consent` says that the text of `consent` (see personas) was shown and agreed to."""

    persona: PersonaId
    level: Level = 2
    seed: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    minutes: Minutes = 0
    consent: Literal[True]
    show_to: Annotated[tuple[RecordId, ...], Field(max_length=20)] = ()
    """Groups whose trainers may read the run; see `consents` of the partners."""
    worded: bool = False
    """Lines may be put into the words of the chat model that the partners name."""


class SayBody(Inbound):
    """What the trainee says; `revision` is that of the run as the caller has it."""

    revision: Revision
    utterance: Utterance


class StepBody(Inbound):
    """A step without words: a hint, or the end."""

    revision: Revision


class _Outbound(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class PersonaBody(_Outbound):
    """A partner, as the trainee may know them beforehand."""

    id: str
    name: str
    briefing: str


class ConsentBody(_Outbound):
    """A group that a run may be shown to: who sees what, and how long."""

    group: str
    text: str
    note: str


class PersonaList(BaseModel):
    """All partners, and what a trainee has to agree to before the start. `model` may word lines; empty for none."""

    personas: list[PersonaBody]
    consent: str
    consents: list[ConsentBody]
    model: str


class EntryBody(BaseModel):
    """How a concern of the partner stands: ids only, until the debrief."""

    concern: str
    status: Status
    voiced: bool
    met: list[str]


class TurnBody(BaseModel):
    """What the trainee said (personal information masked) and what the partner answered; the reply that ends a run is
    empty. `mood`: -100 to 100.
    """

    utterance: str
    reply: str
    mood: int
    mood_label: str
    state: State
    ledger: list[EntryBody]


class RunHeadBody(BaseModel):
    """A run in a list. `score` is null until it is over; `owner` is empty but for trainers."""

    id: str
    persona: str
    name: str
    level: int
    state: State
    score: int | None
    turns: int
    owner: str
    created_at: datetime
    updated_at: datetime


class RunList(BaseModel):
    """Runs, the latest first."""

    runs: list[RunHeadBody]


class HintBody(_Outbound):
    """A point that would help now, with what its passage says in our words."""

    point: str
    name: str
    text: str
    used: str
    place: str


class WithdrawBody(Inbound):
    """Consent taken back: of one group, or of all."""

    group: RecordId | None = None


class ShareBody(_Outbound):
    """A group whose trainers may read the run until then."""

    group: str
    name: str
    until: datetime


class RunBody(RunHeadBody):
    """A run with everything that was said."""

    shared: list[ShareBody]

    revision: int
    seed: int
    minutes: int
    opening: str
    hints: list[HintBody]
    talk: list[TurnBody]
    outcome: Outcome | None


class HintedBody(BaseModel):
    """`hint` is null where every point has been met or given."""

    hint: HintBody | None
    revision: int


class PointBody(BaseModel):
    """One rubric point: `quote` holds the trainee's own words and is empty exactly where the score is 0.

    `used` is what the passage says, in our words; `citation` its number.
    """

    point: str
    name: str
    score: Annotated[int, Field(ge=0, le=3)]
    quote: str
    used: str
    place: str
    citation: int


class HardenedBody(BaseModel):
    """A behaviour that hardened the partner, and what to say instead."""

    behaviour: str
    name: str
    quote: str
    turn: int
    why: str
    example: str
    citation: int


class SuggestionBody(_Outbound):
    """One thing to try next time."""

    point: str
    name: str
    why: str
    example: str


class SlipBody(BaseModel):
    """Something said that the documents give otherwise."""

    quote: str
    correct: str
    citation: int


class WorryBody(BaseModel):
    """A concern of the partner, told after the run."""

    concern: str
    name: str
    status: Status
    voiced: bool
    citation: int


class MoodBody(_Outbound):
    """The partner's attitude after a turn; turn 0 is the opening."""

    turn: int
    mood: int
    label: str


class ComparisonBody(_Outbound):
    """Against earlier runs with the same partner."""

    runs: int
    last: int
    best: int
    change: int
    gained: list[str]
    missed: list[str]


class DebriefBody(BaseModel):
    """The debrief. Numbers under `citation` are those of `citations`."""

    persona: str
    name: str
    score: int
    outcome: Outcome
    points: list[PointBody]
    hardening: list[HardenedBody]
    worked: list[str]
    to_try: list[SuggestionBody]
    slips: list[SlipBody]
    worries: list[WorryBody]
    course: list[MoodBody]
    comparison: ComparisonBody | None
    citations: list[CitationBody]
