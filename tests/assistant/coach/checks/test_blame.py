"""Blame is no cause: how others are, told without anything that was heard or counted."""

from __future__ import annotations

import pytest

from assistant.coach import Code, Scene, Severity, Step, check


def flaws(text: str, step: Step = Step.ISSUES) -> list[Code]:
    return [one.code for one in check(step, Scene.DAILY, text).findings if one.severity is not Severity.INFO]


@pytest.mark.parametrize(
    "text",
    [
        "医師が非協力的だから", "開業医の先生方が乗り気でないこと", "病院は在宅のことに後ろ向きである。", "施設側の腰が引けているため",
        "歯科の先生は協力的でない", "薬剤師が他人事だと思っている", "家族が介護を施設に丸投げしている。", "ベテランのケアマネは頭が固い",
        "救急隊は在宅のことを分かろうとしない", "・医師会　非協力", "住民の関心が薄いため",
    ],
)  # fmt: skip
def test_blame_without_a_voice_is_asked_about(text: str) -> None:
    assert flaws(text) == [Code.SPECULATION_ONLY]
    (finding,) = check(Step.ISSUES, Scene.DAILY, text).findings
    assert "意識や姿勢" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "協力医の当番表が2か月先までしか組めず、夜に電話する先が家族に伝わっていないため（医師会の聞き取り）。",
        "「病院は協力的でない」とケアマネ31人が答えた。病棟ごとに窓口が違い、本人の様子を誰に尋ねればよいか分からないことが原因。",
        "家族が一人で介護を抱え、面倒をみる人がほかにいないため、夜に休めない（介護者調査）。",
        "協力をお願いする窓口が診療科ごとに分かれ、退院の日取りが家族に伝わるのが前日になるため（連携室の聞き取り）。",
        "前向きに話していた家族も、悪くなってからは聞けなくなる。元気なうちに尋ねる人が決まっていないことが原因である（看護師の話）。",
    ],
)
def test_a_cause_that_was_heard_or_seen_is_no_blame(text: str) -> None:
    assert flaws(text) == []


def test_the_blaming_sentence_is_the_one_quoted() -> None:
    text = "夜の電話がつながらない。診療所の医師が非協力的なため。"
    (finding,) = [one for one in check(Step.ISSUES, Scene.DAILY, text).findings if one.code is Code.SPECULATION_ONLY]
    assert finding.excerpt.startswith("診療所の医師が非協力的")
