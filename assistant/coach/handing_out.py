"""What of a plan may be put before a doctors' association: what the checks flag gravest is held back and named.

A rate of deaths at home as the town's aim, or an event as an end in itself, costs the trust that the meeting is for.
The plan itself keeps its words; only the paper that leaves the office goes without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import prompts
from assistant.coach.checks import check
from assistant.coach.findings import Code
from assistant.coach.scenes import SCENES, Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import Worksheet
from assistant.language.sentences import sentences

KEPT_INSIDE = frozenset({Code.HOME_DEATH_RATE_TARGET, Code.MEANS_AS_END})
HANDED_OUT = (Step.VISION, Step.SITUATION, Step.ISSUES, Step.MEASURES)
"""The steps of which papers for partners speak."""
_TEXTS = "coach/handing_out"
# A number in the middle of a phrase refers to an item and begins none.
_ITEM = re.compile(r"(?<=[\u3001\u3002\uff1b;\s])(?=[\u2460-\u2473])")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Words of one cell that stay in the office."""

    scene: Scene
    step: Step
    code: Code
    text: str

    @property
    def told(self) -> str:
        """Which cell, which words and why, for whoever made the paper."""
        return prompts.text(
            _TEXTS, "line", scene=self.scene.name_ja, step=self.step.name_ja, text=self.text,
            reason=prompts.load(_TEXTS)["reasons"][self.code.value],
        )  # fmt: skip


def for_others(sheet: Worksheet, steps: Sequence[Step] = HANDED_OUT) -> tuple[Worksheet, tuple[HeldBack, ...]]:
    """`sheet` with nothing in the cells of `steps` that is held back, and what was."""
    held: list[HeldBack] = []
    shown = sheet
    for scene in SCENES:
        for step in steps:
            text = sheet.text(scene, step)
            rest, out = _divided(sheet, scene, step, text)
            held.extend(out)
            if out:
                shown = shown.with_cell(scene, step, rest)
    return shown, tuple(held)


def pieces(text: str) -> list[str]:
    """Sentences, lines and items with circled numbers of `text`, in order."""
    return [item.strip() for sentence in sentences(text) for item in _ITEM.split(sentence) if item.strip()]


def _divided(sheet: Worksheet, scene: Scene, step: Step, text: str) -> tuple[str, list[HeldBack]]:
    """What may be shown of a cell, and what is held back: the sentences at fault, or all where none is alone."""
    codes = _grave(sheet, scene, step, text)
    if not codes:
        return text, []
    own = [(piece, codes & _grave(sheet, scene, step, piece)) for piece in pieces(text)]
    rest = ("\n" if "\n" in text else "").join(piece for piece, found in own if not found)
    if _grave(sheet, scene, step, rest):
        own, rest = [(text.strip(), codes)], ""
    return rest, [HeldBack(scene=scene, step=step, code=_gravest(found), text=piece) for piece, found in own if found]


def _grave(sheet: Worksheet, scene: Scene, step: Step, text: str) -> frozenset[Code]:
    if not text.strip():
        return frozenset()
    return KEPT_INSIDE & {finding.code for finding in check(step, scene, text, context=sheet).findings}


def _gravest(codes: frozenset[Code]) -> Code:
    return min(codes, key=lambda code: code.rank)
