"""Rules and second reader brought together: what either is sure of, unless the other knows better.

A rule that fires is believed unless the reader all but rules the flaw out; that something is missing (a date, somebody
who does it) is a fact and stays. Where no rule fires the reader alone finds a flaw if it is more likely than not;
beside a flaw that a rule found, or a second one of its own, only if it is sure. Flaws that lie in the rest of the sheet
are left to the rules where a sheet is known: the reader reads one cell. The limits lie on a plateau: on
texts that the reader had not seen, F1 moves by less than 0.02 between 0.15 and 0.25, 0.55 and 0.63, 0.8 and 0.9.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.coach.checks import claims
from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.second_reader import SecondReader, second_reader
from assistant.coach.checks.table import RULES, Rule
from assistant.coach.findings import Code, Severity
from assistant.coach.steps import Step

RULED_OUT = 0.2
LIKELY = 0.62
SURE = 0.85

_BETWEEN_HALVES = frozenset({Code.NOT_LINKED})
"""Whether two halves of a text belong together is no matter of its words: the reader only ever doubts it."""
_EXCUSED_BY = {
    Code.HOME_DEATH_RATE_TARGET: ("death_aside", "death_background"),
    Code.NO_GAP: ("gap_word", "strong_ideal"),
    Code.SOLUTION_AS_ISSUE: ("complaint",),
    Code.PROVIDER_VIEW_ONLY: ("unserved",),
    Code.NATIONAL_AVERAGE_ONLY: ("average_only_aside", "voice"),
}
"""Signals by which a text says itself that it does not mean it so."""
_SHOWN_BY = {
    Code.SOLUTION_AS_ISSUE: ("intended",),
    Code.TOO_VAGUE: ("complaint", "method_only", "bare_noun", "slogan"),
    Code.MEANS_AS_END: ("slogan",),
    Code.SPECULATION_ONLY: ("blame",),
}
"""Signals with which the rule is right whatever the reader says: it has read few such texts."""
_MISSING = frozenset({Code.NO_GAP, Code.NO_OWNER, Code.NO_PARTNER, Code.NO_DEADLINE, Code.ALL_AT_ONCE})
_WITHOUT_WORDS = frozenset({Code.NO_OWNER, Code.NO_PARTNER, Code.NO_DEADLINE, Code.NO_BASELINE})
"""Flaws that no words of the text show."""
_OF_THE_SHEET = frozenset({Code.NOT_LINKED, Code.NO_GAP, Code.NO_BASELINE})
_VARIANTS = {
    (Code.NOT_LINKED, step): step.value for step in (Step.ISSUES, Step.GOALS, Step.MEASURES, Step.EVALUATION)
} | {(Code.MEANS_AS_END, Step.MEASURES): "alone", (Code.SPECULATION_ONLY, Step.SITUATION): "bare"}

Hits = Mapping[Code, tuple[Severity, Hit]]


def reconciled(case: Case, hits: Hits, typed: str) -> Hits:
    """`hits` of the rules on the cell `typed`, after the second reader has been heard."""
    if case.step is Step.SHARING or not case.features.words or case.features.shows("placeholder"):
        return hits  # no labelled texts of that step; nothing to read
    reader = second_reader()
    chances = reader.chances(typed, case.step)
    kept = {code: hit for code, hit in hits.items() if not _ruled_out(code, hit[0], chances[code], case)}
    flawed = any(severity is not Severity.INFO for severity, _ in kept.values())
    likeliest = max(_open(case, kept), key=lambda rule: chances[rule.code], default=None)
    for rule in _open(case, kept):
        needed = LIKELY if rule is likeliest and not flawed else SURE
        if chances[rule.code] >= needed and claims.shown(rule.code, case):
            kept[rule.code] = (rule.severity, _hit(rule.code, case, reader))
    return kept


def _ruled_out(code: Code, severity: Severity, chance: float, case: Case) -> bool:
    shown = case.features.shows(*_SHOWN_BY.get(code, ()))
    sure = severity is Severity.INFO or code in _MISSING or shown or _of_the_sheet(code, case)
    return chance < RULED_OUT and not sure


def _of_the_sheet(code: Code, case: Case) -> bool:
    return case.context is not None and code in _OF_THE_SHEET


def _open(case: Case, hits: Hits) -> list[Rule]:
    """The rules of the step that the reader may still apply; a rule's hint stays a hint."""
    asked = (rule for rule in RULES if case.step in rule.steps and rule.code not in hits)
    return [rule for rule in asked if not (_for_rules_alone(rule.code, case) or _of_the_sheet(rule.code, case))]


def _for_rules_alone(code: Code, case: Case) -> bool:
    return code in _BETWEEN_HALVES or case.features.shows(*_EXCUSED_BY.get(code, ()))


def _hit(code: Code, case: Case, reader: SecondReader) -> Hit:
    """The flaw at the sentence that speaks most for it."""
    variant = _VARIANTS.get((code, case.step), "")
    if code is Code.NO_BASELINE and case.features.baseline:
        variant = "origin"
    if code in _WITHOUT_WORDS:
        return Hit(variant=variant)
    sentences = [sentence.text for sentence in claims.sentences(code, case)] or [case.features.text]
    excerpt = max(sentences, key=lambda one: reader.chances(one, case.step)[code])
    return Hit(excerpt=excerpt, variant=variant)
