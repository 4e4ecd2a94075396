"""What the coach's interface takes and gives, as pydantic models."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, Field, StrictInt, StringConstraints
from pydantic_core import to_jsonable_python

from assistant.coach.checks.check import LIMIT
from assistant.coach.cycle import Decision, Progress, Review
from assistant.coach.dialogue import Kind
from assistant.coach.findings import Code, Severity
from assistant.coach.indicator import TrackedIndicator
from assistant.coach.logic_model import Gap
from assistant.coach.machine import Effect
from assistant.coach.plan_machine import PlanEvent, PlanState
from assistant.coach.scenes import Scene
from assistant.coach.stages import Stage
from assistant.coach.steps import Step
from assistant.coach.training import TrainingStep
from assistant.coach.worksheet import Basics, Organisation, Prework, TrainingPlan
from bots.web.bodies import Inbound, PlainText
from bots.web.library_bodies import Outbound

Name = Annotated[PlainText, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
CellText = Annotated[PlainText, StringConstraints(max_length=LIMIT)]
SheetId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,32}$")]
Year = Annotated[int, Field(ge=2000, le=2100)]
Revision = Annotated[int, Field(ge=0, le=1_000_000)]
T = TypeVar("T")


def _finite(values: T) -> T:
    """JSON as Python reads it may name infinity; nothing behind this point can store one."""
    json.dumps(to_jsonable_python(values), allow_nan=False)
    return values


Finite = AfterValidator(_finite)


class CheckBody(Inbound):
    """A text at a step of a scene. Both may be named in Japanese, by number or by English id."""

    step: Name | StrictInt
    scene: Name | StrictInt
    text: CellText


class CoachCitation(BaseModel):
    """A place; `page` and `quote` are there where the document is installed."""

    document_id: str
    title: str
    edition: str
    section: str
    page: int | None
    quote: str


class FindingBody(BaseModel):
    """One flaw, or with severity `info` a hint."""

    code: Code
    severity: Severity
    message: str
    question: str
    citations: list[CoachCitation]


class CheckedBody(BaseModel):
    """All findings, gravest first. `ok`: there is nothing above a hint."""

    ok: bool
    findings: list[FindingBody]


class ExampleBody(Outbound):
    """A text of ours and what is right or wrong with it."""

    scene: Scene
    text: str
    comment: str


class FittingBody(Outbound):
    """An indicator of the guidance that fits a step; `mieruka`: can be looked up in the public data system."""

    id: str
    name: str
    scene: str
    type: str
    mieruka: bool | None


class StepBody(BaseModel):
    """Everything the coach has to say about a step before anything is written."""

    id: Step
    number: int
    name: str
    question: str
    ask: str
    why: str
    citations: list[CoachCitation]
    good: ExampleBody
    weak: ExampleBody
    follow_ups: list[str]
    stuck: list[str]
    indicators: list[FittingBody]


class StepList(BaseModel):
    """The eight steps in their order."""

    steps: list[StepBody]


class StageBody(BaseModel):
    """A stage of the programme."""

    id: Stage
    name: str
    stress: str
    question: str
    steps: list[Step]
    citations: list[CoachCitation]


class StageList(BaseModel):
    """The four stages in their order."""

    stages: list[StageBody]


class PhaseBody(BaseModel):
    """What the coach has to say at Do, Check or Act, or at a step of the training."""

    id: str
    name: str
    phase: str
    question: str
    why: str
    citations: list[CoachCitation]
    good: str
    weak: str
    follow_ups: list[str]
    stuck: list[str]


class PhaseList(BaseModel):
    """The cards in their order."""

    phases: list[PhaseBody]


class PositionBody(BaseModel):
    """Where a scene stands. `refused` names the guard that keeps it there, `missing` says what it waits for."""

    scene: Scene
    state: PlanState
    name: str
    refused: str
    missing: str


class TrainingPositionBody(BaseModel):
    """Where the training stands."""

    step: TrainingStep
    name: str
    refused: str
    missing: str


class Positions(BaseModel):
    """Where each scene and the training stand."""

    scenes: list[PositionBody]
    training: TrainingPositionBody


class MoveBody(Inbound):
    """An event in a state of a scene. `reason`: why a text is left as it is (event `keep`)."""

    scene: Name
    state: PlanState
    event: PlanEvent
    reason: Annotated[PlainText, StringConstraints(max_length=300)] = ""


class MovedBody(BaseModel):
    """The state after the event; where a guard refused, the same state, the guard's name and what is missing."""

    state: PlanState
    refused: str
    missing: str
    effects: list[Effect]
    worksheet: str
    """The plan on which to go on; another one where the next year was opened."""


