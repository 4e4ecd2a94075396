"""Personas: validated data in `prompts/roleplay/personas/*.ja.yaml`, or in a trainer's own file of the same form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

import prompts
from assistant.errors import UsageError
from assistant.roleplay.persona_form import FEWEST_LINES, LEVELS, LONGEST_LINE, ConcernRow, PersonaRow, Problem, check
from assistant.roleplay.persona_form import ByLevel as _ByLevel
from assistant.roleplay.values import Outcome, Source, Status

__all__ = [
    "FEWEST_LINES", "LEVELS", "LISTENS", "LONGEST_LINE", "Closes", "Concern", "Line", "Persona", "PersonaFault",
    "find_persona", "hint", "persona_from", "persona_ids", "persona_of", "read_persona", "shipped_text",
]  # fmt: skip
LISTENS = "listens"
# YAML folds a long line into one with a space, which Japanese does not have
_FOLD = re.compile("(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_FOLDER = "roleplay/personas"
_MESSAGES = "roleplay/messages"


class PersonaFault(UsageError):
    """A persona does not have its form. `problems` says what is wrong in which field."""

    def __init__(self, message: str, *, problems: tuple[Problem, ...], hint: str) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


def hint(key: str, /, **values: object) -> str:
    """A Japanese line beside an error: what to do about it."""
    return prompts.text(_MESSAGES, f"hint.{key}", **values)


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
    answers: dict[str, tuple[Line, ...]]
    """To what a turn asks or puts forward, by the ids of `signals/turns.ja.yaml`; may be empty."""
    closing: dict[Outcome, tuple[Line, ...]]
    concerns: tuple[Concern, ...]

    def concern(self, concern_id: str) -> Concern:
        """The concern under `concern_id`; StopIteration never escapes a run, whose ledger holds only known ids."""
        return next(c for c in self.concerns if c.id == concern_id)

    def lines(self) -> Iterator[Line]:
        """Every line of the persona."""
        yield from self.opening
        yield from self.reserved
        for said in (*self.reactions.values(), *self.answers.values(), *self.closing.values()):
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


def shipped_text(persona_id: str) -> str:
    """The file of a shipped persona, to write one's own from.

    Raises:
        UsageError: there is none.
    """
    find_persona(persona_id)
    return (prompts.ROOT / _FOLDER / f"{persona_id}.ja.yaml").read_text(encoding="utf-8")


def read_persona(path: Path) -> Persona:
    """The persona in `path`, a YAML file of ours or of a trainer.

    Raises:
        PersonaFault: the file does not have the form of the template; it says where.
        UsageError: the file is missing or no YAML.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"no file {str(path)!r}", hint=hint("missing", path=path)) from error
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not YAML: {error}", hint=hint("yaml", path=path, found=error)) from error
    return persona_from(data, str(path))


def persona_from(data: object, name: str) -> Persona:
    """The persona in `data`, as YAML, JSON or a form give it; `name` is what an error calls it.

    Raises:
        PersonaFault: it does not have the form of the template.
    """
    row, problems = check(data)
    if row is None or problems:
        found = " / ".join(problem.told for problem in problems)
        raise PersonaFault(f"{name}: {found}", problems=problems, hint=hint("form", path=name, found=found))
    return _persona(row)


def persona_of(persona_id: str, own: str = "") -> Persona:
    """The persona of a run: the one that was kept with it (`own`, as JSON), or the shipped one.

    Raises:
        UsageError: there is none.
    """
    return _kept(own) if own else find_persona(persona_id)


@lru_cache(maxsize=64)
def _kept(own: str) -> Persona:
    return persona_from(json.loads(own), "persona")


def _persona(row: PersonaRow) -> Persona:
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
        answers={key: _plain(f"answer.{key}", said) for key, said in row.answers.items()},
        closing={key: _plain(f"closing.{key}", said) for key, said in row.closing.items()},
        concerns=tuple(_concern(c) for c in row.concerns),
    )


def _concern(row: ConcernRow) -> Concern:
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
