"""The form of a persona, and what is wrong with one: every finding with the field it is about, in Japanese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

import prompts
from assistant.roleplay.rubric import SourceRow, rubric
from assistant.roleplay.signals import rules
from assistant.roleplay.values import BESIDE_THE_POINT, Outcome, Status

FEWEST_LINES = 12
"""For each concern and attitude, over the three levels."""
LONGEST_LINE = 120
LEVELS = (1, 2, 3)
_MOST_SENTENCES = 3
SENTENCE_END = re.compile("[\u3002\uff01\uff1f]")
_MESSAGES = "roleplay/messages"


def _numbered(value: object) -> object:
    """Levels as numbers: JSON and forms have them as text."""
    if not isinstance(value, Mapping):
        return value
    return {int(key) if isinstance(key, str) and key in {"1", "2", "3"} else key: said for key, said in value.items()}


_Line = Annotated[str, Field(min_length=4, max_length=LONGEST_LINE)]
_Lines = Annotated[list[_Line], Field(min_length=1)]
ByLevel = Annotated[dict[Literal[1, 2, 3], _Lines], BeforeValidator(_numbered)]


class _Forbids(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClosingRow(_Forbids):
    """One way of meeting a concern, with the place that bears it out."""

    all: list[str] = Field(min_length=1)
    source: SourceRow


class ConcernRow(_Forbids):
    """One concern."""

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=2)
    hidden: str = Field(min_length=10)
    topic: list[str] = Field(min_length=1)
    opened_by: list[str] = Field(min_length=1)
    eased_by: list[str] = []
    closed_by: list[ClosingRow] = Field(min_length=1)
    hardened_by: list[str] = Field(min_length=1)
    lines: dict[Status, ByLevel]


class PersonaRow(_Forbids):
    """A whole persona."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=1, max_length=40)
    background: str
    manner: str
    briefing: str = Field(min_length=1)
    mood: int = Field(ge=-60, le=40)
    emphasis: dict[str, Annotated[float, Field(gt=0, le=3)]] = {}
    opening: ByLevel
    reserved: Annotated[list[_Line], Field(min_length=4)]
    reactions: dict[str, _Lines]
    answers: dict[str, _Lines] = {}
    closing: dict[Outcome, Annotated[list[_Line], Field(min_length=5)]]
    concerns: list[ConcernRow] = Field(min_length=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding. `place` leads to the field, such as ("concerns", 0, "lines", "open"); empty for the whole."""

    place: tuple[str | int, ...]
    message: str

    @property
    def path(self) -> str:
        """The place as a path with dots, as fields of a form are named."""
        return ".".join(map(str, self.place))

    @property
    def told(self) -> str:
        """The place in words, and the finding."""
        if not self.place:
            return self.message
        return _text("field", place=self.path, label=label(self.place), message=self.message)


def label(place: tuple[str | int, ...]) -> str:
    """A place in words: names of fields, numbers counted from one."""
    names: dict[str, str] = prompts.load(_MESSAGES)["fields"]
    known = {**names, **{key: point.name for key, point in rubric().points.items()},
             **{key: behaviour.name for key, behaviour in rubric().hardening.items()}}  # fmt: skip
    parts: list[str] = []
    inside = ""
    for part in place:
        if isinstance(part, int) and inside in names and inside not in _LEVELLED:
            parts[-1] += _text("number", number=part + 1)
        elif isinstance(part, int) and inside in _LEVELLED:
            parts.append(names[f"level_{part}"])
        elif isinstance(part, int):
            parts.append(_text("line", number=part + 1))
        else:
            parts.append(known.get(str(part), str(part)))
        inside = "" if isinstance(part, int) else str(part)
    return " ".join(parts)


_LEVELLED = frozenset({"opening", *(status.value for status in Status)})


def check(data: object) -> tuple[PersonaRow | None, tuple[Problem, ...]]:
    """The persona in `data` and all that is wrong with it; no persona where its form is broken."""
    try:
        row = PersonaRow.model_validate(data)
    except ValidationError as error:
        return None, tuple(_broken(found) for found in error.errors())
    return row, (*_unknown_ids(row), *_missing(row), *_bad_lines(row))


def _broken(found: Any) -> Problem:
    texts: dict[str, str] = prompts.load(_MESSAGES)["form"]
    place = tuple(part for part in found["loc"] if part != "[key]")
    values = {key: str(value) for key, value in found.get("ctx", {}).items()}
    text = texts.get(found["type"], texts["other"])
    if place and place[-1] == "anchor":
        text = texts["anchor"]
    return Problem(place=place, message=text.format_map(values))


def turns() -> tuple[str, ...]:
    """Ids of what a turn may ask or put forward, to which a partner may have answers."""
    return (*rules("turns"), BESIDE_THE_POINT)


def _unknown_ids(row: PersonaRow) -> Iterator[Problem]:
    known = set(rubric().points) | set(rules("moves"))
    hardening = set(rubric().hardening)
    for number, concern in enumerate(row.concerns):
        here = ("concerns", number)
        named: dict[tuple[str | int, ...], list[str]] = {
            (*here, "opened_by"): concern.opened_by, (*here, "eased_by"): concern.eased_by,
            **{(*here, "closed_by", i, "all"): way.all for i, way in enumerate(concern.closed_by)},
        }  # fmt: skip
        for place, ids in named.items():
            for i in sorted(set(ids) - known - hardening):
                yield _problem(place, "unknown_id", concern=concern.id, value=i)
        for i in sorted(set(concern.hardened_by) - hardening):
            yield _problem((*here, "hardened_by"), "unknown_behaviour", concern=concern.id, value=i)
    for value, count in Counter(concern.id for concern in row.concerns).items():
        if count > 1:
            yield _problem(("concerns",), "same_id", value=value)
    for i in sorted(set(row.reactions) - hardening):
        yield _problem(("reactions",), "unknown_reaction", value=i)
    for i in sorted(set(row.answers) - set(turns())):
        yield _problem(("answers",), "unknown_answer", value=i)
    for i in sorted(set(row.emphasis) - set(rubric().points)):
        yield _problem(("emphasis",), "unknown_point", value=i)


def _missing(row: PersonaRow) -> Iterator[Problem]:
    for behaviour in sorted(set(rubric().hardening) - set(row.reactions)):
        yield _problem(("reactions", behaviour), "no_reaction", value=behaviour)
    for outcome in Outcome:
        if outcome not in row.closing:
            yield _problem(("closing", outcome.value), "no_closing", value=outcome.value)
    if set(row.opening) != set(LEVELS):
        yield _problem(("opening",), "opening_levels")
    for number, concern in enumerate(row.concerns):
        for status in Status:
            said = concern.lines.get(status, {})
            count = sum(len(lines) for lines in said.values())
            if count < FEWEST_LINES or set(said) != set(LEVELS):
                yield _problem(("concerns", number, "lines", status.value), "few_lines", concern=concern.name,
                               status=prompts.text(_MESSAGES, f"status.{status.value}"), count=count,
                               fewest=FEWEST_LINES)  # fmt: skip


def lines_of(row: PersonaRow) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every line with its place."""
    for level, said in row.opening.items():
        yield from (((*("opening", level), n), text) for n, text in enumerate(said))
    yield from ((("reserved", n), text) for n, text in enumerate(row.reserved))
    for behaviour, said in row.reactions.items():
        yield from ((("reactions", behaviour, n), text) for n, text in enumerate(said))
    for asked, said in row.answers.items():
        yield from ((("answers", asked, n), text) for n, text in enumerate(said))
    for outcome, said in row.closing.items():
        yield from ((("closing", outcome.value, n), text) for n, text in enumerate(said))
    for number, concern in enumerate(row.concerns):
        for status, by_level in concern.lines.items():
            for level, said in by_level.items():
                place = ("concerns", number, "lines", status.value, level)
                yield from (((*place, n), text) for n, text in enumerate(said))


def _bad_lines(row: PersonaRow) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, text in lines_of(row):
        if text in seen:
            yield _problem(place, "twice", text=text)
        seen.add(text)
        if len(SENTENCE_END.findall(text)) > _MOST_SENTENCES:
            yield _problem(place, "long", text=text)
        for concern in row.concerns:
            if concern.hidden in text or concern.name in text:
                yield _problem(place, "gives_away", concern=concern.name, text=text)


def _problem(place: tuple[str | int, ...], key: str, /, **values: object) -> Problem:
    return Problem(place=place, message=_text(key, **values))


def _text(key: str, /, **values: object) -> str:
    return prompts.text(_MESSAGES, f"problem.{key}", **values)
