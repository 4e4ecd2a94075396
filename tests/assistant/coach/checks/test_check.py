"""`check`: order, severities, what the other cells add, and that no text breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.coach import SCENES, STEPS, Code, Scene, Severity, Step, Worksheet, check
from assistant.coach.checks.check import LIMIT
from assistant.coach.checks.table import RULES
from assistant.coach.errors import TextTooLongError
from assistant.coach.indicator import IndicatorKind, TrackedIndicator

SHEET = Worksheet(municipality="海風市", year=2025)


def found(step: Step, text: str, *, scene: Scene = Scene.DAILY, context: Worksheet | None = None) -> list[Code]:
    return [finding.code for finding in check(step, scene, text, context=context).findings]


def test_there_is_one_rule_for_every_code() -> None:
    assert [rule.code for rule in RULES].count(Code.NO_GAP) == 1
    assert {rule.code for rule in RULES} == set(Code)
    assert len(RULES) == len(Code) == 15


def test_a_finding_says_what_why_and_where_and_asks() -> None:
    (finding,) = check(Step.VISION, Scene.END_OF_LIFE, "看取りの講演会を毎年実施する。").findings
    assert finding.code is Code.MEANS_AS_END
    assert finding.severity is Severity.ERROR
    assert "「看取りの講演会を毎年実施する」" in finding.message
    assert finding.reason
    assert "看取り" in finding.question
    assert {source.document_id for source in finding.sources} == {"basic-textbook-2016", "mhlw-training-2023"}


def test_the_gravest_comes_first() -> None:
    assert found(Step.GOALS, "在宅看取り率を上げる") == [Code.HOME_DEATH_RATE_TARGET, Code.NO_DEADLINE]


def test_a_hint_leaves_the_text_ok() -> None:
    result = check(Step.EVALUATION, Scene.DAILY, "家族の介護負担感（在宅介護実態調査）が下がったか")
    assert result.ok
    assert [finding.severity for finding in result.findings] == [Severity.INFO]


def test_rules_keep_to_their_steps() -> None:
    assert found(Step.MEASURES, "市が医師会と10月に多職種研修会を開き、夜間の連絡先を決める。") == []
    assert Code.MEANS_AS_END in found(Step.VISION, "市が医師会と10月に多職種研修会を開く。")


@pytest.mark.parametrize("text", ["", "   ", "。。。", "\n"])
def test_an_empty_cell_is_too_vague_to_speak_of(text: str) -> None:
    assert Code.TOO_VAGUE in found(Step.VISION, text)


def test_a_measure_is_held_against_the_issues_of_its_scene() -> None:
    measure = "市が歯科医師会と、12月までに口腔ケアの相談の流れを決める。"
    night = SHEET.with_cell(Scene.DAILY, Step.ISSUES, "夜間の連絡先が分からず、救急搬送に頼っている。")
    mouth = SHEET.with_cell(
        Scene.DAILY, Step.ISSUES, "入れ歯が合わないまま食事がとれない方が、歯科につながっていない。"
    )
    assert found(Step.MEASURES, measure) == []
    assert found(Step.MEASURES, measure, context=night) == [Code.NOT_LINKED]
    assert found(Step.MEASURES, measure, context=mouth) == []
    assert found(Step.MEASURES, measure, scene=Scene.EMERGENCY, context=night) == []


def test_an_indicator_is_held_against_the_goals_of_its_scene() -> None:
    indicator = "歯科に相談できた利用者の割合（ケアマネ調査、令和5年度31％）"
    goals = "令和8年度までに、夜間に急変しても看護師に電話できる。"
    sheet = SHEET.with_cell(Scene.EMERGENCY, Step.GOALS, goals)
    assert found(Step.EVALUATION, indicator, scene=Scene.EMERGENCY, context=sheet) == [Code.NOT_LINKED]


def test_the_situation_said_again_is_no_gap() -> None:
    text = "ケアマネジャーの多くが、希望を退院前に聞けていない。"
    sheet = SHEET.with_cell(
        Scene.TRANSITION, Step.SITUATION, "希望を退院前に聞けていないケアマネジャーが多い（調査）。"
    )
    assert found(Step.ANALYSIS, text, scene=Scene.TRANSITION) == []
    assert found(Step.ANALYSIS, text, scene=Scene.TRANSITION, context=sheet) == [Code.NO_GAP]


def test_a_present_value_on_the_sheet_counts() -> None:
    text = "在宅療養率の推移を見る。"
    assert found(Step.EVALUATION, text) == [Code.NO_BASELINE]
    indicator = TrackedIndicator(name="在宅療養率", kind=IndicatorKind.OUTCOME, unit="%", baseline=54.8)
    plan = replace(SHEET.plan(Scene.DAILY), indicators=(indicator,))
    assert found(Step.EVALUATION, text, context=SHEET.with_plan(plan)) == []


def test_a_long_cell_is_refused_with_the_limit() -> None:
    check(Step.VISION, Scene.DAILY, "あ" * LIMIT)
    with pytest.raises(TextTooLongError, match=str(LIMIT)):
        check(Step.VISION, Scene.DAILY, "あ" * (LIMIT + 1))


@pytest.mark.parametrize("word", ["病院", "住民", "医師会、", "夜も", "課題", "（", "12,345"])
def test_a_cell_of_nothing_but_one_word_is_read(word: str) -> None:
    text = (word * LIMIT)[:LIMIT]
    assert check(Step.MEASURES, Scene.DAILY, text).findings


def test_braces_in_a_text_are_only_text() -> None:
    (finding,) = check(Step.VISION, Scene.DAILY, "研修会{question}を年3回開く").findings
    assert "{question}" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "研修会を年３回開催する。", "研修会を年3回開催する。", "研修会 を 年 3 回 開催する", "研修会を年3回開催します。",
        "・研修会を年3回開催する", "研修会の年3回の開催",
    ],
)  # fmt: skip
def test_the_same_thought_in_another_spelling_is_found(text: str) -> None:
    assert found(Step.VISION, text) == [Code.MEANS_AS_END]


_PIECES = st.sampled_from(
    ["研修会を", "開催する", "住民が", "家で", "暮らせている", "。", "、", "「", "」", "(", "①", "令和8年度までに", "30%", "\n",
     "看取り率", "医師会と", "ため、", "短期：", "長期：", "課題は", "?", "ﾞ", "\u200b", " ", "→", "目標にはしない"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STEPS), st.sampled_from(SCENES), st.lists(_PIECES, max_size=24).map("".join))
def test_no_text_breaks_the_check_and_it_answers_the_same_twice(step: Step, scene: Scene, text: str) -> None:
    first = check(step, scene, text)
    assert first == check(step, scene, text)
    ranks = [(finding.severity.rank, finding.code.rank) for finding in first.findings]
    assert ranks == sorted(ranks)
    assert all(finding.sources and finding.message and finding.question for finding in first.findings)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_characters_at_all_are_read(text: str) -> None:
    for step in (Step.VISION, Step.MEASURES, Step.EVALUATION):
        assert check(step, Scene.DAILY, text).findings is not None
