"""What travels over `/api/v1`, as frozen dataclasses. Written by `python -m bots.client.generate`: change the interface, not this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorBody:
    """Somebody who can have a duty; `reading` is in hiragana."""

    id: str
    name: str
    aliases: tuple[str, ...]
    reading: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBody:
    """The contract: the object that every surface answers with."""

    id: str
    question: str
    status: Literal["answered", "no_evidence", "out_of_scope", "refused"]
    mode: Literal["extractive", "generated"]
    text: str
    sections: tuple[SectionBody, ...]
    citations: tuple[CitationBody, ...]
    evidence: tuple[EvidenceBody, ...]
    suggestions: tuple[str, ...]
    warnings: tuple[str, ...]
    notice: str = ""
    certainty: Literal["", "stated", "inferred", "near", "absent"]
    certainty_label: str
    conversation_id: str
    elapsed_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBody:
    """A question."""

    question: str
    conversation_id: str | None = None
    mode: Literal["extractive", "generated"] = "extractive"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorBody:
    """Who wrote."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basics:
    """Basic data, the premise of all analysis: population and certified persons in persons, ageing rate in per
    cent.
    """

    population: int | None = None
    ageing_rate: float | None = None
    certified: int | None = None
    others: tuple[Figure, ...] = ()


Carried = Literal["yes", "partly", "no"]
"""Whether a measure was carried out as planned."""

