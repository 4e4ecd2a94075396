"""Step, stage and training cards: complete, true to their own examples, and standing on the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.coach import STEPS, Step, check
from assistant.coach.cards import stage_card, step_card, training_card
from assistant.coach.checks.wording import entries
from assistant.coach.cycle_cards import CYCLE, borrowed, cycle_card
from assistant.coach.findings import Code
from assistant.coach.fitting import fitting
from assistant.coach.places import to_sources
from assistant.coach.plan_machine import PlanState
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.stages import STAGES
from assistant.coach.training import TRAINING_STEPS
from assistant.knowledge.indicators import load_indicators
from assistant.language.normalise import squeeze
from assistant.resources import corpus_root
from assistant.types import NoteSource


@pytest.mark.parametrize("step", STEPS)
def test_the_good_example_passes_and_the_weak_one_does_not(step: Step) -> None:
    card = step_card(step)
    assert check(step, card.good.scene, card.good.text).ok
    assert not check(step, card.weak.scene, card.weak.text).ok


@pytest.mark.parametrize("step", STEPS)
def test_a_card_asks_and_explains(step: Step) -> None:
    card = step_card(step)
    for scene in SCENES:
        assert "{" not in card.question.format(scene=scene.name_ja)
    assert card.sources
    assert all(question.endswith("か。") for question in card.follow_ups)


def all_sources() -> list[NoteSource]:
    found = [source for step in STEPS for source in step_card(step).sources]
    found += [source for stage in STAGES for source in stage_card(stage).sources]
    found += [source for training in TRAINING_STEPS for source in training_card(training).sources]
    found += [source for state in CYCLE for source in cycle_card(state).sources]
    for entry in entries().values():
        for words in (entry, *entry.steps.values(), *entry.variants.values()):
            found += to_sources(words.sources)
    return found


def test_every_place_stands_in_its_document(source_documents: Path) -> None:
    texts = {path.stem: squeeze(path.read_text(encoding="utf-8")) for path in source_documents.glob("*.txt")}
    missing = [source for source in all_sources() if squeeze(source.anchor) not in texts[source.document_id]]
    assert missing == []


def test_every_code_has_words() -> None:
    assert set(entries()) == set(Code)
    for entry in entries().values():
        assert entry.question.endswith(("か。", "ます。"))


def test_every_stage_and_training_step_has_a_card() -> None:
    assert all(stage_card(stage).steps for stage in STAGES)
    assert [training_card(training).phase for training in TRAINING_STEPS] == ["Plan", "Plan", "Do", "Check", "Check"]


@pytest.mark.parametrize("state", CYCLE)
def test_do_check_and_act_have_a_card(state: PlanState) -> None:
    card = cycle_card(state)
    assert "{" not in card.question.format(scene="看取り")
    assert all(question.endswith("か。") for question in card.follow_ups)
    known = borrowed(state)
    assert known is None or known.codes


def test_indicators_fit_the_scene_and_the_step() -> None:
    indicators = load_indicators(corpus_root() / "indicators.yaml")
    situation = fitting(Step.SITUATION, Scene.EMERGENCY, indicators)
    assert situation
    assert {one.use for one in situation} == {"premise"}
    assert {one.scene for one in situation} <= {Scene.EMERGENCY.name_ja, "全体"}
    evaluation = fitting(Step.EVALUATION, Scene.DAILY, indicators)
    assert "outcome" in {one.type for one in evaluation}
    assert fitting(Step.VISION, Scene.DAILY, indicators) == ()
