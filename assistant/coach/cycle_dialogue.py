"""What the coach says in Do, Check and Act, and in the training: the next open question, help, or a finding."""

from __future__ import annotations

from collections.abc import Sequence

import prompts
from assistant.coach.cards import training_card
from assistant.coach.checks.check import LIMIT, check
from assistant.coach.checks.wording import name
from assistant.coach.cycle_cards import TEXTS, CycleCard, borrowed, cycle_card
from assistant.coach.dialogue import Kind, Utterance, wish
from assistant.coach.errors import TextTooLongError
from assistant.coach.findings import Finding
from assistant.coach.open_points import open_points
from assistant.coach.plan_machine import PlanState
from assistant.coach.position import training_position
from assistant.coach.scenes import Scene
from assistant.coach.training import TRAINING_STEPS, TrainingStep
from assistant.coach.worksheet import Worksheet

_SAID = "coach/dialogue"


def cycle_reply(sheet: Worksheet, scene: Scene, state: PlanState, said: str = "") -> Utterance:
    """The coach's turn at Do, Check or Act of `scene`. It asks for one thing at a time; it writes nothing.

    Raises:
        TextTooLongError: more was said than a cell may hold.
    """
    _bounded(said)
    card = cycle_card(state)
    wanted = wish(said)
    if wanted is Kind.HELP:
        return _help(card.stuck, card.follow_ups[0])
    if wanted is Kind.WHY:
        return Utterance(kind=wanted, text=card.why, question=card.ask, sources=card.sources)
    if wanted is Kind.EXAMPLE:
        return _example(card.good, card.weak, card.ask)
    point = next(open_points(sheet, scene, state), None)
    after = point.question if point else ""
    if not said.strip():
        if after:
            text = f"{card.question.format(scene=scene.name_ja)}\n{card.ask}"
            return Utterance(kind=Kind.ASK, text=text, question=after, sources=card.sources)
        return Utterance(kind=Kind.FINE, text=prompts.text(TEXTS, f"done.{state.value}"), sources=card.sources)
    found = _finding(scene, state, said)
    return _about(found) if found else _heard(card, after)


def training_reply(sheet: Worksheet, step: TrainingStep, said: str = "") -> Utterance:
    """The coach's turn at a step of the training.

    Raises:
        TextTooLongError: more was said than a cell may hold.
    """
    _bounded(said)
    card = training_card(step)
    wanted = wish(said)
    if wanted is Kind.HELP:
        return _help((card.stuck,), card.follow_ups[0])
    if wanted is Kind.WHY:
        return Utterance(kind=wanted, text=card.why, question=card.question, sources=card.sources)
    if wanted is Kind.EXAMPLE:
        return _example(card.good, card.weak, card.question)
    if said.strip():
        return Utterance(kind=Kind.FINE, text=prompts.text(TEXTS, "training_heard"), question=card.follow_ups[0],
                         sources=card.sources)  # fmt: skip
    if not sheet.training.text(step).strip():
        return Utterance(kind=Kind.ASK, text=card.question, question=card.follow_ups[0], sources=card.sources)
    text = prompts.text(TEXTS, "training_done", step=step.name_ja)
    here = training_position(sheet)
    if here.refused and TRAINING_STEPS.index(here.step) > TRAINING_STEPS.index(step):
        text += prompts.text(TEXTS, "training_next", step=here.step.name_ja)
    return Utterance(kind=Kind.FINE, text=text, question=card.follow_ups[-1], sources=card.sources)


def _bounded(said: str) -> None:
    if len(said) > LIMIT:
        hint = prompts.text("coach/messages", "too_long", limit=LIMIT)
        raise TextTooLongError(f"{len(said)} characters; at most {LIMIT}", length=len(said), limit=LIMIT, hint=hint)


def _help(tips: Sequence[str], question: str) -> Utterance:
    lines = "\n".join(prompts.text(_SAID, "tip", tip=tip) for tip in tips)
    return Utterance(kind=Kind.HELP, text=prompts.text(_SAID, "help", tips=lines), question=question)


def _example(good: str, weak: str, question: str) -> Utterance:
    return Utterance(kind=Kind.EXAMPLE, text=prompts.text(_SAID, "short_example", good=good, weak=weak),
                     question=question)  # fmt: skip


def _finding(scene: Scene, state: PlanState, said: str) -> Finding | None:
    known = borrowed(state)
    if known is None:
        return None
    found = check(known.step, scene, said).findings
    return next((finding for finding in found if finding.code in known.codes), None)


def _about(found: Finding) -> Utterance:
    text = prompts.text(_SAID, "finding", name=name(found.code), message=found.message, reason=found.reason)
    question = prompts.text(_SAID, "finding_question", question=found.question)
    return Utterance(kind=Kind.FINDING, text=text, question=question, sources=found.sources, finding=found)


def _heard(card: CycleCard, after: str) -> Utterance:
    return Utterance(kind=Kind.FINE, text=prompts.text(TEXTS, "heard"), question=after or card.follow_ups[0],
                     sources=card.sources)  # fmt: skip
