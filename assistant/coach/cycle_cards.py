"""Cards of Do, Check and Act: what the coach asks once a plan is carried out, why, and what helps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.coach.findings import Code
from assistant.coach.places import Place, to_sources
from assistant.coach.plan_machine import PlanState
from assistant.coach.steps import Step
from assistant.errors import CorpusError
from assistant.types import NoteSource

TEXTS = "coach/cycle"
CYCLE: tuple[PlanState, ...] = (PlanState.DO, PlanState.CHECK, PlanState.ACT)
"""The states behind the eight steps, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleCard:
    """What there is to say about Do, Check or Act; `{scene}` in `question` is open."""

    state: PlanState
    phase: str
    question: str
    ask: str
    why: str
    good: str
    weak: str
    follow_ups: tuple[str, ...]
    stuck: tuple[str, ...]
    sources: tuple[NoteSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """Findings of a cell's checks that are worth speaking of in what is said at a state."""

    step: Step
    codes: frozenset[Code]


class _Card(BaseModel):
    model_config = ConfigDict(extra="forbid")

    phase: str
    question: str
    ask: str
    why: str
    good: str
    weak: str
    follow_ups: list[str] = Field(min_length=2)
    stuck: list[str] = Field(min_length=2)
    sources: list[Place] = Field(min_length=1)


@lru_cache(maxsize=len(CYCLE))
def cycle_card(state: PlanState) -> CycleCard:
    """The card of `state`, one of `CYCLE`.

    Raises:
        CorpusError: the file is malformed.
    """
    try:
        row = _Card.model_validate(prompts.load(TEXTS)["cards"][state.value])
    except (KeyError, ValidationError) as error:
        raise CorpusError(f"prompts/{TEXTS}.ja.yaml: {error}", path=f"{TEXTS}.ja.yaml", reason="card") from error
    return CycleCard(
        state=state, phase=row.phase, question=row.question, ask=row.ask, why=row.why, good=row.good, weak=row.weak,
        follow_ups=tuple(row.follow_ups), stuck=tuple(row.stuck), sources=to_sources(row.sources),
    )  # fmt: skip


def borrowed(state: PlanState) -> Borrowed | None:
    """The checks of a cell that are run on what is said at `state`, None where there are none."""
    row = prompts.load(TEXTS)["borrowed"].get(state.value)
    return Borrowed(step=Step(row["step"]), codes=frozenset(map(Code, row["codes"]))) if row else None
