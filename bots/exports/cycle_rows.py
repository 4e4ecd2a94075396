"""Progress, reviews, decisions and training read back from the workbook, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.coach.cycle import Carried, Decision, Progress, Review, Verdict
from assistant.coach.errors import UnknownSceneError, UnknownStepError
from assistant.coach.parts import TRAINING, Part, cycle
from assistant.coach.scenes import Scene, parse_scene
from assistant.coach.training import TrainingStep, parse_training_step
from assistant.coach.worksheet import ScenePlan, TrainingPlan, Worksheet
from bots.exports.excel_cycle import DECISIONS, PROGRESS, REVIEWS, label, shown
from bots.exports.reading import Edit, Imported, Row, as_text, squeezed, told
from bots.exports.wording import say

Values = Sequence[object]
Cells = dict[str, str]


class _Fault(Exception):
    """A row that was not understood; its text says why."""


def read_progress(sheet: Worksheet, name: str, page: list[Values]) -> Imported:
    """Progress: the note of a measure at a date is brought up to date, others are added."""
    return _read(sheet, name, page, PROGRESS, _with_progress)


def read_reviews(sheet: Worksheet, name: str, page: list[Values]) -> Imported:
    """Reviews: one for each measure; an empty cell leaves what is there."""
    return _read(sheet, name, page, REVIEWS, _with_review)


def read_decisions(sheet: Worksheet, name: str, page: list[Values]) -> Imported:
    """Decisions: the reason of one is brought up to date, others are added."""
    return _read(sheet, name, page, DECISIONS, _with_decision)


def read_training(sheet: Worksheet, name: str, page: list[Values]) -> Imported:
    """The training: an empty cell leaves what is there."""
    rows, notes = [], dict(sheet.training.notes)
    for number, values in _below(page, (say("excel.step"), say("excel.text"))):
        label_, text = as_text(values[0]), as_text(values[1])
        if not text:
            continue
        place = told("sheet_row", sheet=name, row=number)
        try:
            step = parse_training_step(label_)
        except UnknownStepError:
            rows.append(Row(place=place, taken=False, message=told("unknown_step", value=label_)))
            continue
        same = notes.get(step) == text
        notes[step] = text
        message = told("training_same" if same else "training", step=step.name_ja)
        rows.append(Row(place=place, taken=True, message=message))
    plan = TrainingPlan(notes=tuple((step, notes[step]) for step in TrainingStep if step in notes))
    edit: Edit = lambda held: replace(held, training=plan)  # noqa: E731
    return Imported(edits=((TRAINING, edit),) if plan != sheet.training else (), rows=tuple(rows))


def _read(
    sheet: Worksheet, name: str, page: list[Values], keys: Sequence[str],
    taken: Callable[[ScenePlan, Cells], ScenePlan],
) -> Imported:  # fmt: skip
    labels = [label(key) for key in keys]
    if not any(all(squeezed(one) in _squeezed(values) for one in labels[:2]) for values in page[:10]):
        return Imported(rows=(Row(place=name, taken=False, message=told("no_columns", columns="、".join(labels[:2]))),))
    rows, now = [], sheet
    for number, values in _below(page, labels):
        row = {key: as_text(value) for key, value in zip(keys, values, strict=True)}
        if not any(row.values()):
            continue
        place = told("sheet_row", sheet=name, row=number)
        try:
            scene = _scene(row["scene"])
            if not row[keys[1]]:
                raise _Fault(told("no_field", field=labels[1]))
            plan = taken(now.plan(scene), row)
        except _Fault as fault:
            rows.append(Row(place=place, taken=False, message=str(fault)))
            continue
        same = plan == now.plan(scene)
        now = now.with_plan(plan)
        rows.append(Row(place=place, taken=True, message=told("cycle_same" if same else "cycle", name=row[keys[1]])))
    changed = [plan for plan in now.scenes if plan != sheet.plan(plan.scene)]
    return Imported(edits=tuple(_edit(plan, keys) for plan in changed), rows=tuple(rows))


def _edit(new: ScenePlan, keys: Sequence[str]) -> tuple[Part, Edit]:
    """Only the list that was read is replaced: the other lists of the scene come from sheets of their own."""
    if keys is PROGRESS:
        return cycle(new.scene), lambda sheet: sheet.with_plan(replace(sheet.plan(new.scene), progress=new.progress))
    if keys is REVIEWS:
        return cycle(new.scene), lambda sheet: sheet.with_plan(replace(sheet.plan(new.scene), reviews=new.reviews))
    return cycle(new.scene), lambda sheet: sheet.with_plan(replace(sheet.plan(new.scene), decisions=new.decisions))


def _below(page: list[Values], labels: Sequence[str]) -> Iterator[tuple[int, list[object]]]:
    """(row number, the values under `labels`) of each row below the headings; a heading that is not there is None."""
    top = next((n for n, values in enumerate(page[:10]) if squeezed(labels[0]) in _squeezed(values)), None)
    if top is None:
        return
    heads = _squeezed(page[top])
    places = [heads.index(squeezed(one)) if squeezed(one) in heads else None for one in labels]
    for number, values in enumerate(page[top + 1 :], start=top + 2):
        yield number, [values[p] if p is not None and p < len(values) else None for p in places]


def _squeezed(values: Values) -> list[str]:
    return [squeezed(as_text(value)) for value in values]


def _scene(text: str) -> Scene:
    try:
        return parse_scene(text)
    except UnknownSceneError as error:
        raise _Fault(told("unknown_scene", value=text)) from error


def _with_progress(plan: ScenePlan, row: Cells) -> ScenePlan:
    new = Progress(measure=row["measure"], date=row["date"], note=row["note"])
    others = [one for one in plan.progress if (one.measure, one.date) != (new.measure, new.date)]
    if len(others) == len(plan.progress):
        return replace(plan, progress=(*plan.progress, new))
    kept = tuple(new if (one.measure, one.date) == (new.measure, new.date) else one for one in plan.progress)
    return replace(plan, progress=tuple(dict.fromkeys(kept)))


def _with_review(plan: ScenePlan, row: Cells) -> ScenePlan:
    old = next((one for one in plan.reviews if one.measure == row["measure"]), Review(measure=row["measure"]))
    carried, verdict = _answer("carried", Carried, row["carried_out"]), _answer("verdicts", Verdict, row["verdict"])
    new = replace(
        old, carried_out=Carried(carried) if carried else old.carried_out, result=row["result"] or old.result,
        contributes=row["contributes"] or old.contributes, why=row["why"] or old.why,
        verdict=Verdict(verdict) if verdict else old.verdict, improvement=row["improvement"] or old.improvement,
    )  # fmt: skip
    if old in plan.reviews:
        return replace(plan, reviews=tuple(new if one is old else one for one in plan.reviews))
    return replace(plan, reviews=(*plan.reviews, new))


def _with_decision(plan: ScenePlan, row: Cells) -> ScenePlan:
    old = next((one for one in plan.decisions if one.text == row["text"]), None)
    if old is None:
        return replace(plan, decisions=(*plan.decisions, Decision(text=row["text"], reason=row["reason"])))
    new = replace(old, reason=row["reason"] or old.reason)
    return replace(plan, decisions=tuple(new if one is old else one for one in plan.decisions))


def _answer(group: str, known: type[Carried] | type[Verdict], text: str) -> str:
    if not text:
        return ""
    for one in known:
        if squeezed(text) in (squeezed(shown(group, one.value)), one.value):
            return str(one.value)
    options = "、".join(shown(group, one.value) for one in known)
    raise _Fault(told("not_an_answer", value=text, options=options))