@dataclass(frozen=True, slots=True, kw_only=True)
class CellBodyInput:
    """What is in a cell now; `revision` is the cell's at the time it was read, 0 for one never saved."""

    text: str
    revision: int
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBodyOutput:
    """One duty; `duty` and `source` are null where the scheme's documents lay nothing down."""

    actor: str
    task: str
    scheme: str
    duty: str | None
    source: RoleSourceBody | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBody:
    """A change with what it changed. `refused`: another had saved first, and this text was put aside."""

    number: int
    at: datetime
    author: str
    part: str
    text: str
    refused: bool
    difference: tuple[PieceBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """Changes, the latest first."""

    changes: tuple[ChangeBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckBodyInput:
    """A text at a step of a scene. Both may be named in Japanese, by number or by English id."""

    step: str | int
    scene: str | int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckBodyOutput:
    """One thing that was looked at. `needed`: without it the process is not ready."""

    name: Literal["index", "embedding", "database", "model"]
    ok: bool
    needed: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBody:
    """All findings, gravest first. `ok`: there is nothing above a hint."""

    ok: bool
    findings: tuple[FindingBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationBody:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBody:
    """How often a document was cited; `name` is its id."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterBody:
    """Questions about one thing that the documents lack; masked."""

    question: str
    count: int
    words: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachCitation:
    """A place; `page` and `quote` are there where the document is installed."""

    document_id: str
    title: str
    edition: str
    section: str
    page: int | None
    quote: str


Code = Literal[
    "home_death_rate_target", "means_as_end", "solution_as_issue", "provider_view_only", "no_gap",
    "speculation_only", "national_average_only", "not_linked", "activity_only_indicator", "too_vague",
    "all_at_once", "no_owner", "no_partner", "no_deadline", "no_baseline"
]
"""The flaws that the coach knows, gravest first: what a text is about before how complete it is."""

@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTaskBody:
    """One task of a comparison; the sides are in the order of the request."""

    task: str
    name: str
    sides: tuple[SideBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictBody:
    """Two texts for one place: what was sent, and what somebody else had saved there before."""

    yours: str
    theirs: str
    revision: int
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentBody:
    """A group that a run may be shown to: who sees what, and how long."""

    group: str
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationBody:
    """A conversation with its turns, oldest first. Their answers come without evidence."""

    conversation: ConversationHeadBody
    turns: tuple[BodiesTurnBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationHeadBody:
    """A conversation in a list."""

    id: str
    title: str
    surface: str
    turns: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationList:
    """The caller's own conversations, the latest first."""

    conversations: tuple[ConversationHeadBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleBody:
    """Do, Check and Act of a scene."""

    revision: int
    progress: tuple[Progress, ...] = ()
    reviews: tuple[Review, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCountBody:
    """Exchanges of one day on one surface that ended in one status."""

    day: date
    surface: str
    status: Literal["answered", "no_evidence", "out_of_scope", "refused"]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefBody:
    """The debrief. Numbers under `citation` are those of `citations`."""

    persona: str
    name: str
    score: int
    outcome: Outcome
    points: tuple[PointBody, ...]
    hardening: tuple[HardenedBody, ...]
    worked: tuple[str, ...]
    to_try: tuple[SuggestionBody, ...]
    slips: tuple[SlipBody, ...]
    worries: tuple[WorryBody, ...]
    course: tuple[MoodBody, ...]
    comparison: PracticeBodiesComparisonBody | None
    citations: tuple[CitationBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Act: what goes into the next cycle, and for what reason."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBody:
    """A document; `installed` is false where only the catalogue knows of it."""

    id: str
    title: str
    short: str
    edition: str
    publisher: str
    year: int | None
    address: str
    superseded: bool
    installed: bool
    pages: int | None
    passages: int
    read_at: datetime | None
    warnings: tuple[ReaderWarningBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentList:
    """All documents."""

    documents: tuple[DocumentBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBody:
    """A partner to write."""

    draft: Mapping[str, Any]


Effect = Literal[
    "save_text", "run_checks", "show_question", "show_help", "note_reason", "open_next_year", "explain_refusal"
]
"""What the caller does after a step; the table itself does nothing."""

@dataclass(frozen=True, slots=True, kw_only=True)
class EntryBody:
    """How a concern of the partner stands: ids only, until the debrief."""

    concern: str
    status: Status
    voiced: bool
    met: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBody:
    """A text found for the question, in rank order."""

    document_id: str
    section: str
    page: int | None
    text: str
    score: float
    kind: Literal["source", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleBody:
    """A text of ours and what is right or wrong with it."""

    scene: Scene
    text: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackBody:
    """A word on an answer; a later one of the same user replaces it."""

    answer_id: str
    verdict: Literal["helpful", "not_helpful"]
    reason: Literal["wrong_source", "off_topic", "incomplete", "unclear", "other"] | Literal[""] = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """One fault of a body or a parameter: where, and what."""

    field: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the municipality with where it comes from; `value` is None while it is not known."""

    name: str
    value: float | None = None
    unit: str = ""
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBody:
    """One flaw, or with severity `info` a hint."""

    code: Code
    severity: Severity
    message: str
    question: str
    citations: tuple[CoachCitation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingBody:
    """An indicator of the guidance that fits a step; `mieruka`: can be looked up in the public data system."""

    id: str
    name: str
    scene: str
    type: str
    mieruka: bool | None


Gap = Literal["empty", "forward", "answer"]
"""What is missing."""

@dataclass(frozen=True, slots=True, kw_only=True)
class GapsBody:
    """What was asked in vain in a month of Japan, the largest cluster first."""

    month: str
    clusters: tuple[ClusterBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryBody:
    """Terms in the order of the glossary."""

    entries: tuple[TermBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBody:
    """A group. `code` and `members` are empty but for its trainers."""

    id: str
    name: str
    code: str
    trainers: tuple[PersonBody, ...]
    members: tuple[PersonBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupList:
    """The groups that the caller leads, and those that the caller is a member of."""

    leads: tuple[GroupBody, ...]
    joined: tuple[GroupBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HardenedBody:
    """A behaviour that hardened the partner, and what to say instead."""

    behaviour: str
    name: str
    quote: str
    turn: int
    why: str
    example: str
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthBody:
    """The process lives."""

    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HintBody:
    """A point that would help now, with what its passage says in our words."""

    point: str
    name: str
    text: str
    used: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HintedBody:
    """`hint` is null where every point has been met or given."""

    hint: HintBody | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HitBody:
    """A text that holds all the words; `found` are stretches of `excerpt`."""

    kind: Literal["source", "note"]
    id: str
    document_id: str
    heading: str
    page: int | None
    excerpt: str
    found: tuple[tuple[int, int], ...]
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of every row of a file."""

    taken: int
    left: int
    rows: tuple[ImportRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One row of a file: where, whether it was taken, and what was or was not understood."""

    place: str
    taken: bool
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorBody:
    """One data item in one scene or viewpoint."""

    id: str
    name: str
    scene: str
    viewpoint: str | None
    type: Literal["structure", "process", "outcome"]
    use: Literal["premise", "plan_evaluation"]
    mieruka: bool | None
    caution: str | None
    source: RoleSourceBody


IndicatorKind = Literal["structure", "process", "outcome"]
"""Structure, process or outcome (textbook, figure 6)."""

@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorList:
    """Data items in the order of the table."""

    indicators: tuple[IndicatorBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsBody:
    """All indicators of a scene."""

    revision: int
    indicators: tuple[TrackedIndicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestBody:
    """How the ingest stands; `fault` is empty where the last one went well."""

    running: bool
    step: str
    done: int
    total: int
    ended: datetime | None
    changed: bool
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinBody:
    """The code that a trainer has told."""

    code: str


Kind = Literal["ask", "help", "why", "example", "finding", "hint", "fine"]
"""What an utterance is for."""

@dataclass(frozen=True, slots=True, kw_only=True)
class LogicBody:
    """The logic of a scene: the points of vision, goals, measures and issues, and what is missing between them."""

    layers: Mapping[str, tuple[str, ...]]
    links: tuple[tuple[str, str], ...]
    missing: tuple[LogicMissing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicMissing:
    """A missing link of the logic model, or a layer in which nothing is written."""

    layer: Step
    gap: Gap
    text: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkBody:
    """One finished run."""

    practice: str
    at: datetime
    name: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberBody:
    """A user, by the id of their token."""

    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedBody:
    """A point not met, or a behaviour that hardened, in `count` of `runs` finished runs."""

    id: str
    name: str
    count: int
    runs: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodBody:
    """The partner's attitude after a turn; turn 0 is the opening."""

    turn: int
    mood: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveBody:
    """An event in a state of a scene. `reason`: why a text is left as it is (event `keep`)."""

    scene: str
    state: PlanState
    event: PlanEvent
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedBody:
    """The state after the event; where a guard refused, the same state, the guard's name and what is missing."""

    state: PlanState
    refused: str
    missing: str
    effects: tuple[Effect, ...]
    worksheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBody:
    """An actor, a task or a scheme."""

    id: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroup:
    """A group to make; whoever makes it is its first trainer."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """A plan to open; `year` is the Western year in which the fiscal year begins."""

    municipality: str
    year: int
    stage: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBody:
    """A whole note."""

    id: str
    theme: str
    theme_name: str
    title: str
    kind: Literal["why", "what", "role", "how", "fact", "say"]
    questions: tuple[str, ...]
    sections: tuple[NoteSectionBody, ...]
    sources: tuple[NoteSourceBody, ...]
    related: tuple[str, ...]
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHead:
    """A note in a list."""

    id: str
    theme: str
    theme_name: str
    title: str
    kind: Literal["why", "what", "role", "how", "fact", "say"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteList:
    """Notes by theme."""

    notes: tuple[NoteHead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSectionBody:
    """A labelled part; marks such as [1] number the note's sources."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSourceBody:
    """A place that a note stands on; `passage_id` is null where the document is not installed."""

    number: int
    document_id: str
    section: str
    passage_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who does the work in the office, and with which bodies outside it."""

    section: str = ""
    officials: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


Outcome = Literal["agreed", "partly", "refused"]
"""How a conversation ended."""

@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewBody:
    """A group at a glance: what its members show the caller."""

    runs: int
    finished: int
    mean: int | None
    people: tuple[PersonRuns, ...]
    missed: tuple[MissedBody, ...]
    hardened: tuple[MissedBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerBody:
    """A partner with its draft."""

    id: str
    persona: str
    name: str
    revision: int
    groups: tuple[str, ...]
    problems: tuple[ProblemRow, ...]
    draft: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerHead:
    """A partner in a list."""

    id: str
    persona: str
    name: str
    revision: int
    groups: tuple[str, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerList:
    """The caller's partners, the one changed last first."""

    partners: tuple[PartnerHead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageBody:
    """One thought of a document under its heading path; `order` counts from 0."""

    id: str
    document_id: str
    section: str
    page: int | None
    kind: Literal["text", "table", "footnote"]
    order: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageInPlace:
    """A passage between its neighbours."""

    document: DocumentBody
    passage: PassageBody
    before: PassageBody | None
    behind: PassageBody | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageList:
    """A stretch of a document's passages; `total` counts all."""

    document: DocumentBody
    total: int
    passages: tuple[PassageBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBody:
    """A user."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRuns:
    """One member with at least one shown run."""

    id: str
    name: str
    going_on: int
    tallies: tuple[TallyBody, ...]
    course: tuple[MarkBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaBody:
    """A partner, as the trainee may know them beforehand."""

    id: str
    name: str
    briefing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaList:
    """All partners, and what a trainee has to agree to before the start. `model` may word lines; empty for none."""

    personas: tuple[PersonaBody, ...]
    consent: str
    consents: tuple[ConsentBody, ...]
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBody:
    """What the coach has to say at Do, Check or Act, or at a step of the training."""

    id: str
    name: str
    phase: str
    question: str
    why: str
    citations: tuple[CoachCitation, ...]
    good: str
    weak: str
    follow_ups: tuple[str, ...]
    stuck: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseList:
    """The cards in their order."""

    phases: tuple[PhaseBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceBody:
    """A run of a difference."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBody:
    """The name under which an upload lies on the shelf."""

    file: str


PlanEvent = Literal["write", "ask_help", "next", "keep", "back", "next_year"]
"""What can happen. `keep` goes on with a text that has findings, for a reason that the official gives."""

PlanState = Literal[
    "prework", "vision", "situation", "analysis", "issues", "goals", "measures", "evaluation", "sharing", "do",
    "check", "act"
]
"""Where a scene stands. The eight steps bear the ids of the sheet's steps."""

@dataclass(frozen=True, slots=True, kw_only=True)
class PointBody:
    """One rubric point: `quote` holds the trainee's own words and is empty exactly where the score is 0. `used` is
    what the passage says, in our words; `citation` its number.
    """

    point: str
    name: str
    score: int
    quote: str
    used: str
    place: str
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionBody:
    """Where a scene stands. `refused` names the guard that keeps it there, `missing` says what it waits for."""

    scene: Scene
    state: PlanState
    name: str
    refused: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """Where each scene and the training stand."""

    scenes: tuple[PositionBody, ...]
    training: TrainingPositionBody


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiseBody:
    """What comes before the eight steps."""

    revision: int
    stage: Stage | None = None
    basics: Basics | None = None
    organisation: Organisation | None = None
    prework: Prework | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prework:
    """What is written before the eight steps: strengths, weaknesses and what the organisation needs."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    needed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemBody:
    """A problem document (RFC 9457). `title` and `detail` are Japanese."""

    type: str
    title: str
    title_en: str
    status: int
    detail: str
    reference: str
    errors: tuple[FieldFault, ...] | None = ()
    conflict: ConflictBody | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """What is wrong with one field. `path` leads to it, such as `concerns.0.lines.open`."""

    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Do: how far one measure has come at one date (ISO, e.g. 2025-09)."""

    measure: str
    date: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishBody:
    """The groups that may practise with it; none takes it back."""

    revision: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderWarningBody:
    """What the reader of a document had to say, as a code and in Japanese."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyBody:
    """Whether questions can be answered now, and kept."""

    ready: bool
    checks: tuple[CheckBodyOutput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkBody:
    """A comment; `part` is such as `daily/vision`."""

    at: datetime
    author: AuthorBody
    part: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkText:
    """A comment on a cell."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Check: the questions of figure 16 about one measure."""

    measure: str
    carried_out: Carried | None = None
    result: str = ""
    contributes: str = ""
    why: str = ""
    verdict: Verdict | None = None
    improvement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSourceBody:
    """Where a duty is laid down."""

    document_id: str
    section: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesBody:
    """The cells that were asked for, and the names of all rows."""

    actors: tuple[ActorBody, ...]
    tasks: tuple[NamedBody, ...]
    schemes: tuple[SchemeBody, ...]
    cells: tuple[CellBodyOutput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBody:
    """A run with everything that was said."""

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
    shared: tuple[ShareBody, ...]
    revision: int
    seed: int
    minutes: int
    opening: str
    hints: tuple[HintBody, ...]
    talk: tuple[PracticeBodiesTurnBody, ...]
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHeadBody:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunList:
    """Runs, the latest first."""

    runs: tuple[RunHeadBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedBodyInput:
    """A draft as it is typed now; `revision` is that of the partner as the caller has it."""

    draft: Mapping[str, Any]
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedBodyOutput:
    """A part that was saved: its new revision, and for a cell what the checks find."""

    revision: int
    check: CheckedBody | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SayBody:
    """What the trainee says; `revision` is that of the run as the caller has it."""

    revision: int
    utterance: str


Scene = Literal["daily", "transition", "emergency", "end_of_life"]
"""A scene of life at home. The value is the English id."""

@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeBody:
    """A frame in which roles are laid down."""

    id: str
    name: str
    aliases: tuple[str, ...]
    document_id: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """`total` counts all hits, also those beyond the limit."""

    query: str
    total: int
    hits: tuple[HitBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBody:
    """A labelled layer of an answer."""

    label: str
    text: str
    citations: tuple[int, ...]
    layer: Literal["", "near", "conclusion", "role", "side", "half", "reason", "content", "as_of", "basis", "wording", "related"]


Severity = Literal["error", "warning", "info"]
"""How grave a finding is; `info` is a hint, not a flaw."""

@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBody:
    """A group whose trainers may read the run until then."""

    group: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetBody:
    """A whole worksheet. `revisions` has, for each part ever saved, the number to send along with the next save."""

    head: SheetHead
    sheet: Mapping[str, Any]
    revisions: Mapping[str, int]
    remarks: tuple[RemarkBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """A worksheet in a list."""

    id: str
    title: str
    revision: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetList:
    """All worksheets of the installation, the one saved last first."""

    worksheets: tuple[SheetHead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBody:
    """What one side has to do in a task, and the schemes whose documents lay nothing down."""

    actor: str
    scheme: str | None
    duties: tuple[SideDutyBody, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideDutyBody:
    """One duty in a comparison."""

    scheme: str
    duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipBody:
    """Something said that the documents give otherwise."""

    quote: str
    correct: str
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowAnswerBody:
    """One of the slowest exchanges; the question is masked."""

    at: datetime
    surface: str
    mode: Literal["extractive", "generated"]
    status: Literal["answered", "no_evidence", "out_of_scope", "refused"]
    question: str
    latency_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedBody:
    """Milliseconds of an answer."""

    count: int
    median: float
    p95: float


Stage = Literal["preparation", "expansion", "refinement", "maturity"]
"""A stage of development. The value is the English id."""

@dataclass(frozen=True, slots=True, kw_only=True)
class StageBody:
    """A stage of the programme."""

    id: Stage
    name: str
    stress: str
    question: str
    steps: tuple[Step, ...]
    citations: tuple[CoachCitation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageList:
    """The four stages in their order."""

    stages: tuple[StageBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartBody:
    """A run to begin. `consent` says that the text of `consent` (see personas) was shown and agreed to."""

    persona: str
    level: Literal[1, 2, 3] = 2
    seed: int | None = None
    minutes: Literal[0, 5, 10, 15] = 0
    consent: Literal[True]
    show_to: tuple[str, ...] = ()
    worded: bool = False


State = Literal["briefing", "opening", "dialogue", "closing", "debrief"]
"""Where a run stands."""

Status = Literal["open", "softened", "closed", "hardened"]
"""How a concern of the partner stands."""

Step = Literal["vision", "situation", "analysis", "issues", "goals", "measures", "evaluation", "sharing"]
"""One cell of a scene. The value is the English id; `number` and `name_ja` are the sheet's."""

@dataclass(frozen=True, slots=True, kw_only=True)
class StepBodyInput:
    """A step without words: a hint, or the end."""

    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBodyOutput:
    """Everything the coach has to say about a step before anything is written."""

    id: Step
    number: int
    name: str
    question: str
    ask: str
    why: str
    citations: tuple[CoachCitation, ...]
    good: ExampleBody
    weak: ExampleBody
    follow_ups: tuple[str, ...]
    stuck: tuple[str, ...]
    indicators: tuple[FittingBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepList:
    """The eight steps in their order."""

    steps: tuple[StepBodyOutput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionBody:
    """One thing to try next time."""

    point: str
    name: str
    why: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkBody:
    """What the official said at a step; nothing said asks for the coach's first word. `raised`: already spoken of.
    """

    scene: str
    step: str
    said: str = ""
    raised: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyBody:
    """The finished runs of one person with one partner."""

    persona: str
    name: str
    runs: int
    first: int
    last: int
    best: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermBody:
    """A term of the glossary."""

    term: str
    reading: str
    abbreviations: tuple[str, ...]
    variants: tuple[str, ...]
    synonyms: tuple[str, ...]
    related: tuple[str, ...]
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedIndicator:
    """A measured quantity; `values` are (fiscal year, value) in `unit`, oldest first."""

    name: str
    kind: IndicatorKind
    unit: str = ""
    source: str = ""
    baseline: float | None = None
    baseline_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    values: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingBody:
    """The year's training."""

    revision: int
    training: TrainingPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan:
    """The year's multi-professional training: what was written at each of its five steps."""

    notes: tuple[tuple[TrainingStep, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPositionBody:
    """Where the training stands."""

    step: TrainingStep
    name: str
    refused: str
    missing: str


TrainingStep = Literal["office", "working_team", "held", "looking_back", "summary"]
"""A step of the training cycle. The value is the English id."""

@dataclass(frozen=True, slots=True, kw_only=True)
class UploadBody:
    """A file: `served` in the index, `leaving` it, `waiting` to be read, or `left_out` for the reasons in
    `remarks`, which are Japanese.
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
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadList:
    """Documents that are served, then files that are not."""

    files: tuple[UploadBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageBody:
    """Figures of the days from `first` to `last`, both included, in Japan."""

    first: date
    last: date
    questions: int
    people: int
    days: tuple[DayCountBody, ...]
    speed: SpeedBody
    slowest: tuple[SlowAnswerBody, ...]
    verdicts: tuple[VerdictCountBody, ...]
    cited: tuple[CitedBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceBody:
    """One turn of the coach."""

    kind: Kind
    text: str
    question: str
    code: Code | None
    citations: tuple[CoachCitation, ...]
    next_step: Step | None


Verdict = Literal["keep", "change", "stop"]
"""Whether a measure goes on."""

@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictCountBody:
    """What users said of answers."""

    surface: str
    verdict: Literal["helpful", "not_helpful"]
    reason: Literal["wrong_source", "off_topic", "incomplete", "unclear", "other"] | str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawBody:
    """Consent taken back: of one group, or of all."""

    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorryBody:
    """A concern of the partner, told after the run."""

    concern: str
    name: str
    status: Status
    voiced: bool
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BodiesTurnBody:
    """One question and its answer; `standalone` is the question with what it left unsaid."""

    question: str
    standalone: str
    asked_at: datetime
    answer: AnswerBody


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryBodiesComparisonBody:
    """Whose job it is: a row for each task that some side has something in."""

    actors: tuple[str, ...]
    rows: tuple[ComparedTaskBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeBodiesComparisonBody:
    """Against earlier runs with the same partner."""

    runs: int
    last: int
    best: int
    change: int
    gained: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeBodiesTurnBody:
    """What the trainee said (personal information masked) and what the partner answered; the reply that ends a run
    is empty. `mood`: -100 to 100.
    """

    utterance: str
    reply: str
    mood: int
    mood_label: str
    state: State
    ledger: tuple[EntryBody, ...]
