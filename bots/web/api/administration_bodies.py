"""What `/api/v1` tells administrators: figures, gaps, uploaded files and how the ingest stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from assistant.types import Mode, Status
from bots.web.bodies import FeedbackReason
from bots.web.library_bodies import Outbound


class DayCountBody(Outbound):
    """Exchanges of one day on one surface that ended in one status."""

    day: date
    surface: str
    status: Status
    count: int


class SpeedBody(Outbound):
    """Milliseconds of an answer."""

    count: int
    median: float
    p95: float


class SlowAnswerBody(Outbound):
    """One of the slowest exchanges; the question is masked."""

    at: datetime
    surface: str
    mode: Mode
    status: Status
    question: str
    latency_ms: float


class VerdictCountBody(Outbound):
    """What users said of answers."""

    surface: str
    verdict: Literal["helpful", "not_helpful"]
    reason: FeedbackReason | str
    count: int


class CitedBody(Outbound):
    """How often a document was cited; `name` is its id."""

    name: str
    count: int


class UsageBody(Outbound):
    """Figures of the days from `first` to `last`, both included, in Japan."""

    first: date
    last: date
    questions: int
    people: int
    days: list[DayCountBody]
    speed: SpeedBody
    slowest: list[SlowAnswerBody]
    verdicts: list[VerdictCountBody]
    cited: list[CitedBody]


class ClusterBody(Outbound):
    """Questions about one thing that the documents lack; masked."""

    question: str
    count: int
    words: list[str]
    others: list[str]


class GapsBody(Outbound):
    """What was asked in vain in a month of Japan, the largest cluster first."""

    month: str
    clusters: list[ClusterBody]


class UploadBody(Outbound):
    """A file: `served` in the index, `leaving` it, `waiting` to be read, or `left_out` for the reasons in `remarks`,
    which are Japanese.
    """

    file: str
    title: str
    document_id: str
    state: Literal["served", "leaving", "waiting", "left_out"]
    passages: int
    pages: int | None
    uploaded: bool
    bytes: int | None
    at: datetime | None
    remarks: list[str]


class UploadList(Outbound):
    """Documents that are served, then files that are not."""

    files: list[UploadBody]


class PlacedBody(Outbound):
    """The name under which an upload lies on the shelf."""

    file: str


class IngestBody(Outbound):
    """How the ingest stands; `fault` is empty where the last one went well."""

    running: bool
    step: str
    done: int
    total: int
    ended: datetime | None
    changed: bool
    fault: str
