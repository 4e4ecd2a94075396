"""Step cards: what the coach asks at a step, why, an example of each kind, and what helps when one is stuck.

The texts are files under `prompts/coach/steps/`; a card never holds a sentence to paste into a cell as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.coach.places import Place, to_sources
from assistant.coach.scenes import Scene, parse_scene
from assistant.coach.stages import STAGES, Stage
from assistant.coach.steps import STEPS, Step
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.errors import CorpusError
from assistant.types import NoteSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text of ours for one scene, and what is right or wrong with it."""

    scene: Scene
    text: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCard:
    """Everything the coach has to say about one step before anything is written; `{scene}` in `question` is open."""

    step: Step
    question: str
    ask: str
    why: str
    sources: tuple[NoteSource, ...]
    good: Example
    weak: Example
    follow_ups: tuple[str, ...]
    stuck: tuple[str, ...]
    indicator_uses: tuple[str, ...]
    """Which of the indicator table's uses fit here; none where the step asks for no figures."""
    indicator_types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCard:
    """What to stress at a stage of the programme, and at which steps to ask one question more."""

    stage: Stage
    stress: str
    question: str
    steps: tuple[Step, ...]
    sources: tuple[NoteSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCard:
    """One step of the training cycle."""

    step: TrainingStep
    phase: str
    question: str
    why: str
    good: str
    weak: str
    follow_ups: tuple[str, ...]
    stuck: str
    sources: tuple[NoteSource, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


_Form = TypeVar("_Form", bound=_Strict)


class _Example(_Strict):
    scene: str
    text: str
    comment: str


class _Why(_Strict):
    text: str
    sources: list[Place] = Field(min_length=1)


class _Indicators(_Strict):
    uses: list[Literal["premise", "plan_evaluation"]]
    types: list[Literal["structure", "process", "outcome"]]


class _Step(_Strict):
    question: str
    ask: str
    why: _Why
    good: _Example
    weak: _Example
    follow_ups: list[str] = Field(min_length=2)
    stuck: list[str] = Field(min_length=2)
    indicators: _Indicators


class _Stage(_Strict):
    stress: str
    question: str
    steps: list[Step]
    sources: list[Place] = Field(min_length=1)


class _Training(_Strict):
    phase: Literal["Plan", "Do", "Check"]
    question: str
    why: str
    good: str
    weak: str
    follow_ups: list[str] = Field(min_length=2)
    stuck: str
    sources: list[Place] = Field(min_length=1)


@lru_cache(maxsize=len(STEPS))
def step_card(step: Step) -> StepCard:
    """The card of `step`.

    Raises:
        CorpusError: its file is malformed.
    """
    name = f"coach/steps/{step.value}"
    row = _read(name, prompts.load(name), _Step)
    return StepCard(
        step=step,
        question=row.question,
        ask=row.ask,
        why=row.why.text,
        sources=to_sources(row.why.sources),
        good=_example(row.good),
        weak=_example(row.weak),
        follow_ups=tuple(row.follow_ups),
        stuck=tuple(row.stuck),
        indicator_uses=tuple(row.indicators.uses),
        indicator_types=tuple(row.indicators.types),
    )


@lru_cache(maxsize=len(STAGES))
def stage_card(stage: Stage) -> StageCard:
    """The card of `stage`.

    Raises:
        CorpusError: the file is malformed.
    """
    row = _read("coach/stages", prompts.load("coach/stages")[stage.value], _Stage)
    return StageCard(
        stage=stage, stress=row.stress, question=row.question, steps=tuple(row.steps), sources=to_sources(row.sources)
    )


@lru_cache(maxsize=len(TRAINING_STEPS))
def training_card(step: TrainingStep) -> TrainingCard:
    """The card of a training step.

    Raises:
        CorpusError: the file is malformed.
    """
    row = _read("coach/training", prompts.load("coach/training")[step.value], _Training)
    return TrainingCard(
        step=step, phase=row.phase, question=row.question, why=row.why, good=row.good, weak=row.weak,
        follow_ups=tuple(row.follow_ups), stuck=row.stuck, sources=to_sources(row.sources),
    )  # fmt: skip


def _example(row: _Example) -> Example:
    return Example(scene=parse_scene(row.scene), text=row.text, comment=row.comment)


def _read(name: str, content: object, form: type[_Form]) -> _Form:
    try:
        return form.model_validate(content)
    except ValidationError as error:
        raise CorpusError(f"prompts/{name}.ja.yaml: {error}", path=f"{name}.ja.yaml", reason="card") from error
