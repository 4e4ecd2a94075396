"""Steps, scenes, stages and training steps as people name them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.coach import SCENES, STEPS, Scene, Step, parse_scene, parse_step
from assistant.coach.errors import UnknownSceneError, UnknownStageError, UnknownStepError
from assistant.coach.stages import STAGES, Stage, parse_stage
from assistant.coach.training import TRAINING_STEPS, TrainingStep, parse_training_step


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("めざす姿", Step.VISION), ("目指すべき姿", Step.VISION), ("（1）めざす姿", Step.VISION), ("vision", Step.VISION),
        ("現状把握", Step.SITUATION), ("２", Step.SITUATION), ("現状分析", Step.ANALYSIS), ("③", Step.ANALYSIS),
        ("課題抽出", Step.ISSUES), ("ISSUES", Step.ISSUES), ("目標設定", Step.GOALS), ("step 5", Step.GOALS),
        ("対応策", Step.MEASURES), ("ステップ6", Step.MEASURES), ("効果確認", Step.EVALUATION), ("7", Step.EVALUATION),
        ("共有・合意", Step.SHARING), ("8", Step.SHARING),
    ],
)  # fmt: skip
def test_a_step_is_known_by_name_number_and_id(typed: str, step: Step) -> None:
    assert parse_step(typed) is step


@pytest.mark.parametrize(
    ("typed", "scene"),
    [
        ("日常の療養支援", Scene.DAILY), ("入退院支援", Scene.TRANSITION), ("急変時の対応", Scene.EMERGENCY),
        ("看取り", Scene.END_OF_LIFE), ("end_of_life", Scene.END_OF_LIFE), ("discharge", Scene.TRANSITION),
        ("2", Scene.TRANSITION), (" 急変 ", Scene.EMERGENCY),
    ],
)  # fmt: skip
def test_a_scene_is_known_by_name_number_and_id(typed: str, scene: Scene) -> None:
    assert parse_scene(typed) is scene


def test_every_step_and_scene_reads_its_own_names_back() -> None:
    for step in STEPS:
        assert parse_step(step.name_ja) is parse_step(str(step.number)) is parse_step(step.value) is step
    for scene in SCENES:
        assert parse_scene(scene.name_ja) is parse_scene(scene.value) is scene
    for stage in STAGES:
        assert parse_stage(stage.name_ja) is parse_stage(stage.value) is stage
    for training in TRAINING_STEPS:
        assert parse_training_step(training.name_ja) is parse_training_step(str(training.number)) is training


@pytest.mark.parametrize("typed", ["", "9", "0", "めざす", "計画", "12345678901234567890"])
def test_what_is_no_step_is_refused_with_what_is_known(typed: str) -> None:
    with pytest.raises(UnknownStepError, match="vision") as caught:
        parse_step(typed)
    assert "めざす姿" in str(caught.value.details["hint"])


def test_unknown_scenes_and_stages_are_refused() -> None:
    with pytest.raises(UnknownSceneError):
        parse_scene("認知症")
    with pytest.raises(UnknownStageError):
        parse_stage("停滞期")
    with pytest.raises(UnknownStepError):
        parse_training_step("6")
    assert parse_stage("整備期") is Stage.PREPARATION
    assert parse_training_step("振り返り") is TrainingStep.LOOKING_BACK


@given(st.text(max_size=40))
def test_no_typed_text_breaks_the_parser(typed: str) -> None:
    with contextlib.suppress(UnknownStepError):
        assert parse_step(typed) in STEPS
