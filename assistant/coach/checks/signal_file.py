"""The forms of `signals/` and `themes` under `prompts/coach/`."""

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
    numeral: str
    marks: list[str]
    dependent: str
    takes_suru: str
    negations: list[str]
    passives: list[str]
    causatives: list[str]
    past: str
    suru: str
    copula: str
    can: str
    become: str
    exist: str
    goes_on: str
    gets: list[str]
    potential_row: str
    potential_end: str
    making: list[str]
    denying: list[str]
    joining: list[str]
    conditional: str
    subject: str
    said_of: list[str]
    brought_about: str
    necessary: str


class NumeralsEntry(_Strict):
    """How numbers are written in kanji."""

    digits: str
    """From nought to nine."""
    powers: dict[str, int]
    counters: str
    people: str
    in_so_many: str


class RejectionsEntry(_Strict):
    """How a text turns an idea down."""

    clause: str
    noun: str
    sentence: str
    idea: str
    leads_on: str
    elliptic: str
    stretch: str
    particles: list[str]


class ReadingFile(_Strict):
    """`signals/reading.ja.yaml`, with the signals of the files beside it."""

    macros: dict[str, str]
    signals: dict[str, SignalEntry]
    labels: dict[str, str]
    quotes: list[str]
    purpose: str
    predicates: PredicateEntry
    grammar: GrammarEntry
    numerals: NumeralsEntry
    rejections: RejectionsEntry


class ThemeFile(_Strict):
    """`themes.ja.yaml`."""

    themes: dict[str, str]
    serves: dict[str, list[str]]
    general: str
    foreign: str
    organisations: str
    common: list[str | int]
    pairs: dict[str, list[str]]
