"""What `/api/v1` says of documents, notes and tables, as pydantic models read from our own values."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from assistant.knowledge.indicators import IndicatorType, Use, Viewpoint
from assistant.types import EvidenceKind, NoteKind, PassageKind


class Outbound(BaseModel):
    """Base of what goes out."""

    model_config = ConfigDict(from_attributes=True)


class ReaderWarningBody(Outbound):
    """What the reader of a document had to say, as a code and in Japanese."""

    code: str
    message: str


class DocumentBody(Outbound):
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
    warnings: list[ReaderWarningBody]


class DocumentList(Outbound):
    """All documents."""

    documents: list[DocumentBody]


class PassageBody(Outbound):
    """One thought of a document under its heading path; `order` counts from 0."""

    id: str
    document_id: str
    section: str
    page: int | None
    kind: PassageKind
    order: int
    text: str


class PassageList(Outbound):
    """A stretch of a document's passages; `total` counts all."""

    document: DocumentBody
    total: int
    passages: list[PassageBody]


class PassageInPlace(Outbound):
    """A passage between its neighbours."""

    document: DocumentBody
    passage: PassageBody
    before: PassageBody | None
    behind: PassageBody | None


class NoteHead(Outbound):
    """A note in a list."""

    id: str
    theme: str
    theme_name: str
    title: str
    kind: NoteKind


class NoteSectionBody(Outbound):
    """A labelled part; marks such as [1] number the note's sources."""

    label: str
    text: str


class NoteSourceBody(Outbound):
    """A place that a note stands on; `passage_id` is null where the document is not installed."""

    number: int
    document_id: str
    section: str
    passage_id: str | None


class NoteBody(NoteHead):
    """A whole note."""

    questions: list[str]
    sections: list[NoteSectionBody]
    sources: list[NoteSourceBody]
    related: list[str]
    caution: str


class NoteList(Outbound):
    """Notes by theme."""

    notes: list[NoteHead]


class HitBody(Outbound):
    """A text that holds all the words; `found` are stretches of `excerpt`."""

    kind: EvidenceKind
    id: str
    document_id: str
    heading: str
    page: int | None
    excerpt: str
    found: list[tuple[int, int]]
    times: int


class SearchResult(Outbound):
    """`total` counts all hits, also those beyond the limit."""

    query: str
    total: int
    hits: list[HitBody]


class NamedBody(Outbound):
    """An actor, a task or a scheme."""

    id: str
    name: str
    aliases: list[str]


class ActorBody(NamedBody):
    """Somebody who can have a duty; `reading` is in hiragana."""

    reading: str
    summary: str


class SchemeBody(NamedBody):
    """A frame in which roles are laid down."""

    document_id: str
    year: int


class RoleSourceBody(Outbound):
    """Where a duty is laid down."""

    document_id: str
    section: str
    anchor: str


class CellBody(Outbound):
    """One duty; `duty` and `source` are null where the scheme's documents lay nothing down."""

    actor: str
    task: str
    scheme: str
    duty: str | None
    source: RoleSourceBody | None


class RolesBody(Outbound):
    """The cells that were asked for, and the names of all rows."""

    actors: list[ActorBody]
    tasks: list[NamedBody]
    schemes: list[SchemeBody]
    cells: list[CellBody]


class SideDutyBody(Outbound):
    """One duty in a comparison."""

    scheme: str
    duty: str


class SideBody(Outbound):
    """What one side has to do in a task, and the schemes whose documents lay nothing down."""

    actor: str
    scheme: str | None
    duties: list[SideDutyBody]
    gaps: list[str]


class ComparedTaskBody(Outbound):
    """One task of a comparison; the sides are in the order of the request."""

    task: str
    name: str
    sides: list[SideBody]


class ComparisonBody(Outbound):
    """Whose job it is: a row for each task that some side has something in."""

    actors: list[str]
    rows: list[ComparedTaskBody]


class IndicatorBody(Outbound):
    """One data item in one scene or viewpoint."""

    id: str
    name: str
    scene: str
    viewpoint: Viewpoint | None
    type: IndicatorType
    use: Use
    mieruka: bool | None
    caution: str | None
    source: RoleSourceBody


class IndicatorList(Outbound):
    """Data items in the order of the table."""

    indicators: list[IndicatorBody]


class TermBody(Outbound):
    """A term of the glossary."""

    term: str
    reading: str
    abbreviations: list[str]
    variants: list[str]
    synonyms: list[str]
    related: list[str]
    definition: str


class GlossaryBody(Outbound):
    """Terms in the order of the glossary."""

    entries: list[TermBody]
