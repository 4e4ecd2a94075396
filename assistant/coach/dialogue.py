"""What the coach says next: a question, help, or one finding at a time. Pure; it never writes a cell."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import prompts
from assistant.coach.cards import StepCard, stage_card, step_card
from assistant.coach.checks.check import check
from assistant.coach.checks.wording import name
from assistant.coach.findings import CheckResult, Code, Finding, Severity
from assistant.coach.scenes import Scene
from assistant.coach.steps import STEPS, Step
from assistant.coach.worksheet import Worksheet
from assistant.types import NoteSource

_TEXTS = "coach/dialogue"


class Kind(StrEnum):
    """What an utterance is for."""

    ASK = "ask"
    HELP = "help"
    WHY = "why"
    EXAMPLE = "example"
    FINDING = "finding"
    HINT = "hint"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One turn of the coach."""

    kind: Kind
    text: str
    question: str = ""
    """The one question to answer next; empty where `text` already is one."""
    sources: tuple[NoteSource, ...] = ()
    finding: Finding | None = None
    next_step: Step | None = None
    """Where to go on, once there is nothing to say about this step."""


def reply(sheet: Worksheet, scene: Scene, step: Step, said: str = "", *, raised: Collection[Code] = ()) -> Utterance:
    """The coach's turn at `step` of `scene`, after the official `said` something.

    Nothing said: the step's question, or what there is to say about the cell as it stands. A call for help, a why or
    a wish for an example is answered; anything else is taken as a draft of the cell and checked. Of several findings
    the gravest is spoken of, one in `raised` (already spoken of) only when no other is left.

    Raises:
        TextTooLongError: more was said than a cell may hold.
    """
    card = step_card(step)
    draft = said.strip() or sheet.text(scene, step).strip()
    wanted = wish(said)
    if wanted is Kind.HELP:
        return _help(card)
    if wanted is Kind.WHY:
        return Utterance(kind=wanted, text=prompts.text(_TEXTS, "why", why=card.why), question=card.ask,
                         sources=card.sources)  # fmt: skip
    if wanted is Kind.EXAMPLE:
        return _example(card)
    if not draft:
        return _ask(sheet, scene, card)
    return _about(check(step, scene, draft, context=sheet), scene, card, raised)


def wish(said: str) -> Kind | None:
    """The help, why or example that a short utterance asks for; None for anything else."""
    texts = _intents()
    short = said.strip()
    if not short or len(short) > texts[1]:
        return None
    return next((kind for kind, pattern in texts[0].items() if pattern.match(short)), None)


@lru_cache(maxsize=1)
def _intents() -> tuple[dict[Kind, re.Pattern[str]], int]:
    table = prompts.load(_TEXTS)
    return {Kind(kind): re.compile(pattern) for kind, pattern in table["intents"].items()}, int(table["intent_limit"])


def _ask(sheet: Worksheet, scene: Scene, card: StepCard) -> Utterance:
    text = prompts.text(_TEXTS, "ask", question=card.question.format(scene=scene.name_ja), ask=card.ask)
    sources = card.sources
    if sheet.stage is not None and card.step in stage_card(sheet.stage).steps:
        stage = stage_card(sheet.stage)
        more = prompts.text(_TEXTS, "stage", stage=sheet.stage.name_ja, stress=stage.stress, question=stage.question)
        text, sources = f"{text}\n{more}", (*sources, *stage.sources)
    return Utterance(kind=Kind.ASK, text=text, sources=sources)


def _help(card: StepCard) -> Utterance:
    tips = "\n".join(prompts.text(_TEXTS, "tip", tip=tip) for tip in card.stuck)
    return Utterance(kind=Kind.HELP, text=prompts.text(_TEXTS, "help", tips=tips), question=card.follow_ups[0])


def _example(card: StepCard) -> Utterance:
    text = prompts.text(
        _TEXTS, "example", scene=card.good.scene.name_ja, good=card.good.text, good_comment=card.good.comment,
        weak_scene=card.weak.scene.name_ja, weak=card.weak.text, weak_comment=card.weak.comment,
    )  # fmt: skip
    return Utterance(kind=Kind.EXAMPLE, text=text, question=card.ask)


def _about(result: CheckResult, scene: Scene, card: StepCard, raised: Collection[Code]) -> Utterance:
    flaws = [finding for finding in result.findings if finding.severity is not Severity.INFO]
    if flaws:
        chosen = next((finding for finding in flaws if finding.code not in raised), flaws[0])
        text = prompts.text(_TEXTS, "finding", name=name(chosen.code), message=chosen.message, reason=chosen.reason)
        return Utterance(kind=Kind.FINDING, text=text, sources=chosen.sources, finding=chosen,
                         question=prompts.text(_TEXTS, "finding_question", question=chosen.question))  # fmt: skip
    after = _next(card.step)
    hint = next((finding for finding in result.findings if finding.code not in raised), None)
    if hint is not None:
        return Utterance(kind=Kind.HINT, text=prompts.text(_TEXTS, "hint", message=hint.message), finding=hint,
                         question=hint.question, sources=hint.sources, next_step=after)  # fmt: skip
    close = (
        prompts.text(_TEXTS, "fine_next", next=after.name_ja)
        if after
        else prompts.text(_TEXTS, "fine_last", scene=scene.name_ja)
    )
    return Utterance(kind=Kind.FINE, text=f"{prompts.text(_TEXTS, 'fine')}{close}", question=card.follow_ups[0],
                     next_step=after)  # fmt: skip


def _next(step: Step) -> Step | None:
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None
