"""Deadlines, owners, partners, present values and what is counted, in the forms that officials use."""

from __future__ import annotations

import pytest

from assistant.coach.checks import parts
from assistant.coach.checks.signals import signals
from assistant.language.normalise import normalise


def read(text: str) -> str:
    return normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "令和8年度までに", "R7.9月末までに", "2027年3月末", "今年度中に", "年度内に", "10月から始める", "7/1から", "上半期に", "2年後には",
        "次期計画の最終年度までに", "秋までに", "（短期：R7）", "令和7～9年度", "半年後に",
    ],
)  # fmt: skip
def test_a_deadline(text: str) -> None:
    assert parts.deadlines(read(text), signals())


@pytest.mark.parametrize(
    "text",
    [
        "できるだけ早く", "順次広げていく", "毎月続ける", "令和5年度の調査で34％だった割合を高める", "年3回開く", "将来的には",
        "令和8年度に始めたいが、時期は未定", "退院後1か月以内の再入院", "後期高齢者",
    ],
)  # fmt: skip
def test_no_deadline(text: str) -> None:
    assert parts.deadlines(read(text), signals()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "市（長寿課）が開く", "担当：地域包括支援センター", "【誰が】健康課【誰と】医師会", "市と医師会の共催で", "高齢福祉課で作成する",
        "医師会理事が座長を務める", "病院の退院支援看護師が電話する", "ワーキンググループでまとめる", "社会福祉協議会が事務局となる",
    ],
)  # fmt: skip
def test_an_owner(text: str) -> None:
    assert parts.has_owner(read(text), signals())


@pytest.mark.parametrize(
    "text",
    [
        "医師会と連携して研修会を開く", "ケアマネジャーが使いやすい連絡票を作る", "医師が不足しているため研修を行う", "住民が参加できる場を設ける",
        "市が行う予定だが、実施主体は調整中", "医師会の協力を得て作成する",
    ],
)  # fmt: skip
def test_no_owner(text: str) -> None:
    assert not parts.has_owner(read(text), signals())


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("医師会と協議する", True), ("訪問看護師を講師に招く", True), ("多職種の部会で決める", True), ("病院に配布する", False),
        ("ケアマネ向けに周知する", False), ("市の担当課だけで決める", False), ("医師会には相談せず決める", False),
        ("在宅医療の特集を組む", False), ("多職種研修会を開く", False),
    ],
)  # fmt: skip
def test_a_partner_takes_part(text: str, partner: bool) -> None:
    assert parts.has_partner(read(text), signals()) is partner


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("割合（現状41％）", True), ("31％→10％", True), ("令和5年度は58％", True), ("19％（R5）", True), ("割合を80％にする", False),
        ("令和8年度に8割とする", False), ("目標70％。現状値は把握していない", False), ("満足度 8割", False),
    ],
)  # fmt: skip
def test_a_present_value(text: str, baseline: bool) -> None:
    assert parts.has_baseline(read(text), signals()) is baseline


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("研修会の開催回数と参加者数", False), ("訪問診療の件数", False), ("研修への参加率", False), ("救急搬送の件数", True),
        ("在宅療養率", True), ("困らずに過ごせた人の数", True), ("依頼から訪問までの日数", True),
    ],
)  # fmt: skip
def test_an_outcome(text: str, outcome: bool) -> None:
    assert parts.has_outcome(read(text), signals()) is outcome
