"""What stands in a part of a sheet, as lines that an official reads: for the history, and where two have written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import prompts
from assistant.coach.cycle_cards import TEXTS
from assistant.coach.parts import Kind, Part
from assistant.coach.stages import Stage
from assistant.coach.training import TrainingStep

_FILES = "coach/exports"
_REVIEW = ("carried_out", "result", "contributes", "why", "verdict", "improvement")
_FIVE_DIGITS = 10_000
"""A year has four; figures from here on get commas."""


def readable(part: Part, text: str) -> str:
    """`text`, as `part.text` gave it, for reading: a cell's as it is, another part's one line for each value."""
    if part.kind is Kind.CELL or not text:
        return text
    held = json.loads(text)
    if part.kind is Kind.TRAINING:
        return "\n".join(f"{TrainingStep(step).name_ja}：{said}" for step, said in held["notes"] if said)
    lines = {Kind.PREMISE: _premise, Kind.INDICATORS: _indicators, Kind.CYCLE: _cycle}[part.kind](held)
    return "\n".join(lines)


def _premise(held: Mapping[str, Any]) -> Iterator[str]:
    labels: Mapping[str, str] = prompts.load(_FILES)["premise"]
    stage = {"stage": Stage(held["stage"]).name_ja} if held.get("stage") else {}
    values = {**stage, **held["basics"], **held["organisation"], **held["prework"]}
    for key, label in labels.items():
        value = values.get(key)
        if value not in (None, "", []):
            yield f"{label}：{'、'.join(value) if isinstance(value, list) else _number(value)}"


def _indicators(held: Mapping[str, Any]) -> Iterator[str]:
    texts = prompts.load(_FILES)
    labels: Mapping[str, str] = texts["indicator"]
    for row in held["indicators"]:
        shown = {**row, "kind": texts["kinds"][row["kind"]]}
        parts = [f"{label} {_number(shown[key])}" for key, label in labels.items()
                 if key not in ("scene", "name") and shown.get(key) not in (None, "")]  # fmt: skip
        years = [f"{prompts.text(_FILES, 'year', year=year)} {_number(value)}" for year, value in row["values"]]
        yield f"{row['name']}：{'、'.join([*parts, *years])}"


def _cycle(held: Mapping[str, Any]) -> Iterator[str]:
    texts = prompts.load(TEXTS)
    for row in held["progress"]:
        yield f"{row['date']} {row['measure']}：{row['note']}"
    for row in held["reviews"]:
        named = {**row, "carried_out": texts["carried"].get(row["carried_out"], ""),
                 "verdict": texts["verdicts"].get(row["verdict"], "")}  # fmt: skip
        yield str(row["measure"])
        yield from _fields(named, _REVIEW)
    for row in held["decisions"]:
        yield from _fields(row, ("text", "reason"))


def _fields(row: Mapping[str, Any], keys: Iterable[str]) -> Iterator[str]:
    labels = prompts.load(TEXTS)["fields"]
    return (f"{labels[key]}：{row[key]}" for key in keys if row[key])


def _number(value: object) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return f"{value:,.10g}" if value >= _FIVE_DIGITS else f"{value:.10g}"
