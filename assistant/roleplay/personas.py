"""Personas: validated data in `prompts/roleplay/personas/*.ja.yaml`, or in a trainer's own file of the same form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

import prompts
from assistant.errors import UsageError
from assistant.roleplay.rubric import SourceRow, rubric
from assistant.roleplay.signals import rules
from assistant.roleplay.values import Outcome, Source, Status

FEWEST_LINES = 12
"""For each concern and attitude, over the three levels."""
LONGEST_LINE = 120
LEVELS = (1, 2, 3)
LISTENS = "listens"
# YAML folds a long line into one with a space, which Japanese does not have
_FOLD = re.compile("(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_SENTENCE_END = re.compile("[\u3002\uff01\uff1f]")
_FOLDER = "roleplay/personas"
_MESSAGES = "roleplay/messages"

_Line = Annotated[str, Field(min_length=4, max_length=LONGEST_LINE)]
_Lines = Annotated[list[_Line], Field(min_length=1)]
_ByLevel = dict[Literal[1, 2, 3], _Lines]


def hint(key: str, /, **values: object) -> str:
    """A Japanese line beside an error: what to do about it."""
    return prompts.text(_MESSAGES, f"hint.{key}", **values)


class _Forbids(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Closing(_Forbids):
    all: list[str] = Field(min_length=1)
    source: SourceRow


class _ConcernRow(_Forbids):
    id: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=2)
    hidden: str = Field(min_length=10)
    topic: list[str] = Field(min_length=1)
    opened_by: list[str] = Field(min_length=1)
    eased_by: list[str] = []
    closed_by: list[_Closing] = Field(min_length=1)
    hardened_by: list[str] = Field(min_length=1)
    lines: dict[Status, _ByLevel]


class _PersonaRow(_Forbids):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    background: str
    manner: str
    briefing: str
    mood: int = Field(ge=-60, le=40)
    emphasis: dict[str, float] = {}
    opening: _ByLevel
    reserved: Annotated[list[_Line], Field(min_length=4)]
    reactions: dict[str, _Lines]
    closing: dict[Outcome, Annotated[list[_Line], Field(min_length=5)]]
    concerns: list[_ConcernRow] = Field(min_length=2)

    @model_validator(mode="after")
    def _complete(self) -> _PersonaRow:
        problems = [*_unknown_ids(self), *_missing_lines(self), *_bad_lines(self)]
        if problems:
            raise ValueError("; ".join(problems))
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that the partner can say. `id` is unique within the persona."""

    id: str
    level: int
    """1 kind, 2 usual, 3 hard; 0 where a line is said at every level."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closes:
    """One way to meet a concern: all of `needs` said, as the passage at `source` bears out."""

    needs: frozenset[str]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What worries the partner. `hidden` is never said; `name` is for the debrief."""

    id: str
    name: str
    hidden: str
    topic: tuple[str, ...]
    opened_by: frozenset[str]
    eased_by: frozenset[str]
    closed_by: tuple[Closes, ...]
    hardened_by: frozenset[str]
    lines: dict[Status, tuple[Line, ...]]

    @property
    def meets(self) -> frozenset[str]:
        """Every point or move that moves this concern forward."""
        return self.eased_by.union(*(way.needs for way in self.closed_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A partner for practice."""

    id: str
    name: str
    background: str
    manner: str
    briefing: str
    mood: int
    """At the start, -100 to 100."""
    emphasis: dict[str, float]
    """Factors on the weights of rubric points, 1 where not named."""
    opening: tuple[Line, ...]
    reserved: tuple[Line, ...]
    reactions: dict[str, tuple[Line, ...]]
    closing: dict[Outcome, tuple[Line, ...]]
    concerns: tuple[Concern, ...]

    def concern(self, concern_id: str) -> Concern:
        """The concern under `concern_id`; StopIteration never escapes a run, whose ledger holds only known ids."""
        return next(c for c in self.concerns if c.id == concern_id)

    def lines(self) -> Iterator[Line]:
        """Every line of the persona."""
        yield from self.opening
        yield from self.reserved
        for said in (*self.reactions.values(), *self.closing.values()):
            yield from said
        for concern in self.concerns:
            for said in concern.lines.values():
                yield from said


def persona_ids() -> tuple[str, ...]:
    """Ids of the personas that come with renkei, in order."""
    return tuple(sorted(path.name.removesuffix(".ja.yaml") for path in (prompts.ROOT / _FOLDER).glob("*.ja.yaml")))


@cache
def find_persona(persona_id: str) -> Persona:
    """The shipped persona under `persona_id`.

    Raises:
        UsageError: there is none; the message names those there are.
    """
    if persona_id not in persona_ids():
        known = ", ".join(persona_ids())
        raise UsageError(f"no persona {persona_id!r}; known: {known}",
                         hint=hint("persona", persona=persona_id, known=known))  # fmt: skip
    return read_persona(prompts.ROOT / _FOLDER / f"{persona_id}.ja.yaml")


def read_persona(path: Path) -> Persona:
    """The persona in `path`, a YAML file of ours or of a trainer.

    Raises:
        UsageError: the file is missing or does not have the form of the template; the message says where.
    """
    try:
        row = _PersonaRow.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise UsageError(f"no file {str(path)!r}", hint=hint("missing", path=path)) from error
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not YAML: {error}", hint=hint("yaml", path=path, found=error)) from error
    except ValidationError as error:
        raise UsageError(f"{path}: {error}", hint=hint("form", path=path, found=_found(error))) from error
    return _persona(row)


def _found(error: ValidationError) -> str:
    """What is wrong, one finding after the other, in words that a trainer reads."""
    found = []
    for problem in error.errors():
        said = str(problem["msg"]).removeprefix("Value error, ")
        place = ".".join(str(part) for part in problem["loc"])
        found.append(prompts.text(_MESSAGES, "problem.field", place=place, message=said) if place else said)
    return " / ".join(found)


def _problem(key: str, /, **values: object) -> str:
    return prompts.text(_MESSAGES, f"problem.{key}", **values)


def _persona(row: _PersonaRow) -> Persona:
    return Persona(
        id=row.id,
        name=row.name,
        background=_FOLD.sub("", row.background.strip()),
        manner=row.manner,
        briefing=_FOLD.sub("", row.briefing.strip()),
        mood=row.mood,
        emphasis=dict(row.emphasis),
        opening=_levelled("opening", row.opening),
        reserved=_plain("reserved", row.reserved),
        reactions={key: _plain(f"reaction.{key}", said) for key, said in row.reactions.items()},
        closing={key: _plain(f"closing.{key}", said) for key, said in row.closing.items()},
        concerns=tuple(_concern(c) for c in row.concerns),
    )


def _concern(row: _ConcernRow) -> Concern:
    return Concern(
        id=row.id,
        name=row.name,
        hidden=row.hidden,
        topic=tuple(row.topic),
        opened_by=frozenset(row.opened_by),
        eased_by=frozenset(row.eased_by),
        closed_by=tuple(Closes(needs=frozenset(way.all), source=way.source.value()) for way in row.closed_by),
        hardened_by=frozenset(row.hardened_by),
        lines={status: _levelled(f"{row.id}.{status}", said) for status, said in row.lines.items()},
    )


def _levelled(prefix: str, by_level: _ByLevel) -> tuple[Line, ...]:
    return tuple(
        Line(id=f"{prefix}.{level}.{number}", level=level, text=text)
        for level, said in sorted(by_level.items())
        for number, text in enumerate(said, start=1)
    )


def _plain(prefix: str, said: list[str]) -> tuple[Line, ...]:
    return tuple(Line(id=f"{prefix}.{number}", level=0, text=text) for number, text in enumerate(said, start=1))


def _unknown_ids(row: _PersonaRow) -> Iterator[str]:
    known = set(rubric().points) | set(rules("moves"))
    hardening = set(rubric().hardening)
    for concern in row.concerns:
        named = {*concern.opened_by, *concern.eased_by, *(i for way in concern.closed_by for i in way.all)}
        yield from (_problem("unknown_id", concern=concern.id, value=i) for i in sorted(named - known - hardening))
        unknown = sorted(set(concern.hardened_by) - hardening)
        yield from (_problem("unknown_behaviour", concern=concern.id, value=i) for i in unknown)
    yield from (_problem("no_reaction", value=i) for i in sorted(hardening - set(row.reactions)))
    yield from (_problem("unknown_reaction", value=i) for i in sorted(set(row.reactions) - hardening))
    yield from (_problem("unknown_point", value=i) for i in sorted(set(row.emphasis) - set(rubric().points)))
    yield from (_problem("no_closing", value=o.value) for o in Outcome if o not in row.closing)
    if set(row.opening) != set(LEVELS):
        yield _problem("opening_levels")


def _missing_lines(row: _PersonaRow) -> Iterator[str]:
    for concern in row.concerns:
        for status in Status:
            said = concern.lines.get(status, {})
            count = sum(len(lines) for lines in said.values())
            if count < FEWEST_LINES or set(said) != set(LEVELS):
                yield _problem("few_lines", concern=concern.id, status=status.value, count=count, fewest=FEWEST_LINES)


def _bad_lines(row: _PersonaRow) -> Iterator[str]:
    lines = [line.text for line in _persona(row).lines()]
    yield from (_problem("twice", text=text) for text, count in Counter(lines).items() if count > 1)
    for text in lines:
        if len(_SENTENCE_END.findall(text)) > 3:
            yield _problem("long", text=text)
        for concern in row.concerns:
            if concern.hidden in text or concern.name in text:
                yield _problem("gives_away", concern=concern.id, text=text)
