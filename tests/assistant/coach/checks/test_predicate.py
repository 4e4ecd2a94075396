"""What the end of a sentence states."""

from __future__ import annotations

import pytest

from assistant.coach.checks.predicate import predicate
from assistant.coach.checks.signals import signals


@pytest.mark.parametrize(
    "text",
    [
        "研修会を開催する", "研修会の開催", "冊子を配付します", "ルールを定めていきます", "顔の見える関係を築くこと", "体制の構築",
        "全施設で使ってもらう", "関係づくり", "住民に参加してもらう", "研修を行うこととする",
    ],
)  # fmt: skip
def test_an_act(text: str) -> None:
    assert predicate(text, signals().predicates).act


@pytest.mark.parametrize(
    "text",
    [
        "家で暮らせている", "必要な支援を受けられる", "連絡が遅い", "連絡先が知られていない", "情報が共有されている", "担い手の不足",
        "予定が合わない", "相談できるようになる", "互いに話し合える", "医師の高齢化", "職員が配置されている", "電話しても出ない",
        "ルールは未整備", "研修は未実施である", "病院が非協力的", "薬局が非協力",
    ],
)  # fmt: skip
def test_a_state(text: str) -> None:
    assert not predicate(text, signals().predicates).act


@pytest.mark.parametrize(
    "text",
    [
        "医師の確保が必要である",
        "体制を整えるべきだ",
        "研修を充実させなければならない",
        "周知が求められる",
        "医師の確保が課題",
        "見直すことが大切です",
    ],
)
def test_a_need(text: str) -> None:
    end = predicate(text, signals().predicates)
    assert end.need
    assert not end.negated


@pytest.mark.parametrize("text", ["連携に課題がある", "様々な課題がある", "医師がいない", ""])
def test_no_need(text: str) -> None:
    assert not predicate(text, signals().predicates).need


def test_what_goes_on_and_what_is_over() -> None:
    words = signals().predicates
    assert predicate("広く周知している", words).continuing
    assert predicate("研修会を実施した", words).past
    assert not predicate("研修会を実施する", words).past
