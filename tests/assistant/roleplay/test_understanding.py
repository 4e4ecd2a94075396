"""What an utterance holds: meaning decides, not length, politeness or official terms."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.roleplay.rubric import rubric
from assistant.roleplay.understanding import understand

HERE = Path(__file__).parent


@cache
def utterances() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "utterances.yaml").read_text(encoding="utf-8"))
    return found


def points(utterance: str) -> set[str]:
    return {hit.id for hit in understand(utterance).points}


def hardening(utterance: str) -> set[str]:
    return {hit.id for hit in understand(utterance).hardening}


@pytest.mark.parametrize("point", list(rubric().points))
def test_each_point_is_told_from_the_others(point: str) -> None:
    """F1 = 2 hits / (2 hits + false alarms + misses) over our own utterances, of which each point has several."""
    count: Counter[str] = Counter()
    for row in utterances():
        if point in row.get("maybe", []):
            continue
        count[f"{point in row['points']}/{point in points(row['say'])}"] += 1
    hits, misses, alarms = count["True/True"], count["True/False"], count["False/True"]
    assert hits + misses >= 8
    assert 2 * hits / (2 * hits + alarms + misses) >= 0.9, (misses, alarms)


def test_every_hardening_behaviour_is_heard() -> None:
    missed = [row["say"] for row in utterances() if not set(row.get("hardening", [])) <= hardening(row["say"])]
    assert len(missed) <= 2, missed


def test_what_is_good_hardens_nothing() -> None:
    hurt = [row["say"] for row in utterances() if row["points"] and not row.get("hardening") and hardening(row["say"])]
    assert hurt == []


@pytest.mark.parametrize(
    "said",
    [
        "数値目標にするつもりはありません。",
        "看取り率を、数値目標にするようなことはいたしません。",
        "看取り率を上げるのではなく、支える形を整えることを目標にします。",
        "「看取りを2割に」と言う人もいますが、私たちはその数字を目標にはしません。",
        "看取りの割合を上げる、という目標は市の計画から消しました。",
        "国は看取り率を上げろと言いますが、私たちは追いません。",
    ],
)
def test_a_rejected_target_is_good(said: str) -> None:
    assert "no_home_death_target" in points(said)
    assert hardening(said) == set()


@pytest.mark.parametrize(
    "said",
    [
        "看取り率を数値目標にします。",
        "看取り率を目標にしないわけにはいきません。",
        "看取り率を上げないと、市の評価が下がります。",
        "目標にしないと言いたいところですが、看取り率は二割を目指します。",
    ],
)
def test_a_target_hardens_however_it_is_turned(said: str) -> None:
    assert "home_death_target" in hardening(said)
    assert "no_home_death_target" not in points(said)


@pytest.mark.parametrize(
    "said",
    [
        "『国が決めたことなので』とは申しません。",
        "「国が決めたことですから」。そう申し上げるつもりはありません。",
        "国の方針だから、というのは理由にならないと思っています。",
        "『この場でお返事を』などと言うつもりはありません。",
        "「医師の義務だ」といった言い方は、私たちは絶対にしません。",
        "報酬を必ず上げるとお約束することはできません。",
        "会長を飛び越えて会員の先生に直接お願いすることはいたしません。",
        "市長から頼んでもらうという手もありますが、まず会長のお考えを伺いたいのです。",
    ],
)
def test_a_bad_idea_quoted_to_reject_it_does_not_harden(said: str) -> None:
    assert hardening(said) == set()


@pytest.mark.parametrize(
    ("said", "behaviour"),
    [
        ("国が決めたことですから、ご協力いただくしかありません。", "blames_state"),
        ("どうしてもご協力いただかなければなりません。", "pressing"),
        ("会長がだめなら、若い先生方に直接お願いして回ります。", "skips_president"),
        ("夜間の負担は一切おかけしないとお約束します。", "overpromise"),
        ("市で決めましたので、医師会でやっていただきます。", "one_sided_request"),
    ],
)
def test_the_same_idea_meant_hardens(said: str, behaviour: str) -> None:
    assert behaviour in hardening(said)


def test_the_stance_of_others_is_not_the_speakers() -> None:
    said = "看取り率の目標は良くないという声もあるようですが、私はわかりやすいと思います。"
    assert points(said) == set()


@pytest.mark.parametrize("said", [row["say"] for row in utterances() if len(row["say"]) > 70 and not row["points"]])
def test_length_and_official_terms_earn_nothing(said: str) -> None:
    allowed = next(set(row.get("maybe", [])) for row in utterances() if row["say"] == said)
    assert points(said) <= allowed


def test_politeness_changes_nothing() -> None:
    bare = "先生お一人に背負わせることはしません。"
    polite = f"本日はお忙しいところ誠にありがとうございます。{bare}何卒よろしくお願い申し上げます。"
    assert points(bare) == points(polite) == {"shared_load"}


@pytest.mark.parametrize("row", utterances(), ids=lambda row: row["say"][:16])
def test_every_quote_is_the_speakers_own(row: dict[str, Any]) -> None:
    found = understand(row["say"])
    for hit in found.points + found.moves + found.hardening:
        assert hit.quote
        assert hit.quote in row["say"]
        assert 1 <= hit.strength <= 3


@pytest.mark.parametrize(
    ("said", "slip"),
    [
        ("この事業には10の事業項目があります。", "number_of_items"),
        ("四つではなく、五つの場面を意識します。", "number_of_scenes"),
        ("柏市の研修は合計で30時間もありました。", "hours_of_kashiwa_training"),
        ("連携の責任は医師会にあります。", "responsibility_elsewhere"),
        ("国は看取り率を目標にしています。", "home_death_rate_as_national_target"),
    ],
)
def test_slips_against_the_documents_are_noticed(said: str, slip: str) -> None:
    assert [found.id for found in understand(said).slips] == [slip]


@pytest.mark.parametrize(
    "said",
    [
        "8つの事業項目があります。", "八つの項目を埋めに来たのではありません。", "4つの場面で考えます。",
        "柏市の研修は約12時間です。", "調査は5つの項目で聞きました。", "連携の責任は市にあります。",
    ],
)  # fmt: skip
def test_what_is_right_is_no_slip(said: str) -> None:
    assert understand(said).slips == ()


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("市国医師会看取り率「」『』、。？ をはがでにのません１2%a\n"), min_size=1, max_size=120
    )
)
def test_any_text_can_be_read(said: str) -> None:
    for hit in understand(said).points:
        assert hit.quote in said


def test_a_quote_over_two_lines_keeps_the_line_end() -> None:
    assert [hit.quote for hit in understand("a\nは2が取せ").points] == ["a\nは2が取せ"]


@pytest.mark.parametrize(
    "said",
    [
        "費用と調整は市が持ちます。", "印刷も郵送も市の費用で行います。", "面倒な手続きは役所が引き取ります。",
        "会場費は市が全額負担します。", "試している間の経費は町で見ます。", "だめなら、やめましょう。",
    ],
)  # fmt: skip
def test_what_the_town_bears_is_no_one_sided_request_and_no_empty_promise(said: str) -> None:
    assert "no_one_sided_request" in points(said)
    assert hardening(said) == set()


@pytest.mark.parametrize(
    "said",
    [
        "診療報酬の不足分は市が全額補填します。", "夜間の手当は市が全額、必ず出します。", "費用はいくらかかっても市が持ちます。",
        "看護師の人件費はすべて市で負担します。",
    ],
)  # fmt: skip
def test_what_the_town_cannot_decide_or_afford_still_hardens(said: str) -> None:
    assert "overpromise" in hardening(said)


@pytest.mark.parametrize(
    "said",
    [
        "3か月後に必ず報告します。", "来月、結果をお持ちします。", "半年後に、まとめてお見せします。",
        "結果は三か月後に先生方へお伝えします。", "来月の十日に、案をお送りします。", "年内に一度、経過をご報告に上がります。",
    ],
)  # fmt: skip
def test_what_the_speaker_will_do_by_when_needs_no_subject(said: str) -> None:
    assert "agreement_who_when" in points(said)
    assert hardening(said) == set()


@pytest.mark.parametrize("said", ["来月は市の催しがあります。", "来月から義務化されます。", "3か月後には増えていると見込まれます。",
                                  "来週までにお返事をいただけますか。"])  # fmt: skip
def test_a_date_alone_agrees_on_nothing(said: str) -> None:
    assert "agreement_who_when" not in points(said)


@pytest.mark.parametrize(
    "said",
    [
        "まずどこに困っておられるか、教えてください。", "最初に一つだけ、教えていただけますか。",
        "まず、皆さんのご苦労を少しだけ聞かせてください。", "手始めに、現場の声をお聞かせください。",
        "はじめに一点だけ伺います。いまいちばん重いお仕事は何でしょう。",
    ],
)  # fmt: skip
def test_a_first_question_is_a_question_and_no_step(said: str) -> None:
    assert points(said) == {"listens"}


@pytest.mark.parametrize(
    "said", ["まず15分だけ、お話を聞かせてください。", "来月の例会で一度、皆さんのお話を聞かせてください。"]
)
def test_time_to_be_told_in_is_a_step(said: str) -> None:
    assert "small_next_step" in points(said)


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("夜の電話が重いというご指摘、もっともです。そこを真っ先に変えます。", True),
        ("会議が多すぎるとのお話、重く受け止めました。年六回を二回に減らします。", True),
        ("ご高説、誠にごもっともでございます。", False),
        ("先生のご指摘、深く胸に刻ませていただきます。", False),
    ],
)
def test_taking_up_names_what_is_taken_up(said: str, held: bool) -> None:
    assert ("listens" in points(said)) is held


@pytest.mark.parametrize(
    "said", ["日頃のご協力に、心より感謝申し上げます。", "健診では格別のご尽力を賜り、厚く御礼申し上げます。"]
)
def test_thanks_are_no_request(said: str) -> None:
    assert hardening(said) == set()


def test_a_request_after_thanks_is_one() -> None:
    said = "日頃のご協力に感謝申し上げますとともに、引き続きのご協力をお願いいたします。"
    assert hardening(said) == {"one_sided_request"}


@pytest.mark.parametrize(
    "said", ["2人の先生で3か月、試させてください。", "手を挙げた二軒の診療所で、秋の三か月だけやってみたいです。"]
)
def test_so_many_for_so_long_is_a_step(said: str) -> None:
    assert "small_next_step" in points(said)
