"""A complaint about others proposes nothing, and an aim told as 〜ようにする is no cause."""

from __future__ import annotations

import pytest

from assistant.coach import Code, Scene, Step, check


@pytest.mark.parametrize(
    "text",
    [
        "医師会が協力してくれません", "病院が情報を出してくれない。", "ケアマネジャーが研修に来てくれない",
        "診療所の先生が忙しくて話を聞いてくれません。", "訪問看護ステーションが夜間の対応を嫌がります。", "薬局が連絡票を使ってくれない。",
        "医師が在宅医療に関心を持ってくれない。", "県が支援してくれません。", "住民がアンケートに答えてくれない",
        "歯科医師会が会議に出てくれないので困っています。", "病院の看護師が退院前カンファレンスに呼んでくれない。",
    ],
)  # fmt: skip
def test_a_complaint_is_at_most_vague_or_guessed(text: str) -> None:
    codes = {finding.code for finding in check(Step.ISSUES, Scene.DAILY, text).findings}
    assert codes <= {Code.TOO_VAGUE, Code.SPECULATION_ONLY}


def test_a_complaint_of_general_words_is_asked_about() -> None:
    assert [one.code for one in check(Step.ISSUES, Scene.DAILY, "医師会が協力してくれません").findings] == [
        Code.TOO_VAGUE
    ]


def test_what_is_proposed_behind_a_complaint_stays_a_proposal() -> None:
    text = "医師会が協力してくれないので、多職種の研修会を年3回開催する。"
    assert Code.SOLUTION_AS_ISSUE in {one.code for one in check(Step.ISSUES, Scene.DAILY, text).findings}


@pytest.mark.parametrize(
    "text", ["困らないようにする", "退院時に家族が困らないようにします。", "夜間に電話がつながるようにしたい"]
)
@pytest.mark.parametrize("step", [Step.ANALYSIS, Step.ISSUES])
def test_an_aim_is_no_cause(text: str, step: Step) -> None:
    assert Code.SOLUTION_AS_ISSUE in {one.code for one in check(step, Scene.DAILY, text).findings}


def test_what_is_kept_up_or_kept_from_somebody_is_a_state() -> None:
    text = "夜間の当番医が決まっていないため、家族が電話をかけないようにしている。"
    assert Code.SOLUTION_AS_ISSUE not in {one.code for one in check(Step.ISSUES, Scene.DAILY, text).findings}
