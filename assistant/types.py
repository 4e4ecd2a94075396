"""The values that travel through renkei: Document → Passage → Evidence → Answer. All frozen.

Ids hash source and text, never an embedding. Scores live on Evidence; vectors live in the store.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

EvidenceKind = Literal["source", "note"]
Status = Literal["answered", "no_evidence", "out_of_scope", "refused"]
Mode = Literal["extractive", "generated"]
PassageKind = Literal["text", "table", "footnote"]
NoteKind = Literal["why", "what", "role", "how", "fact", "say"]
Layer = Literal[
    "", "near", "conclusion", "role", "side", "half", "reason", "content", "as_of", "basis", "wording", "related"
]
"""What a section of an answer is for (prompts/answer/shapes.ja.yaml); "" in answers kept before there were layers."""
Certainty = Literal["", "stated", "inferred", "near", "absent"]
"""Whether the cited passages say the conclusion in so many words, only bear it, speak of a neighbouring matter, or hold
nothing; "" where unknown."""


def content_id(*parts: str) -> str:
    """16 hex digits of SHA-256 over the parts: the same source and text give the same id everywhere."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8"))
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source document of an installation, or a catalogue entry whose file is not installed."""

    id: str
    title: str
    short: str = ""
    """What people call it, where the catalogue knows; see `name`."""
    edition: str = ""
    publisher: str = ""
    year: int | None = None
    address: str = ""
    superseded: bool = False
    """A newer edition is installed; citations of this one say so."""
    installed: bool = True
    pages: int | None = None

    @property
    def name(self) -> str:
        """The short title, or the title."""
        return self.short or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One thought of a document under its heading path.

    `text` is as read, with line breaks inside sentences closed; it is what a user sees and what quotes are cut from.
    """

    id: str
    document_id: str
    text: str
    section: str
    page: int | None = None
    kind: PassageKind = "text"
    order: int = 0
    """Place in the document, from 0: neighbours are order - 1 and order + 1."""
    questions: tuple[str, ...] = ()
    """Anticipated questions, inherited from the notes that stand on this passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSource:
    """A place that a note stands on: `anchor` is a run of 6–20 characters found in the document."""

    document_id: str
    section: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSection:
    """A labelled part of a note. Sentences end with marks such as [1], the number of the source that bears them."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A guide note: knowledge in our own words, with the questions it answers and the places it stands on."""

    id: str
    theme: str
    title: str
    kind: NoteKind
    questions: tuple[str, ...]
    sources: tuple[NoteSource, ...]
    sections: tuple[NoteSection, ...]
    related: tuple[str, ...] = ()
    caution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A piece of text found for a question. `score` is the fused score, comparable within one answer only."""

    document_id: str
    section: str
    page: int | None
    text: str
    score: float
    kind: EvidenceKind
    passage_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a sentence of an answer stands. `quote` is verbatim in the document, or empty where it is not installed."""

    number: int
    document_id: str
    title: str
    edition: str
    section: str
    page: int | None
    quote: str
    address: str
    note_id: str | None = None
    superseded: bool = False
    passage_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSection:
    """A labelled layer of an answer; `citations` are the numbers that its text carries."""

    label: str
    text: str
    citations: tuple[int, ...] = ()
    layer: Layer = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What every surface renders. Its JSON form is the contract in docs/architecture.md."""

    id: str
    question: str
    status: Status
    mode: Mode
    text: str
    sections: tuple[AnswerSection, ...] = ()
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    suggestions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    conversation_id: str = ""
    elapsed_ms: float = 0.0
    confidence: float = field(default=0.0)
    """Probability, 0 to 1, that what was found answers the question."""
    certainty: Certainty = ""

    @property
    def quoted(self) -> frozenset[int]:
        """Numbers of the citations whose words the basis layer quotes; lists of sources need not quote them again."""
        return frozenset(n for section in self.sections if section.layer == "basis" for n in section.citations)
