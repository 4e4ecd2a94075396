"""What is still open in Do, Check and Act of a scene: one question after another, and where its answer belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import prompts
from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.cycle_cards import TEXTS
from assistant.coach.plan_machine import PlanState
from assistant.coach.points import points
from assistant.coach.scenes import Scene
from assistant.coach.steps import Step
from assistant.coach.worksheet import ScenePlan, Worksheet
from assistant.language.normalise import squeeze

_LONGEST = 40
_MOST = 12


class Slot(StrEnum):
    """Where an answer belongs."""

    NOWHERE = "nowhere"
    """In another part of the sheet: a cell, or the indicators."""
    PROGRESS = "progress"
    REVIEW = "review"
    DECISION = "decision"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """A question that is still to be answered; `about` is the measure or decision, `field` a field of its review."""

    question: str
    slot: Slot = Slot.NOWHERE
    about: str = ""
    field: str = ""


def measures(plan: ScenePlan) -> tuple[str, ...]:
    """Names of the scene's measures: those that have progress or a review, or else the points of the cell.

    A cell in prose is not a list: once measures have names of their own, its sentences are no others.
    """
    named = dict.fromkeys([*(row.measure for row in plan.progress), *(row.measure for row in plan.reviews)])
    known = [name for name in named if name.strip()]
    return tuple(known[:_MOST]) or planned(plan)


def planned(plan: ScenePlan) -> tuple[str, ...]:
    """The measures as the cell lists them, shortened to names."""
    return tuple(_short(item) for item in points(plan.text(Step.MEASURES)))[:_MOST]


def open_points(sheet: Worksheet, scene: Scene, state: PlanState) -> Iterator[OpenPoint]:
    """The questions that are still to be answered at `state`, the next one first."""
    plan = sheet.plan(scene)
    if state is PlanState.DO:
        yield from _of_do(plan)
    elif state is PlanState.CHECK:
        yield from _of_check(sheet, plan)
    elif state is PlanState.ACT:
        yield from _of_act(plan)


def with_answer(plan: ScenePlan, point: OpenPoint, said: str, *, date: str) -> ScenePlan | None:
    """`plan` with what the official said about `point`, in their words; `date` is today's, ISO.

    None where it has no place: a choice in other words than those that are offered, or a point of another part.
    """
    if point.slot is Slot.PROGRESS:
        told = Progress(measure=point.about, date=date, note=said)
        waiting = Progress(measure=point.about, date="", note="")
        if waiting in plan.progress:
            return replace(plan, progress=tuple(told if row == waiting else row for row in plan.progress))
        return replace(plan, progress=(*plan.progress, told))
    if point.slot is Slot.DECISION:
        return replace(plan, decisions=(*plan.decisions, Decision(text=said, reason="")))
    if point.slot is Slot.REASON:
        kept = (replace(one, reason=said) if one.text == point.about else one for one in plan.decisions)
        return replace(plan, decisions=tuple(kept))
    return _with_review(plan, point, said) if point.slot is Slot.REVIEW else None


def _with_review(plan: ScenePlan, point: OpenPoint, said: str) -> ScenePlan | None:
    old = next((one for one in plan.reviews if one.measure == point.about), Review(measure=point.about))
    value = _choice(point.field, said) if point.field in ("carried_out", "verdict") else said
    if value is None:
        return None
    fields: dict[str, Carried | Verdict | str] = {point.field: value}
    others = tuple(one for one in plan.reviews if one.measure != point.about)
    return replace(plan, reviews=(*others, replace(old, **fields)))  # type: ignore[arg-type]


def _choice(field: str, said: str) -> Carried | Verdict | None:
    group = "carried" if field == "carried_out" else "verdicts"
    known: tuple[Carried | Verdict, ...] = tuple(Carried) if field == "carried_out" else tuple(Verdict)
    wanted = squeeze(said).rstrip("\u3002")
    for number, one in enumerate(known, start=1):
        label = prompts.text(TEXTS, f"{group}.{one.value}")
        if wanted in (squeeze(label), one.value, str(number)):
            return one
    return None


def _of_do(plan: ScenePlan) -> Iterator[OpenPoint]:
    known = measures(plan)
    if not known:
        yield OpenPoint(question=_say("open.no_measures"))
    noted = {row.measure for row in plan.progress if row.noted}
    for measure in known:
        if measure not in noted:
            yield OpenPoint(question=_say("open.no_progress", measure=measure), slot=Slot.PROGRESS, about=measure)


def _of_check(sheet: Worksheet, plan: ScenePlan) -> Iterator[OpenPoint]:
    known = measures(plan)
    if not known:
        yield OpenPoint(question=_say("open.no_measures"))
    reviews = {review.measure: review for review in plan.reviews}
    for measure in known:
        review = reviews.get(measure) or Review(measure=measure)
        for name in ("carried_out", "result", "contributes", "why", "verdict"):
            if not getattr(review, name):
                yield _of_review(measure, name)
        if review.verdict is Verdict.CHANGE and not review.improvement:
            yield _of_review(measure, "improvement")
    for indicator in plan.indicators:
        if sheet.year not in dict(indicator.values):
            yield OpenPoint(question=_say("open.no_value", name=indicator.name, year=sheet.year))


def _of_review(measure: str, field: str) -> OpenPoint:
    question = _say(f"review.{field}", measure=measure)
    return OpenPoint(question=question, slot=Slot.REVIEW, about=measure, field=field)


def _of_act(plan: ScenePlan) -> Iterator[OpenPoint]:
    for decision in plan.decisions:
        if not decision.reason.strip():
            question = _say("open.no_reason", text=_short(decision.text))
            yield OpenPoint(question=question, slot=Slot.REASON, about=decision.text)
    changed = [row for row in plan.reviews if row.verdict in (Verdict.CHANGE, Verdict.STOP)]
    for review in changed[len(plan.decisions) :]:
        assert review.verdict is not None
        verdict = _say(f"verdicts.{review.verdict.value}")
        question = _say("open.undecided", measure=review.measure, verdict=verdict)
        yield OpenPoint(question=question, slot=Slot.DECISION, about=review.measure)
    if not plan.decisions and not changed:
        yield OpenPoint(question=_say("open.no_decision"), slot=Slot.DECISION)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _say(key: str, **values: object) -> str:
    return prompts.text(TEXTS, key, **values)
