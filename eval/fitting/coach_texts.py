"""Labelled cells to fit the coach's second reader on: the `dev` half of the set, and tables of texts of many hands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.coach import Step, parse_step
from assistant.coach.checks.features import extract
from assistant.coach.findings import Code

SET = Path(__file__).parent.parent / "coach.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text at its step, and the flaws that people see in it."""

    step: Step
    text: str
    """Without what it turns down, as the second reader is given it."""
    codes: frozenset[Code]
    hand: str
    """Whose text it is, as far as is known: texts of one hand belong into one fold."""


def development(path: Path = SET) -> list[Labelled]:
    """The `dev` half of the set; the other half is never read for fitting."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [_labelled(row, row["codes"], "dev") for row in rows if row["split"] == "dev"]


def tables(folder: Path) -> list[Labelled]:
    """The tables of a folder: lists of texts with their `codes`, or of one code with `flawed` and `clean` texts."""
    found: list[Labelled] = []
    for path in sorted(folder.glob("*.yaml")):
        found += _of_table(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
    return found


def _of_table(name: str, table: Any) -> Iterator[Labelled]:
    if isinstance(table, list):
        yield from (_labelled(row, row.get("codes", []), name) for row in table)
        return
    for row in table["flawed"]:
        yield _labelled(row, [name, *row.get("also", [])], name)
    for row in table["clean"]:
        yield _labelled(row, [], name)


def _labelled(row: Mapping[str, Any], codes: list[str], hand: str) -> Labelled:
    told = extract(row["text"]).told
    return Labelled(step=parse_step(row["step"]), text=told, codes=frozenset(Code(code) for code in codes), hand=hand)