class LogicMissing(BaseModel):
    """A missing link of the logic model, or a layer in which nothing is written."""

    layer: Step
    gap: Gap
    text: str
    message: str


class LogicBody(BaseModel):
    """The logic of a scene: the points of vision, goals, measures and issues, and what is missing between them."""

    layers: dict[str, list[str]]
    links: list[tuple[str, str]]
    missing: list[LogicMissing]


class NewSheet(Inbound):
    """A plan to open; `year` is the Western year in which the fiscal year begins."""

    municipality: Name
    year: Year
    stage: Stage | None = None


class SheetHead(Outbound):
    """A worksheet in a list."""

    id: str
    title: str
    revision: int
    created_at: datetime
    updated_at: datetime


class SheetList(BaseModel):
    """All worksheets of the installation, the one saved last first."""

    worksheets: list[SheetHead]


class SheetBody(BaseModel):
    """A whole worksheet. `revisions` has, for each part ever saved, the number to send along with the next save."""

    head: SheetHead
    sheet: dict[str, Any]
    revisions: dict[str, int]
    remarks: list[RemarkBody]


class CellBody(Inbound):
    """What is in a cell now; `revision` is the cell's at the time it was read, 0 for one never saved."""

    text: CellText
    revision: Revision
    kept: Annotated[PlainText, StringConstraints(max_length=300)] = ""


class SavedBody(BaseModel):
    """A part that was saved: its new revision, and for a cell what the checks find."""

    revision: int
    check: CheckedBody | None = None


class PremiseBody(Inbound):
    """What comes before the eight steps."""

    revision: Revision
    stage: Stage | None = None
    basics: Annotated[Basics, Finite] = Basics()
    organisation: Organisation = Organisation()
    prework: Prework = Prework()


class IndicatorsBody(Inbound):
    """All indicators of a scene."""

    revision: Revision
    indicators: Annotated[list[TrackedIndicator], Field(max_length=60), Finite]


class CycleBody(Inbound):
    """Do, Check and Act of a scene."""

    revision: Revision
    progress: Annotated[list[Progress], Field(max_length=200, default_factory=list)]
    reviews: Annotated[list[Review], Field(max_length=60, default_factory=list)]
    decisions: Annotated[list[Decision], Field(max_length=60, default_factory=list)]


class TrainingBody(Inbound):
    """The year's training."""

    revision: Revision
    training: TrainingPlan


class RemarkText(Inbound):
    """A comment on a cell."""

    text: Annotated[PlainText, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


class AuthorBody(Outbound):
    """Who wrote."""

    name: str


class RemarkBody(Outbound):
    """A comment; `part` is such as `daily/vision`."""

    at: datetime
    author: AuthorBody
    part: str
    text: str


class PieceBody(Outbound):
    """A run of a difference."""

    kind: str
    text: str


class ChangeBody(BaseModel):
    """A change with what it changed. `refused`: another had saved first, and this text was put aside."""

    number: int
    at: datetime
    author: str
    part: str
    text: str
    refused: bool
    difference: list[PieceBody]


class ChangeList(BaseModel):
    """Changes, the latest first."""

    changes: list[ChangeBody]


class TalkBody(Inbound):
    """What the official said at a step; nothing said asks for the coach's first word. `raised`: already spoken of."""

    scene: Name
    step: Name
    said: CellText = ""
    raised: Annotated[list[Code], Field(max_length=30, default_factory=list)]


class UtteranceBody(BaseModel):
    """One turn of the coach."""

    kind: Kind
    text: str
    question: str
    code: Code | None
    citations: list[CoachCitation]
    next_step: Step | None


class ImportRow(Outbound):
    """One row of a file: where, whether it was taken, and what was or was not understood."""

    place: str
    taken: bool
    message: str


class ImportReport(BaseModel):
    """What became of every row of a file."""

    taken: int
    left: int
    rows: list[ImportRow]


SheetBody.model_rebuild()

