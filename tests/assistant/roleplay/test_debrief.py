"""The debrief: own words, passages, what to try, the course of the mood, the comparison."""

from __future__ import annotations

import json

from assistant.roleplay.debrief import debrief, mood_label
from assistant.roleplay.personas import find_persona
from assistant.roleplay.play import begin, finish, step
from assistant.roleplay.rubric import rubric
from assistant.roleplay.serial import debrief_to_dict
from assistant.roleplay.values import Run, Status

CAUTIOUS = find_persona("president-cautious")
SAID = [
    "国が決めたことですから、ご協力をお願いします。",
    "失礼しました。市としては、望む方が家で暮らし続けられる町にしたいのです。この事業には10の項目があります。",
    "夜のご心配を、率直に聞かせてください。夜の最初の電話は訪問看護が受け、先生には必要なときだけつなぎます。",
]


def run_of(*utterances: str) -> Run:
    run = begin(CAUTIOUS)
    for utterance in utterances:
        run = step(run, utterance)
    return finish(run)


def test_each_point_has_its_words_or_the_passage_that_could_have_been_used() -> None:
    found = debrief(run_of(*SAID))
    assert [row.point for row in found.rows] == list(rubric().points)
    for row in found.rows:
        assert 0 <= row.score <= 3
        assert bool(row.quote) == bool(row.score)
        assert not row.quote or any(row.quote in said for said in SAID)
        assert row.used
        assert row.place.startswith(("基本テキスト", "柏プロジェクト"))


def test_what_hardened_is_quoted_and_answered_with_a_better_sentence() -> None:
    blow = debrief(run_of(*SAID)).hardening[0]
    assert blow.behaviour == "blames_state"
    assert blow.turn == 1
    assert blow.quote in SAID[0]
    assert blow.example


def test_there_are_two_things_to_try_and_the_gravest_comes_first() -> None:
    found = debrief(run_of(*SAID))
    assert [len(found.to_try), found.to_try[0].point] == [2, "blames_state"]
    assert found.to_try[0].name == "「国や県のせいにした」を言いかえる"
    assert all(suggestion.example for suggestion in found.to_try)
    clean = debrief(run_of(SAID[2]))
    missing = {row.point for row in clean.rows if row.score < 2}
    assert {suggestion.point for suggestion in clean.to_try} <= missing


def test_what_worked_was_said() -> None:
    found = debrief(run_of(*SAID))
    assert found.worked
    assert [row.score for row in found.worked] == sorted((row.score for row in found.worked), reverse=True)


def test_slips_are_named_with_what_is_right() -> None:
    slip = debrief(run_of(*SAID)).slips[0]
    assert slip.id == "number_of_items"
    assert "8つ" in slip.correct


def test_the_course_starts_with_the_opening() -> None:
    found = debrief(run_of(*SAID))
    assert [point.turn for point in found.course] == [0, 1, 2, 3]
    assert found.course[0].mood == CAUTIOUS.mood
    assert found.course[1].mood < found.course[0].mood < found.course[3].mood
    assert {mood_label(value) for value in (-100, -10, 20, 100)} == {
        "心を閉じている", "様子を見ている", "聞く気になっている", "前向き"}  # fmt: skip


def test_the_worries_are_told_afterwards_by_name_only() -> None:
    found = debrief(run_of(*SAID))
    nights = next(worry for worry in found.worries if worry.concern == "nights")
    assert nights.status is not Status.OPEN
    assert not [
        c.hidden for c in CAUTIOUS.concerns if c.hidden in json.dumps(debrief_to_dict(found), ensure_ascii=False)
    ]


def test_earlier_runs_are_compared() -> None:
    first = debrief(run_of("ご協力をお願いします。"))
    assert first.comparison is None
    now = debrief(run_of(*SAID), earlier=[first.summary()])
    assert now.comparison is not None
    assert now.comparison.change == now.score - first.score
    assert "own_view_first" in now.comparison.gained
    back = debrief(run_of("ご協力をお願いします。"), earlier=[first.summary(), now.summary()])
    assert back.comparison is not None
    assert back.comparison.best == now.score
    assert "own_view_first" in back.comparison.missed


def test_a_run_of_silence_can_be_debriefed() -> None:
    found = debrief(finish(begin(CAUTIOUS)))
    assert found.score == 0
    assert len(found.to_try) == 2


def test_what_was_only_touched_is_no_success() -> None:
    found = debrief(run_of("先生お一人に背負わせません。", "看取り率を目標にはしません。"))
    assert {row.point for row in found.rows if row.score == 1} == {"shared_load"}
    assert [row.point for row in found.worked] == ["no_home_death_target"]
