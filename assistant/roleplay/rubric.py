"""The rubric: the points of a run, their weights, and the passages they are taken from; the hardening behaviours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

import prompts
from assistant.roleplay.values import Source


class SourceRow(BaseModel):
    """A place in a document, as it stands in the YAML files."""

    model_config = ConfigDict(extra="forbid")

    document: str
    section: str = Field(min_length=1)
    anchor: str = Field(min_length=6, max_length=24)

    def value(self) -> Source:
        """The frozen value."""
        return Source(document=self.document, section=self.section, anchor=self.anchor)


class _PointRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str
    weight: float = Field(gt=0)
    refusal: Literal["whole", "touched"] = "touched"
    borne_by: list[str] = []
    explanation: str
    source: SourceRow
    used: str
    example: str


class _HardeningRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str
    penalty: float = Field(gt=0)
    explanation: str
    source: SourceRow
    example: str


class _Rubric(BaseModel):
    model_config = ConfigDict(extra="forbid")

    points: list[_PointRow] = Field(min_length=1)
    hardening: list[_HardeningRow] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the rubric."""

    id: str
    name: str
    weight: float
    """Of 100 in all."""
    not_doing: bool
    """The point is itself something that is not done: a mere refusal meets it."""
    borne_by: frozenset[str]
    """Points that say the positive for it: beside one of them in the run, a mere refusal meets it too."""
    explanation: str
    source: Source
    used: str
    """What the passage says, in our words: shown as the passage that could have been used."""
    example: str
    """A sentence to try next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardening:
    """A behaviour that hardens the partner; `penalty` weighs it when it first occurs (see scoring)."""

    id: str
    name: str
    penalty: float
    explanation: str
    source: Source
    example: str
    """What to say instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Points and hardening behaviours by id, in the order of the debrief."""

    points: dict[str, Point]
    hardening: dict[str, Hardening]


@cache
def rubric() -> Rubric:
    """The rubric of `prompts/roleplay/rubric.ja.yaml`.

    Raises:
        pydantic.ValidationError: the file does not have the form above.
    """
    read = _Rubric.model_validate(prompts.load("roleplay/rubric"))
    return Rubric(
        points={
            row.id: Point(id=row.id, name=row.name, weight=row.weight, not_doing=row.refusal == "whole",
                          borne_by=frozenset(row.borne_by), explanation=row.explanation,
                          source=row.source.value(), used=row.used, example=row.example)
            for row in read.points
        },
        hardening={
            row.id: Hardening(id=row.id, name=row.name, penalty=row.penalty, explanation=row.explanation,
                              source=row.source.value(), example=row.example)
            for row in read.hardening
        },
    )  # fmt: skip
