"""A trainer's partner as a form: fields are named by their path in the persona file, lines stand one in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

import prompts
from assistant.roleplay.persona_form import LEVELS, Problem, label, turns
from assistant.roleplay.personas import Persona, shipped_text
from assistant.roleplay.rubric import rubric
from assistant.roleplay.signals import rules
from assistant.roleplay.values import Outcome, Status
from assistant.roles.grounds import Grounds
from assistant.types import NoteSource

_FOLD = re.compile("(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_AT = "[0-9]{1,2}"
_LINES = re.compile(rf"opening\.\d|reserved|(?:reactions|answers)\.\w+|closing\.\w+|concerns\.{_AT}\.lines\.\w+\.\d")
_CHOSEN = re.compile(rf"concerns\.{_AT}\.(?:opened_by|eased_by|hardened_by|closed_by\.{_AT}\.all)")
_TOPIC = re.compile(rf"concerns\.{_AT}\.topic")
_CONCERN = re.compile(
    rf"concerns\.{_AT}\.(?:id|name|hidden|closed_by\.{_AT}\.source\.(?:document|section|anchor))"
)
_BETWEEN_TOPICS = re.compile("[\u3001,\uff0c\\s]+")
_MOST = 12
"""Concerns, and ways of meeting one, that a form may have."""


_SHAPE: Mapping[str, Any] = {
    "name": "", "briefing": "", "background": "", "manner": "", "mood": "", "emphasis": {"*": ""}, "reserved": [""],
    "opening": {"*": [""]}, "reactions": {"*": [""]}, "answers": {"*": [""]},
    "closing": {"*": [""]},
    "concerns": [{
        "id": "", "name": "", "hidden": "", "topic": [""], "opened_by": [""], "eased_by": [""], "hardened_by": [""],
        "closed_by": [{"all": [""], "source": {"*": ""}}], "lines": {"*": {"*": [""]}},
    }],
}  # fmt: skip
"""What the fields of the form hold; `*` stands for every key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A finding beside its field; `field` is empty where it is about the whole."""

    field: str
    label: str
    message: str


def sample(base: str) -> dict[str, Any]:
    """A shipped partner as a draft.

    Raises:
        UsageError: there is none.
    """
    data = yaml.safe_load(shipped_text(base))
    data.pop("id")
    for key in ("background", "briefing"):
        data[key] = _FOLD.sub("", data[key].strip())
    plain: dict[str, Any] = _plain(data)
    return plain


def draft_of(form: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The draft in the fields of a form. What nobody can have typed into our form is left out."""
    draft: dict[str, Any] = {"emphasis": {}, "concerns": []}
    for name, value in form:
        plain = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        if name in ("name", "briefing", "background", "manner"):
            draft[name] = _joined(plain)
        elif name == "mood":
            draft[name] = int(plain) if re.fullmatch(r"[+-]?\d{1,3}", plain) else plain
        elif name.startswith("emphasis."):
            if plain:
                draft["emphasis"][name.partition(".")[2]] = _number(plain)
        elif name.startswith("answers.") and not plain:
            continue  # a partner need not have any
        elif _LINES.fullmatch(name):
            _put(draft, name, [line.strip() for line in plain.split("\n") if line.strip()])
        elif _TOPIC.fullmatch(name):
            _put(draft, name, [word for word in _BETWEEN_TOPICS.split(plain) if word])
        elif _CHOSEN.fullmatch(name):
            _put(draft, name, [plain], more=True)
        elif _CONCERN.fullmatch(name):
            _put(draft, name, _joined(plain))
    for concern in draft["concerns"]:
        for key in ("opened_by", "eased_by", "hardened_by"):  # a box that is not ticked is not sent
            concern.setdefault(key, [])
        for way in concern.setdefault("closed_by", []):
            way.setdefault("all", [])
    return draft


