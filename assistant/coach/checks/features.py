"""Everything the rules look at, taken from a text once. A rule reads features; only this module reads text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.coach.checks import parts
from assistant.coach.checks.sentences import Sentence, cut, items
from assistant.coach.checks.signals import Signals, signals
from assistant.language.normalise import normalise
from assistant.language.tokens import terms

_BRACKETS = re.compile(r"\([^()]*\)")
_ASIDE = frozenset({"average_only_aside", "death_aside", "death_background"})
"""Signals that say what is turned down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What one text shows."""

    text: str
    """Normalised, numbers as digits, without the ideas that the text turns down."""
    told: str
    """The same as typed."""
    whole: str
    """Normalised, numbers as digits, with everything."""
    sentences_in_full: tuple[Sentence, ...]
    """With the ideas that are turned down."""
    words: tuple[str, ...]
    specific: frozenset[str]
    """Content words outside brackets that are not among the generic ones of every plan."""
    concrete: frozenset[str]
    """The specific words that remain when those who act are left out."""
    marks: frozenset[str]
    """Signals that the text shows, quotations included; also that it turns something down."""
    sentences: tuple[Sentence, ...]
    deadlines: tuple[str, ...]
    """Dates by which something is to be; dates of a survey or a present value are not among them."""
    owner: bool
    """Somebody is named who does it."""
    partner: bool
    """The doctors' association or a profession takes part (being sent a leaflet is not taking part)."""
    evidence: bool
    """A number, a named source or a voice from the field."""
    baseline: bool
    """A present value is given."""
    source: bool
    """A source of figures is named."""
    activity_measures: tuple[str, ...]
    """Counts of what was done or provided."""
    outcome: bool
    """Something is measured of the residents or of what changed, beside those counts."""
    residents: bool
    """Residents or their life appear outside brackets, where only sources stand."""
    served: bool
    """Something happens to patients, also where nobody is named."""
    enumerated: int
    """Pieces between commas in the longest sentence."""
    list_items: int
    """Things to do that stand side by side."""
    problem_items: int
    """Problems that stand side by side."""

    def shows(self, *names: str) -> bool:
        """Whether the text shows any of the signals."""
        return not self.marks.isdisjoint(names)


@lru_cache(maxsize=512)
def extract(text: str) -> Features:
    """The features of `text` as typed."""
    known = signals()
    typed = known.numerals.digits(text)
    text = known.rejections.left_of(typed)
    plain = normalise(text)
    words = tuple(terms(plain))
    told = _BRACKETS.sub("", plain)
    claimed = tuple(terms(told))
    marks = known.names_in(plain, words)
    cut_text = in_full = cut(text, known)
    if text != typed:
        whole = normalise(typed)
        marks |= known.names_in(whole, terms(whole)) & _ASIDE
        in_full = cut(typed, known)
    return Features(
        text=plain,
        told=text,
        whole=normalise(typed),
        sentences_in_full=in_full,
        words=words,
        specific=_specific(claimed, known),
        concrete=_specific(claimed, known).difference(_actors(plain, known)),
        marks=marks,
        sentences=cut_text,
        deadlines=parts.deadlines(plain, known),
        owner=parts.has_owner(plain, known),
        partner=parts.has_partner(plain, known),
        evidence=parts.has_evidence([*_in_brackets(plain, known), *(part.marks_in_full for part in cut_text)], marks),
        baseline=parts.has_baseline(plain, known),
        source="source" in marks and "evidence_denied" not in marks,
        activity_measures=parts.activity_measures(plain, known),
        outcome=parts.has_outcome(plain, known),
        residents=parts.has_residents(told, known),
        served=parts.serves_somebody(told, known),
        enumerated=max((len(items(sentence.text)) for sentence in cut_text), default=0),
        list_items=_list_items(text, known),
        problem_items=_problem_items(text, known),
    )


def _specific(words: tuple[str, ...], known: Signals) -> frozenset[str]:
    return frozenset(word for word in words if word not in known.generic_words and not _numeric(word))


def _in_brackets(text: str, known: Signals) -> list[frozenset[str]]:
    return [known.names_in(inside, terms(inside)) for inside in _BRACKETS.findall(text)]


def _actors(text: str, known: Signals) -> set[str]:
    return {word for match in known.pattern("actor").finditer(text) for word in terms(match[0])}


def _list_items(text: str, known: Signals) -> int:
    """Items that name something to do; a bare list of bodies to work with does not count."""
    found = 0
    for item in items(text):
        rest = known.pattern("profession").sub("", normalise(item))
        if any(known.pattern(name).search(rest) for name in ("list_item", "nominal_item", "short_item")):
            found += 1
    return found


def _problem_items(text: str, known: Signals) -> int:
    return sum(1 for item in items(text) if known.pattern("problem").search(normalise(item)))


def _numeric(word: str) -> bool:
    return word.replace(".", "").isdigit()
