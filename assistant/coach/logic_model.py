"""The logic of a scene: issues that measures answer, measures that lead to goals, goals that lead to the vision.

Two points belong together where they name the same matter. Words of every plan (a training, a rate, a date) are none:
a point that names no matter has no link, and the picture asks about it. The check `not_linked` is milder.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import prompts
from assistant.coach.checks.links import Subject, share_matter, subject
from assistant.coach.points import points
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import Worksheet

LAYERS: tuple[Step, ...] = (Step.VISION, Step.GOALS, Step.MEASURES, Step.ISSUES)
"""From what is aimed at to what stands in the way."""
MOST = 5
"""Points of a layer that are shown; the rest is counted."""
_TEXTS = "coach/pictures"


class Gap(StrEnum):
    """What is missing."""

    EMPTY = "empty"
    FORWARD = "forward"
    """The point leads to nothing in the layer before it (a measure to no goal, a goal to no vision)."""
    ANSWER = "answer"
    """Nothing in the layer behind it answers the point (no measure for an issue or a goal)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One box of the picture."""

    layer: Step
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A missing link, or a layer without a point (then `text` is empty)."""

    layer: Step
    gap: Gap
    text: str = ""

    @property
    def said(self) -> str:
        """What is missing, as a sentence and a question."""
        key = "missing.empty" if self.gap is Gap.EMPTY else f"missing.{self.layer.value}.{self.gap.value}"
        return prompts.text(_TEXTS, key, text=_short(self.text), layer=self.layer.name_ja)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicModel:
    """The boxes of each layer, the links between neighbours (nearer the vision first), and what is missing."""

    layers: tuple[tuple[Point, ...], ...]
    links: tuple[tuple[Point, Point], ...]
    missing: tuple[Missing, ...]
    left_out: tuple[int, ...]
    """How many more points each layer has."""

    def lacks(self, point: Point) -> bool:
        """Whether a link of `point` is missing."""
        return any((one.layer, one.text) == (point.layer, point.text) for one in self.missing)


def logic_model(sheet: Worksheet, scene: Scene) -> LogicModel:
    """The logic of `scene` as its cells tell it."""
    found = [points(sheet.text(scene, step)) for step in LAYERS]
    layers = tuple(
        tuple(Point(layer=step, text=text) for text in texts[:MOST]) for step, texts in zip(LAYERS, found, strict=True)
    )
    subjects = {point: subject(point.text) for layer in layers for point in layer}
    vision, goals, measures, issues = layers
    links = [
        *((v, g) for v in vision for g in goals if share_matter(subjects[g], subjects[v], towards_life=True)),
        *((g, m) for g in goals for m in measures if _answers(subjects, g, m)),
        *((m, i) for m in measures for i in issues if _answers(subjects, i, m)),
    ]
    missing = [Missing(layer=step, gap=Gap.EMPTY) for step, layer in zip(LAYERS, layers, strict=True) if not layer]
    missing += _without(goals, vision, links, Gap.FORWARD) + _without(goals, measures, links, Gap.ANSWER)
    missing += _without(measures, goals, links, Gap.FORWARD) + _without(measures, issues, links, Gap.ANSWER)
    missing += _without(issues, measures, links, Gap.FORWARD)
    left_out = tuple(len(texts) - len(layer) for texts, layer in zip(found, layers, strict=True))
    return LogicModel(layers=layers, links=tuple(links), missing=tuple(missing), left_out=left_out)


def _answers(subjects: dict[Point, Subject], asked: Point, answer: Point) -> bool:
    return share_matter(subjects[asked], subjects[answer])


def _without(
    these: tuple[Point, ...], those: tuple[Point, ...], links: list[tuple[Point, Point]], gap: Gap
) -> list[Missing]:
    """What of `these` has no link to any of `those`; an empty layer is told once, not for each of its neighbours."""
    if not those:
        return []
    held = {frozenset(link) for link in links}
    lone = (one for one in these if not any(frozenset((one, other)) in held for other in those))
    return [Missing(layer=one.layer, gap=gap, text=one.text) for one in lone]


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
