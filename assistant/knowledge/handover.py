"""The reading path of an official who has just taken over: ten whys, then a first month week by week."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.tables import Row, Slug, Text, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A question to be able to answer: the note that answers it, and how to check oneself against the own town."""

    note: str
    question: str
    self_check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """Something to do in one of the first weeks (from 1), with the notes that explain it."""

    week: int
    action: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The whole path, in the order of the file."""

    title: str
    intro: str
    whys: tuple[Why, ...]
    first_month: tuple[FirstStep, ...]


class _WhyRow(Row):
    note: Slug
    question: Text
    self_check: Text


class _StepRow(Row):
    week: int
    action: Text
    notes: list[Slug]


class _Table(Row):
    title: Text
    intro: Text
    whys: list[_WhyRow]
    first_month: list[_StepRow]


def load_handover(path: Path) -> Handover:
    """The path in the YAML file `path`.

    Raises:
        CorpusError: the file does not have its form.
    """
    table = read_table(path, _Table)
    return Handover(
        title=table.title,
        intro=table.intro,
        whys=tuple(Why(note=row.note, question=row.question, self_check=row.self_check) for row in table.whys),
        first_month=tuple(
            FirstStep(week=row.week, action=row.action, notes=tuple(row.notes)) for row in table.first_month
        ),
    )
