"""The trained listener beside the rules: many ways of saying a thing, and who means it."""

from __future__ import annotations

import pytest

from assistant.roleplay.listener import listener
from assistant.roleplay.reading import read
from assistant.roleplay.rubric import rubric
from assistant.roleplay.signals import rules
from assistant.roleplay.understanding import understand


def points(said: str) -> set[str]:
    return {hit.id for hit in understand(said).points}


def blows(said: str) -> set[str]:
    return {hit.id for hit in understand(said).hardening}


@pytest.mark.parametrize(
    ("said", "point"),
    [
        ("夜のいちばん最初に鳴る電話は看護師の番で、先生方には朝の報告で済ませます。", "shared_load"),
        ("市はね、具合が悪くなっても縁側のある家で過ごしたい、その願いを守りたいんです。", "own_view_first"),
        ("この下書きは穴だらけですから、皆さんの手で遠慮なく壊してください。", "no_one_sided_request"),
        ("代表が三年前の集まりで様式の統一を訴えておられたこと、記録で読みました。", "knows_president"),
        ("来月の一週目だけ、二軒の薬局で試しにやってみましょう。", "small_next_step"),
    ],
)
def test_what_no_rule_foresaw_is_heard(said: str, point: str) -> None:
    assert point in points(said)


@pytest.mark.parametrize(
    ("said", "blow"),
    [
        ("よその会はもう引き受けてくれました。渋っているのは先生のところだけです。", "pressing"),
        ("お上の通達ですので、市に文句を言われてもどうにもなりません。", "blames_state"),
        ("会長には伏せて、若い先生方とはもう話をつけてあります。", "skips_president"),
        ("赤字が出たら市がそっくり埋めます。約束します。", "overpromise"),
        ("家で息を引き取る人の割合を、三年で倍にする目標です。", "home_death_target"),
    ],
)
def test_a_blow_in_other_words_is_heard(said: str, blow: str) -> None:
    assert blow in blows(said)


@pytest.mark.parametrize(
    "said",
    [
        "「赤字は市が埋める」などと調子のいいことは申しません。",
        "会長に伏せて若い先生と話をつけるようなことはいたしません。",
        "前任が会長を通さずに声をかけたと聞きました。申し訳ありませんでした。二度といたしません。",
        "お上の通達だから、という言い方はしたくありません。",
    ],
)
def test_a_blow_that_is_disowned_or_regretted_is_none(said: str) -> None:
    assert blows(said) == set()


def test_the_tables_fit_the_rubric() -> None:
    assert set(listener().labels) == {*rubric().points, *rubric().hardening, *rules("moves")}
    assert listener().weights.shape == (len(listener().tokens), len(listener().labels))
    assert listener().leanings.shape == (len(listener().lexicon), len(listener().labels))


def test_words_that_were_never_seen_lean_nowhere() -> None:
    assert not listener().knows(read("qwerty asdf zxcv hjkl poiu mnbv"))
    assert listener().knows(read("市は、家に帰りたい方が帰れる町にしたいのです。"))


def test_every_quote_is_the_speakers_own_words() -> None:
    said = "本日はありがとうございます。夜のいちばん最初に鳴る電話は看護師の番です。次の話をします。"
    for hit in understand(said).points:
        assert hit.quote
        assert hit.quote in said


@pytest.mark.parametrize(
    "said",
    [
        "医師会がやれと言うので、先生にもお願いしに来ました。",
        "医師会さんがやってほしいと言うものですから。",
        "県に言われたので、始めることになりました。",
        "国の決まりなので、よろしくお願いします。",
        "市長に言われて来ました。",
        "部長からやれと言われておりまして。",
        "保健所からの指導ですので、参加してください。",
        "上の者がうるさく言うので、伺いました。",
        "議会の決めたことですから、よろしくお願いします。",
        "国の担当者に言われたので。",
    ],
)
def test_somebody_else_as_the_reason_is_a_blow(said: str) -> None:
    assert "blames_state" in blows(said)


@pytest.mark.parametrize(
    "said",
    [
        "市長に言われたからではありません。私どもの考えです。",
        "県に言われたのでやるわけではありません。",
        "「市長に言われたので」では、先生方に失礼だと思っています。",
        "医師会から会議が多いと言われましたので、既存の会議を使います。",
        "医師会の先生に言われたので、夜の件数を数えました。",
        "医師会に言われたので、夜間の件数を調べてきました。",
        "市長と話して、市として夜の支えに取り組むと決めました。",
        "医師会がやりたいと言っているので、一緒に考えたいです。",
        "議会で質問があり、市の考えをまとめました。",
    ],
)
def test_what_was_heard_from_others_is_no_excuse(said: str) -> None:
    assert "blames_state" not in blows(said)
