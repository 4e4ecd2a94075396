"""The values of a role-play: what an utterance holds, how the concerns stand, one turn, one run. All frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BESIDE_THE_POINT = "beside_the_point"
"""Among `Features.wants`: words to the exercise, or about something else altogether."""


class State(StrEnum):
    """Where a run stands."""

    BRIEFING = "briefing"
    OPENING = "opening"
    DIALOGUE = "dialogue"
    CLOSING = "closing"
    DEBRIEF = "debrief"


class Status(StrEnum):
    """How a concern of the partner stands."""

    OPEN = "open"
    SOFTENED = "softened"
    CLOSED = "closed"
    HARDENED = "hardened"


class Outcome(StrEnum):
    """How a conversation ended."""

    AGREED = "agreed"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in a document; `anchor` is a run of 6-20 characters found there, white space ignored."""

    document: str
    section: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that an utterance holds. `quote` is verbatim from the utterance, never empty."""

    id: str
    """A rubric point, a move (something that can meet a concern) or a hardening behaviour."""
    strength: int
    """1 (touched) to 3 (met in full)."""
    quote: str
    rule: str
    """Name of the rule that found it."""
    refusal: bool = False
    """The words only say what will not be done; nothing is offered, named or asked in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A statement that the documents contradict."""

    id: str
    quote: str
    correct: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What one utterance holds, whoever the partner is."""

    points: tuple[Hit, ...] = ()
    moves: tuple[Hit, ...] = ()
    hardening: tuple[Hit, ...] = ()
    slips: tuple[Slip, ...] = ()
    asks: bool = False
    """It asks the partner something."""
    requests: bool = False
    """It asks the partner to do something."""
    wants: tuple[str, ...] = ()
    """What it asks for or puts forward that wants an answer of its own (`signals/turns.ja.yaml`), the first first."""
    parts: bool = False
    """It takes leave."""
    greets: bool = False
    """It greets, and does nothing else."""

    @property
    def only_refused(self) -> frozenset[str]:
        """Ids of the points that it only says the opposite of will not be done."""
        return frozenset(hit.id for hit in self.points if hit.refusal)

    @property
    def held(self) -> frozenset[str]:
        """Ids of the points and moves that it holds."""
        return frozenset(hit.id for hit in self.points + self.moves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One concern of the partner in the ledger."""

    concern: str
    status: Status = Status.OPEN
    voiced: bool = False
    """The partner has spoken of it, or the trainee has brought it up."""
    met: frozenset[str] = frozenset()
    """Ids of the points and moves that the trainee has said towards it, mere refusals left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One exchange after the opening: what the trainee said, what it held, what came of it."""

    utterance: str
    features: Features
    ledger: tuple[Entry, ...]
    """After the utterance, before the reply voices anything new."""
    mood: int
    """-100 (closed off) to 100 (won over)."""
    state: State
    line: str
    """Id of the partner's line."""
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A whole run up to now; `play.step` makes the next one. Nothing in it changes."""

    persona: str
    level: int
    seed: int
    state: State = State.BRIEFING
    opening: str = ""
    ledger: tuple[Entry, ...] = ()
    turns: tuple[Turn, ...] = ()
    used: tuple[str, ...] = ()
    """Ids of the lines that the partner has said, in order."""
    outcome: Outcome | None = None
