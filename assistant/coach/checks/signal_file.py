"""The form of `prompts/coach/signals.ja.yaml`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SignalEntry(_Strict):
    """One signal: words that are compared in normalised forms, patterns over the normalised text."""

    words: list[str] = []
    patterns: list[str] = []


class PredicateEntry(_Strict):
    """Words that tell what the end of a sentence states."""

    event_acts: str
    act_verbs: list[str]
    happenings: list[str]
    need: list[str]
    formal: list[str]
    framing: list[str]


class GrammarEntry(_Strict):
    """Names of word classes and forms of endings, as the tokeniser gives them."""

    noun: str
    verb: str
    ending: str
    particle: str
    marks: list[str]
    dependent: str
    takes_suru: str
    negations: list[str]
    passives: list[str]
    past: str
    suru: str
    can: str
    become: str
    exist: str
    goes_on: str
    gets: list[str]
    potential_row: str
    potential_end: str
    making: list[str]
    joining: list[str]
    conditional: str
    subject: str
    said_of: list[str]
    necessary: str


class SignalFile(_Strict):
    """The whole file."""

    macros: dict[str, str]
    signals: dict[str, SignalEntry]
    labels: dict[str, str]
    answers_to: list[str]
    quotes: list[str]
    purpose: str
    generic_words: list[str]
    predicates: PredicateEntry
    grammar: GrammarEntry
    topics: dict[str, str]
    general_topics: str
    foreign_topics: str
    organisations: str
