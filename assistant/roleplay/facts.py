"""Factual slips: numbers and years that the documents give otherwise. The table is `signals/facts.ja.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

import prompts
from assistant.roleplay.reading import Sentence
from assistant.roleplay.rubric import SourceRow
from assistant.roleplay.stance import Stance, stance
from assistant.roleplay.values import Slip, Source


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    pattern: str
    """Where it holds a group `value`, the value must be among `right`; without one the pattern itself is the slip."""
    right: list[str] = []
    unless: str = ""
    correct: str
    source: SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    id: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    right: frozenset[str]
    correct: str
    source: Source


@cache
def _facts() -> tuple[_Fact, ...]:
    rows = [_Row.model_validate(row) for row in prompts.load("roleplay/signals/facts")["facts"]]
    return tuple(
        _Fact(
            id=row.id,
            pattern=re.compile(row.pattern),
            unless=re.compile(row.unless) if row.unless else None,
            right=frozenset(row.right),
            correct=row.correct,
            source=row.source.value(),
        )
        for row in rows
    )


def slips(said: Sequence[Sentence]) -> tuple[Slip, ...]:
    """What in `said` the documents contradict; at most one slip for each fact. A denied statement is none."""
    found: dict[str, Slip] = {}
    for index, sentence in enumerate(said):
        for fact in _facts():
            match = _wrong(fact, sentence)
            if match and fact.id not in found and stance(said, index, match.start(), match.end()) is Stance.SAID:
                quote = sentence.quote(match.start(), match.end())
                found[fact.id] = Slip(id=fact.id, quote=quote, correct=fact.correct, source=fact.source)
    return tuple(found.values())


def _wrong(fact: _Fact, sentence: Sentence) -> re.Match[str] | None:
    if fact.unless is not None and fact.unless.search(sentence.text):
        return None
    for match in fact.pattern.finditer(sentence.text):
        value = match.groupdict().get("value")
        if "value" not in fact.pattern.groupindex or (value is not None and value not in fact.right):
            return match
    return None
