"""The shape of an answer: its layers, their order and labels, as data (`prompts/answer/shapes.ja.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.answering.question import QuestionKind
from assistant.types import Certainty, Layer

_FILE = "answer/shapes"


@dataclass(frozen=True, slots=True)
class LayerRule:
    """One layer of a shape."""

    layer: Layer
    label: str
    missing: bool = False
    """Whether an empty layer says that the documents hold nothing for it."""
    held_by: re.Pattern[str] | None = None
    """Words by which another layer of the answer fills this one."""
    quotes: int = 0
    """How many quotations the layer shows at most."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The layers of one kind of answer, from top to bottom."""

    layers: tuple[LayerRule, ...]

    def rule(self, layer: Layer) -> LayerRule | None:
        """The rule of `layer`, or None where the shape has no such layer."""
        return next((rule for rule in self.layers if rule.layer == layer), None)


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Shape]:
    rows: dict[str, list[dict[str, Any]]] = prompts.load(_FILE)["shapes"]
    return {kind: Shape(tuple(_rule(row) for row in layers)) for kind, layers in rows.items()}


def _rule(row: dict[str, Any]) -> LayerRule:
    held_by = re.compile(row["held_by"]) if "held_by" in row else None
    return LayerRule(row["layer"], row["label"], bool(row.get("missing")), held_by, int(row.get("quotes", 0)))


def shape_of(asked: QuestionKind, lead: str) -> Shape:
    """The shape for a question of the kind `asked` whose best note is of the kind `lead` ("" without a note).

    Steps and figures need a note that holds some; why and what to say are shown as asked, also what is missing.
    """
    return _shapes()[asked if asked in ("why", "say", lead) else "what"]


def layer_of(label: str) -> Layer:
    """The layer that a labelled part of a note fills; "" for a part that answers do not show."""
    layer: Layer = prompts.load(_FILE)["parts"].get(label, "")
    return layer


@lru_cache(maxsize=4)
def pattern(name: str) -> re.Pattern[str]:
    """A regular expression of the shapes: `figure` or `year`."""
    return re.compile(prompts.load(_FILE)["patterns"][name])


def missing() -> str:
    """What a layer says that the documents do not fill."""
    return str(prompts.load(_FILE)["missing"])


def certainty_label(certainty: Certainty) -> str:
    """`certainty` in words for users; "" stays empty."""
    return str(prompts.load(_FILE)["certainty"][certainty]) if certainty else ""