def shown(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft as the form can show it: programs may have kept anything, and what fits into no field is left out."""
    fitted: dict[str, Any] = _fitted(draft, _SHAPE)
    return fitted


def fields(draft: Mapping[str, Any]) -> list[str]:
    """The names of all fields of the form of `draft`, in the order of the page."""
    named = ["name", "briefing", "background", "manner", "mood"]
    named += [f"emphasis.{point}" for point in rubric().points]
    named += [f"opening.{level}" for level in LEVELS] + ["reserved"]
    named += [f"reactions.{behaviour}" for behaviour in rubric().hardening]
    named += [f"answers.{turn}" for turn in turns()]
    named += [f"closing.{outcome.value}" for outcome in Outcome]
    for number, concern in enumerate(draft.get("concerns", ())):
        here = f"concerns.{number}"
        named += [f"{here}.{key}" for key in ("name", "hidden", "topic", "opened_by", "eased_by", "hardened_by")]
        for way in range(len(concern.get("closed_by", ()))):
            source = [f"source.{key}" for key in ("document", "section", "anchor")]
            named += [f"{here}.closed_by.{way}.{key}" for key in ("all", *source)]
        named += [f"{here}.lines.{status.value}.{level}" for status in Status for level in LEVELS]
    return named


def faults(draft: Mapping[str, Any], problems: Sequence[Problem]) -> list[Fault]:
    """The findings, each at the field that it is about."""
    known = fields(draft)
    return [Fault(field=_field_of(p.path, known), label=label(p.place), message=p.message) for p in problems]


def value(draft: Mapping[str, Any], path: str) -> Any:
    """What stands at a path of the draft; an empty text where there is nothing."""
    found: Any = draft
    for part in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(part, "")
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return ""
    return found


def with_concern(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft with one more concern, empty but for one way of meeting it."""
    concerns = list(draft.get("concerns", ()))
    taken = {concern.get("id") for concern in concerns}
    free = next(name for name in (f"worry_{chr(97 + n)}" for n in range(26)) if name not in taken)
    if len(concerns) < _MOST:
        concerns.append({"id": free, "closed_by": [{}]})
    return {**draft, "concerns": concerns}


def without_concern(draft: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The draft without the concern `number` (from 0)."""
    return {**draft, "concerns": [c for n, c in enumerate(draft.get("concerns", ())) if n != number]}


def with_way(draft: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The draft with one more way of meeting the concern `number`."""
    concerns = [
        {**c, "closed_by": [*c.get("closed_by", ()), {}]} if n == number and len(c.get("closed_by", ())) < _MOST else c
        for n, c in enumerate(draft.get("concerns", ()))
    ]
    return {**draft, "concerns": concerns}


def without_way(draft: Mapping[str, Any], number: int, way: int) -> dict[str, Any]:
    """The draft without one way of meeting the concern `number`."""
    concerns = [
        {**c, "closed_by": [row for w, row in enumerate(c.get("closed_by", ())) if w != way]} if n == number else c
        for n, c in enumerate(draft.get("concerns", ()))
    ]
    return {**draft, "concerns": concerns}


def choices() -> dict[str, list[tuple[str, str]]]:
    """(id, name) of what can be ticked: points and ways of speaking, and behaviours that harden."""
    titles = prompts.load("roleplay/messages")["template"]
    moves = titles["move"]
    said = [(key, point.name) for key, point in rubric().points.items()]
    return {
        "points": said,
        "said": [*said, *((key, moves[key]) for key in rules("moves"))],
        "turns": [(key, titles["turn"][key]) for key in turns()],
        "behaviours": [(key, behaviour.name) for key, behaviour in rubric().hardening.items()],
    }


def unfounded(persona: Persona, grounds: Grounds, installed: Iterable[str], message: str) -> tuple[Problem, ...]:
    """Ways of meeting a concern whose words do not stand in the document that they name. Documents that are not
    installed cannot be looked at.
    """
    found = []
    here = set(installed)
    for number, concern in enumerate(persona.concerns):
        for way, closes in enumerate(concern.closed_by):
            source = closes.source
            place = NoteSource(document_id=source.document, section=source.section, anchor=source.anchor)
            if source.document in here and grounds.of(place) is None:
                found.append(Problem(place=("concerns", number, "closed_by", way, "source", "anchor"), message=message))
    return tuple(found)


def _fitted(found: Any, shape: Any) -> Any:
    if isinstance(shape, Mapping):
        held = found if isinstance(found, Mapping) else {}
        if "*" in shape:
            return {str(key): _fitted(part, shape["*"]) for key, part in held.items()}
        return {key: _fitted(held.get(key), part) for key, part in shape.items()}
    if isinstance(shape, list):
        return [_fitted(part, shape[0]) for part in found] if isinstance(found, list) else []
    return str(found) if isinstance(found, str | int | float) else ""


def _put(draft: dict[str, Any], path: str, found: Any, *, more: bool = False) -> None:
    parts = path.split(".")
    here: Any = draft
    for part, following in pairwise(parts):
        if isinstance(here, list):
            at = int(part)
            if at >= _MOST:
                return
            here.extend({} for _ in range(at + 1 - len(here)))
            here = here[at]
        else:
            here = here.setdefault(part, [] if part in ("concerns", "closed_by") and following.isdigit() else {})
    if more:
        here.setdefault(parts[-1], []).extend(found)
    else:
        here[parts[-1]] = found


def _field_of(path: str, known: Sequence[str]) -> str:
    if path in known:
        return path
    above = [name for name in known if path.startswith(f"{name}.")]
    below = [name for name in known if name.startswith(f"{path}.")]
    return max(above, key=len) if above else below[0] if below else ""


def _joined(text: str) -> str:
    """Lines as one: a box for a sentence or two may be typed into with returns."""
    return "".join(line.strip() for line in text.split("\n"))


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _plain(data: Any) -> Any:
    """Keys as text, as JSON has them."""
    if isinstance(data, dict):
        return {str(key): _plain(found) for key, found in data.items()}
    return [_plain(found) for found in data] if isinstance(data, list) else data
