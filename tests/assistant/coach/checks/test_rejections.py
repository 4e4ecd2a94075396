"""What a text names only to turn it down is no idea of the writer; what it puts instead is judged as it stands."""

from __future__ import annotations

import pytest

from assistant.coach import Code, Scene, Severity, Step, check
from assistant.coach.checks.features import extract
from assistant.coach.checks.signals import signals


def flaws(step: Step, text: str, scene: Scene = Scene.DAILY) -> set[Code]:
    return {one.code for one in check(step, scene, text).findings if one.severity is not Severity.INFO}


@pytest.mark.parametrize(
    "text",
    [
        "研修会を開くことが目的ではなく、退院した日から困らずに暮らせている",
        "事業をこなすことが目的ではなく、足腰が弱っても家の風呂に入って暮らせている。",
        "講座の数を競わず、物忘れが出ても行きつけの店に通って暮らせる。",
        "協議会を設けるのが狙いではなくて、離れて住む息子も安心して任せられる暮らしが続いている。",
        "カードを配り終えることよりも、夜に苦しくなったときに電話できる相手がいて落ち着いていられること。",
        "会議を重ねるだけで終わらせず、独りになっても住み慣れた家で三食食べて過ごせている。",
        "マニュアルの作成に終始せず、退院してからも好きな庭いじりを続けて暮らせている。",
        "システムを入れることをゴールとせず、本人の望みが家族に伝わっている。",
        "窓口の設置自体が目標ではない。困ったときに誰かが来てくれ、家で過ごし続けられる。",
        "研修会を開くことが目的ではなく退院した日から困らずに暮らせている。",
    ],
)  # fmt: skip
def test_an_activity_that_is_turned_down_is_not_the_vision(text: str) -> None:
    assert flaws(Step.VISION, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "研修会は年2回ではなく、年6回開催する。",
        "パンフレットだけではなく、動画も作成する。",
        "会議を開くことよりも、現場の見学会を増やす。",
        "人任せにせず、市が出前講座を開催する。",
        "難しい講義ではなく、寸劇を交えた市民講座を開く。",
        "研修の回数にこだわらず、勉強会と交流会を開催する。",
        "看取りの話を避けず、講演会を毎年開く。",
    ],
)
def test_another_activity_in_its_place_is_still_one(text: str) -> None:
    assert flaws(Step.VISION, text) == {Code.MEANS_AS_END}


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step.VISION, "在宅看取り率を30%にするような目標は置かず、望む場所で家族と過ごせている。"),
        (Step.VISION, "自宅で亡くなる人を何割に増やすとはせず、本人の望みがかない、穏やかに過ごせている。"),
        (Step.VISION, "病院での死亡を減らすことよりも、どこにいても痛みがなく、会いたい人に会えること。"),
        (Step.GOALS, "看取り率の引き上げは掲げず、令和7年度末に望みを家族と話した人を27％から35％、令和9年度末に45％にする。"),
        (Step.GOALS, "令和7年度末までに、看取りの件数を追わず、痛みが和らいだと答える家族を半数から7割に、令和9年度末に8割にする。"),
        (Step.EVALUATION, "自宅死亡率を指標とするのはやめ、「思いに沿えた」と答えた遺族の割合（令和6年度61％、遺族調査）を見る。"),
        (Step.EVALUATION, "看取りの件数で競うのではなく、望みを記した人の割合（34％、ケアマネ調査、令和6年度）の動きで見る。"),
    ],
)  # fmt: skip
def test_the_home_death_figure_that_is_turned_down_is_no_target(step: Step, text: str) -> None:
    assert flaws(step, text, Scene.END_OF_LIFE) == set()


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step.VISION, "看取り率を15％ではなく、25％まで引き上げる。"),
        (Step.VISION, "病院での看取りを減らすのではなく、自宅で亡くなる人の割合を3割に増やす。"),
        (Step.VISION, "あきらめず、在宅看取り率を県内一にする。"),
        (Step.GOALS, "講座の回数を追わず、令和9年度までに在宅看取り率を18％から25％にする。"),
        (Step.GOALS, "看取り率を下げるのではなく、令和9年度までに20％に上げる。"),
    ],
)
def test_the_home_death_figure_put_in_its_place_is_one(step: Step, text: str) -> None:
    assert Code.HOME_DEATH_RATE_TARGET in flaws(step, text, Scene.END_OF_LIFE)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("研修会を開くことが目的ではなく、家で暮らせている。", "家で暮らせている。"),
        ("研修会を年1回ではなく、年3回開催する。", "研修会を年3回開催する。"),
        ("令和7年度は、会議の数を追うのではなく、困る人を減らす。", "令和7年度は、困る人を減らす。"),
        ("看取り率は、目標には置かず、望みを聞く。", "望みを聞く。"),
        ("研修や会議の数ではなく、困る人の数を見る。", "困る人の数を見る。"),
        ("講座を1,200回開くことは目標にせず、家族の声を聞く。", "家族の声を聞く。"),
        ("望む場所ではなく、空いている施設に移っている。", "望む場所ではなく、空いている施設に移っている。"),
        ("連絡せず、退院した例が3件ある。", "連絡せず、退院した例が3件ある。"),
        ("往診の件数は全国平均よりも、1割少ない。", "往診の件数は全国平均よりも、1割少ない。"),
        ("看取り率は目標にしない。", "看取り率は目標にしない。"),
        ("看取り率を下げるのではなく、上げる。", "看取り率を下げるのではなく、上げる。"),
    ],
)
def test_only_what_is_turned_down_is_cut_out(text: str, left: str) -> None:
    assert signals().rejections.left_of(text) == left


def test_the_words_quoted_stand_in_the_cell() -> None:
    text = "研修会を年1回ではなく、年3回開催する"
    (finding,) = check(Step.VISION, Scene.DAILY, text).findings
    assert finding.excerpt == text
    assert extract(text).whole == text


def test_what_only_sets_the_figure_aside_has_no_goal_to_judge() -> None:
    assert flaws(Step.EVALUATION, "在宅看取り率は目標にせず、参考として見る。", Scene.END_OF_LIFE) == set()
