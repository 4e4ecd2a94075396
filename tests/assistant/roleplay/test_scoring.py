"""Scores: substance, in the trainee's own words, before any request."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from assistant.roleplay.personas import find_persona
from assistant.roleplay.play import begin, step
from assistant.roleplay.scoring import REACH, WORTH, earned, lost, score
from assistant.roleplay.values import Run, State

HERE = Path(__file__).parent
CAUTIOUS = find_persona("president-cautious")
SHORT_GOOD = [
    "市は、家に帰りたい方が帰れる町にしたいのです。東圏域の75歳以上は3,200人です。",
    "先生お一人に背負わせません。夜の最初の電話は訪問看護が受けます。どうお考えですか。",
    "看取り率は目標にしません。まず一例だけ試しませんか。",
]
LONG_EMPTY = [
    "平素より本市の保健医療福祉行政に格別のご高配を賜り、厚く御礼申し上げます。超高齢社会の進展に伴い、在宅医療・介護連携の"
    "推進は喫緊の課題であると認識いたしております。",
    "本市といたしましても、地域包括ケアシステムの深化・推進を図るべく、関係機関との緊密な連携のもと、切れ目のない提供体制の"
    "構築に鋭意取り組んでいるところでございます。",
    "多職種協働の促進、情報共有基盤の整備、普及啓発の充実等、各般の施策を総合的かつ計画的に展開し、もって住民福祉の向上に"
    "資することとしております。",
    "何卒、医師会の皆様方におかれましては、かかる趣旨をご賢察いただき、主体的かつ積極的なご参画を賜りますよう、伏してお願い"
    "申し上げる次第でございます。",
    "今後とも、忌憚のないご意見を賜りながら、PDCAサイクルに基づく不断の見直しに努めてまいる所存でございます。",
]


def played(utterances: list[str], persona_id: str = "president-cautious") -> Run:
    run = begin(find_persona(persona_id))
    for utterance in utterances:
        if run.state is State.DEBRIEF:
            break
        run = step(run, utterance)
    return run


def total(utterances: list[str], persona_id: str = "president-cautious") -> int:
    return score(find_persona(persona_id), played(utterances, persona_id).turns)


@cache
def runs() -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = yaml.safe_load((HERE / "runs.yaml").read_text(encoding="utf-8"))
    return found


def test_three_short_substantive_utterances_score_high_and_five_long_empty_ones_low() -> None:
    assert total(SHORT_GOOD) >= 60
    assert total(LONG_EMPTY) <= 10


def test_a_mixed_run_lies_between() -> None:
    mixed = [SHORT_GOOD[0], "国が決めたことですから、ご協力いただかないと困ります。"]
    assert total(LONG_EMPTY) < total(mixed) < total(SHORT_GOOD)


@pytest.mark.parametrize("number", range(len(runs())))
def test_our_runs_fall_in_their_order(number: int) -> None:
    row = runs()[number]
    good, mixed, poor = (total(row[kind], str(row["persona"])) for kind in ("good", "mixed", "poor"))
    assert good > mixed >= poor


def test_good_and_poor_are_far_apart() -> None:
    gaps = [total(row["good"], str(row["persona"])) - total(row["poor"], str(row["persona"])) for row in runs()]
    assert sum(gaps) / len(gaps) >= 50


def test_no_quote_no_score() -> None:
    for point in earned(played(SHORT_GOOD + LONG_EMPTY[:2]).turns):
        assert (point.level == 0) == (point.quote == "") == (point.turn == 0)


def test_saying_it_twice_earns_no_more() -> None:
    once = ["先生お一人に背負わせることはしません。"]
    assert total(once * 3) == total(once)


def test_the_arithmetic_of_one_point() -> None:
    run = played(["夜の最初の電話は訪問看護が受けます。"])
    shared = next(point for point in earned(run.turns) if point.id == "shared_load")
    assert CAUTIOUS.emphasis == {"knows_president": 1.3, "association_flagbearer": 1.2}
    of_all = 100 + 6 * 0.3 + 7 * 0.2
    assert score(CAUTIOUS, run.turns) == round(100 * 9 * WORTH[shared.level] / (REACH * of_all))


def test_the_own_view_counts_less_after_a_request() -> None:
    view = "市としては、望む方が家で暮らし続けられる町にしたいと考えています。"
    first = {p.id: p.level for p in earned(played([view, "ご協力をお願いします。"]).turns)}
    late = {p.id: p.level for p in earned(played(["ご協力をお願いします。", view]).turns)}
    assert late["own_view_first"] == first["own_view_first"] - 1


def test_a_repeated_blow_costs_half() -> None:
    blow = "国が決めたことですから、従ってください。"
    penalties = [loss.penalty for loss in lost(played([blow, blow]).turns) if loss.id == "blames_state"]
    assert penalties[1] == penalties[0] / 2


def test_a_request_after_an_offer_is_not_one_sided() -> None:
    offer = "先生お一人に背負わせることはしません。"
    assert lost(played(["ご協力をお願いします。"]).turns)
    assert not lost(played([offer, "ご協力をお願いします。"]).turns)


REFUSALS = [
    [
        "看取り率を数値目標にするつもりはありません。", "家に帰ることを押しつけるつもりはありません。",
        "先生お一人に背負わせるつもりはありません。", "お願いばかりするつもりはありません。",
        "難しい言葉を並べるつもりはありません。", "項目を埋めるために事業をするつもりはありません。",
    ],
    ["看取り率を目標にしません。押しつけません。お願いばかりしません。先生お一人に背負わせません。"],
    [
        "在宅死の割合を追いかけることはいたしません。", "医師会に丸投げする考えは毛頭ありません。",
        "夜間をお一人に抱え込ませる形にはしませんので、ご安心ください。", "専門用語は使いません。",
        "会議をこなすだけの仕事にはしたくありません。", "家に帰れと迫ることもございません。",
    ],
]  # fmt: skip
CONCRETE = [
    ["夜間は訪看が一次受けします。", "事務局は市が持ちます。", "2人の先生で3か月、試させてください。"],
    [
        "一次対応は看護師、往診が要る時だけ当番の先生です。費用と調整は市が持ちます。",
        "東地区の二軒の診療所で、三か月だけ始めませんか。",
    ],
]


@pytest.mark.parametrize("concrete", CONCRETE)
@pytest.mark.parametrize("refusals", REFUSALS)
def test_what_will_be_done_outweighs_what_will_not(refusals: list[str], concrete: list[str]) -> None:
    assert 0 < total(refusals) <= 25
    assert total(concrete) >= total(refusals) + 15


def level(said: list[str], point: str) -> int:
    return next(found.level for found in earned(played(said).turns) if found.id == point)


@pytest.mark.parametrize(
    ("said", "point"),
    [
        ("夜を会員お一人に抱えさせることはいたしません。", "shared_load"),
        ("医師会に任せきりにはしません。", "no_one_sided_request"),
        ("専門用語は使いません。", "plain_words"),
        ("8つの項目をこなすことが目的ではありません。", "purpose_before_items"),
    ],
)
def test_a_mere_refusal_only_touches_what_wants_doing(said: str, point: str) -> None:
    assert level([said], point) == 1


@pytest.mark.parametrize(
    ("said", "point"),
    [
        ("看取り率を目標には掲げません。", "no_home_death_target"),
        ("家へ帰ることを押しつけたりはしません。", "residents_choice"),
    ],
)
def test_a_refusal_is_whole_where_the_point_is_a_not_doing(said: str, point: str) -> None:
    assert level([said], point) >= 2


@pytest.mark.parametrize(
    ("refusal", "positive", "point"),
    [
        ("先生お一人に背負わせません。", "夜の電話は訪問看護と薬局で持ち合います。", "shared_load"),
        ("お願いだけで終わらせるつもりはありません。", "費用も手続きも市が持ちます。", "no_one_sided_request"),
        (
            "項目を埋めることが目的ではありません。",
            "退院した方が夜に困らない町にしたいと市は考えています。",
            "purpose_before_items",
        ),
    ],
)
@pytest.mark.parametrize("joined", [True, False])
def test_a_refusal_beside_the_positive_counts_in_full(refusal: str, positive: str, point: str, joined: bool) -> None:
    said = [refusal + positive] if joined else [refusal, positive]
    assert level(said, point) >= 2


def test_one_refused_sentence_is_worth_one_point() -> None:
    both = "看取り率を目標に掲げ、家に帰すことを押しつける、そんなことはしません。"
    found = {point.id: point.level for point in earned(played([both]).turns) if point.level}
    assert sum(level >= 2 for level in found.values()) == 1


def test_an_empty_polite_run_earns_nothing_and_a_thank_you_is_no_request() -> None:
    run = played([
        "平素より本市の保健医療行政に格別のご理解とご協力を賜り、厚く御礼申し上げます。",
        "会長のお話は誠にごもっともであり、重く受け止めております。",
        "貴重なご意見を真摯に承り、今後の糧といたします。",
        "何卒、本事業にご理解とご協力を賜りますようお願い申し上げます。",
    ])  # fmt: skip
    assert score(CAUTIOUS, run.turns) == 0
    assert not any(point.level for point in earned(run.turns))
    assert {loss.turn for loss in lost(run.turns)} == {4}
