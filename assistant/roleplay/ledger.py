"""How the partner's concerns stand, and what one utterance does to them.

A concern closes only when the trainee has said everything that one way of meeting it needs, a document bears that way
out (each way names its passage), the utterance neither hardens anything nor contradicts a document, and the concern
has been spoken of, by the partner or by the trainee. Saying what will not be done eases, but closes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.roleplay.personas import LISTENS, Concern, Persona
from assistant.roleplay.rubric import rubric
from assistant.roleplay.values import Entry, Features, Outcome, Run, Status

_VALUE = {Status.OPEN: 0.0, Status.SOFTENED: 0.5, Status.CLOSED: 1.0, Status.HARDENED: -1.0}
_SWING = 80
GENERAL = frozenset({
    LISTENS, "own_view_first", "local_figures", "knows_president", "plain_words", "purpose_before_items",
    "no_one_sided_request", "small_next_step", "agreement_who_when",
})  # fmt: skip
"""Points that are good whatever the worry: they move a concern only where it is being talked about."""


def first_ledger(persona: Persona) -> tuple[Entry, ...]:
    """All concerns open and none voiced."""
    return tuple(Entry(concern=concern.id) for concern in persona.concerns)


def after(persona: Persona, run: Run, features: Features, utterance: str) -> tuple[Entry, ...]:
    """The ledger after `utterance`. Level 1 forgives; at no level does a concern close that nobody has spoken of."""
    shaken = _shaken(persona, run.ledger, features)
    focus = run.used[-1].partition(".")[0] if run.used else ""
    return tuple(
        _entry(persona.concern(entry.concern), entry, features,
               _Said(utterance=utterance, level=run.level, in_focus=entry.concern == focus,
                     hardens=entry.concern in shaken))
        for entry in run.ledger
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is the same for one entry and one utterance."""

    utterance: str
    level: int
    in_focus: bool
    """The partner's last line was about this concern."""
    hardens: bool


def _shaken(persona: Persona, ledger: tuple[Entry, ...], features: Features) -> frozenset[str]:
    """Concerns that the utterance hardens: those on the table that the behaviour touches; failing that the first
    that it touches, failing that the first that is left.
    """
    behaviours = {hit.id for hit in features.hardening}
    if not behaviours:
        return frozenset()
    touched = [c.id for c in persona.concerns if c.hardened_by & behaviours]
    voiced = frozenset(e.concern for e in ledger if e.voiced and e.concern in touched)
    left = [e.concern for e in ledger if e.status is not Status.CLOSED]
    return voiced or frozenset((touched or left)[:1])


def _entry(concern: Concern, entry: Entry, features: Features, said: _Said) -> Entry:
    """What is said once stays said (`met`), but a concern moves only when the utterance speaks to it."""
    # In a greeting, the name of an office (of the elderly, of health) is no word about the concern.
    on_topic = not features.greets and any(word in said.utterance for word in concern.topic)
    specific = (features.held - GENERAL) & concern.meets
    known = entry.voiced
    entry = replace(
        entry,
        voiced=known or on_topic or bool((features.held - GENERAL) & concern.opened_by),
        met=entry.met | (_borne(features) & concern.meets),
    )
    if said.hardens:
        return _hardened(entry, said.level)
    general = features.held & concern.meets & GENERAL
    heard = bool(general - {LISTENS}) and (said.in_focus or on_topic)
    taken_up = LISTENS in general and known and on_topic
    if not (specific or heard or taken_up):
        return entry
    return replace(entry, status=_better(concern, entry, features))


def _borne(features: Features) -> frozenset[str]:
    """What it holds and more than refuses; what is itself a not-doing is whole when refused."""
    points = rubric().points
    return frozenset(i for i in features.held if i not in features.only_refused or points[i].not_doing)


def _hardened(entry: Entry, level: int) -> Entry:
    if entry.status is Status.CLOSED:
        return entry if level == 1 else replace(entry, status=Status.SOFTENED)
    return replace(entry, status=Status.HARDENED)


def _better(concern: Concern, entry: Entry, features: Features) -> Status:
    if entry.status is Status.CLOSED:
        return Status.CLOSED
    met = any(way.needs <= entry.met for way in concern.closed_by)
    borne_out = not features.hardening and not features.slips
    ready = entry.status is not Status.HARDENED and entry.voiced
    return Status.CLOSED if met and borne_out and ready else Status.SOFTENED


def voice(ledger: tuple[Entry, ...], concern_id: str) -> tuple[Entry, ...]:
    """The ledger after the partner has spoken of `concern_id`."""
    return tuple(replace(entry, voiced=True) if entry.concern == concern_id else entry for entry in ledger)


def mood(persona: Persona, ledger: tuple[Entry, ...]) -> int:
    """-100 to 100: the temper at the start, moved by how the concerns stand."""
    mean = sum(_VALUE[entry.status] for entry in ledger) / len(ledger)
    return round(max(-100.0, min(100.0, persona.mood + _SWING * mean)))


def outcome(ledger: tuple[Entry, ...]) -> Outcome:
    """Agreed when every concern is closed; refused when none is closed and more are hardened than softened."""
    count = {status: sum(entry.status is status for entry in ledger) for status in Status}
    if count[Status.CLOSED] == len(ledger):
        return Outcome.AGREED
    if count[Status.CLOSED] == 0 and count[Status.HARDENED] >= max(1, count[Status.SOFTENED]):
        return Outcome.REFUSED
    return Outcome.PARTLY
