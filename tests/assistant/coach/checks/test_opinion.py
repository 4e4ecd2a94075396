"""Rules and second reader together: who is believed when they differ."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assistant.coach import Code, Scene, Severity, Step, Worksheet
from assistant.coach.checks import opinion
from assistant.coach.checks.case import Case, Hit
from assistant.coach.checks.features import extract
from assistant.coach.checks.opinion import Hits, reconciled

TEXT = "看護師が定着している。本人が望む暮らしを続けている。"


class Reader:
    """Says the same of every text, but `loud` of the sentence that begins with it."""

    def __init__(self, chances: Mapping[Code, float], loud: str = "") -> None:
        self._chances = {code: chances.get(code, 0.4) for code in Code}
        self._loud = loud

    def chances(self, text: str, step: Step) -> Mapping[Code, float]:
        louder = 0.05 if self._loud and text.startswith(self._loud) else 0.0
        return {code: chance + louder for code, chance in self._chances.items()}


def heard(
    monkeypatch: pytest.MonkeyPatch, chances: Mapping[Code, float], hits: Hits | None = None, *,
    step: Step = Step.VISION, text: str = TEXT, context: Worksheet | None = None, loud: str = "",
) -> Hits:  # fmt: skip
    monkeypatch.setattr(opinion, "second_reader", lambda: Reader(chances, loud))
    case = Case(step=step, scene=Scene.DAILY, features=extract(text), context=context)
    return reconciled(case, hits or {}, text)


def hit(severity: Severity = Severity.WARNING) -> tuple[Severity, Hit]:
    return severity, Hit(excerpt="x")


def test_a_flaw_that_no_rule_saw_is_found_and_the_sentence_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = heard(monkeypatch, {Code.PROVIDER_VIEW_ONLY: 0.7}, loud="看護師")
    assert set(found) == {Code.PROVIDER_VIEW_ONLY}
    severity, named = found[Code.PROVIDER_VIEW_ONLY]
    assert severity is Severity.WARNING
    assert named.excerpt.startswith("看護師が定着している")


def test_what_is_not_asked_at_the_step_is_never_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(monkeypatch, {Code.NO_OWNER: 0.99}) == {}


def test_beside_another_flaw_the_reader_must_be_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {Code.TOO_VAGUE: hit()}
    assert set(heard(monkeypatch, {Code.PROVIDER_VIEW_ONLY: 0.7}, known)) == {Code.TOO_VAGUE}
    assert set(heard(monkeypatch, {Code.PROVIDER_VIEW_ONLY: 0.95}, known)) == {Code.TOO_VAGUE, Code.PROVIDER_VIEW_ONLY}


def test_a_rule_is_not_believed_where_the_reader_rules_the_flaw_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(monkeypatch, {Code.TOO_VAGUE: 0.01}, {Code.TOO_VAGUE: hit()}) == {}
    assert heard(monkeypatch, {Code.TOO_VAGUE: 0.3}, {Code.TOO_VAGUE: hit()}) != {}


def test_what_is_missing_is_a_fact_and_a_hint_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {Code.NO_DEADLINE: hit()}
    assert heard(monkeypatch, {Code.NO_DEADLINE: 0.01}, missing, step=Step.GOALS) == missing
    hint = {Code.NO_BASELINE: hit(Severity.INFO)}
    assert heard(monkeypatch, {Code.NO_BASELINE: 0.9}, hint, step=Step.EVALUATION) == hint


def test_with_a_sheet_the_rules_alone_judge_what_lies_in_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Worksheet(municipality="海風市", year=2025)
    assert heard(monkeypatch, {Code.NO_GAP: 0.9}, step=Step.ANALYSIS, context=sheet) == {}
    assert set(heard(monkeypatch, {Code.NO_GAP: 0.9}, step=Step.ANALYSIS)) == {Code.NO_GAP}


def test_the_home_death_figure_that_is_set_aside_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    chances = {Code.HOME_DEATH_RATE_TARGET: 0.9}
    aside = "在宅看取り率は参考として眺めるにとどめる。"
    assert heard(monkeypatch, chances, step=Step.EVALUATION, text=aside) == {}


def test_sharing_is_left_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(monkeypatch, {Code.TOO_VAGUE: 0.99}, step=Step.SHARING, text="医師会の理事会で説明した。") == {}
