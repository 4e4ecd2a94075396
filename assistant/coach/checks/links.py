"""Whether two texts speak of the same thing: themes and shared specific words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pydantic import ValidationError

import prompts
from assistant.coach.checks.signal_file import ThemeFile
from assistant.coach.checks.signals import expand, signals
from assistant.coach.steps import Step
from assistant.errors import CorpusError
from assistant.language.normalise import normalise
from assistant.language.tokens import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a text is about."""

    themes: frozenset[str]
    words: frozenset[str]
    general: bool
    """It speaks of life at home as such, which everything in the programme serves."""
    foreign: bool
    """It speaks of something that belongs to another programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Themes:
    by_name: dict[str, re.Pattern[str]]
    serves: dict[str, frozenset[str]]
    general: re.Pattern[str]
    foreign: re.Pattern[str]
    organisations: re.Pattern[str]
    common: frozenset[str]
    pairs: dict[str, tuple[re.Pattern[str], ...]]


def subject(text: str) -> Subject:
    """What `text` is about; names of bodies are left out, for who takes part says nothing of the subject."""
    known = _themes()
    plain = known.organisations.sub("", normalise(text))
    return Subject(
        themes=frozenset(name for name, pattern in known.by_name.items() if pattern.search(plain)),
        words=frozenset(word for word in terms(plain) if len(word) > 1 and word not in known.common),
        general=known.general.search(plain) is not None,
        foreign=known.foreign.search(plain) is not None,
    )


def linked(first: Subject, second: Subject, *, towards_life: bool = False) -> bool:
    """Whether `second` can answer `first`. Where no theme is known they are.

    `towards_life`: `second` is a far goal, and life at home as such is one that everything leads to.
    """
    if second.foreign != first.foreign:
        return False
    if not first.themes or not second.themes or (towards_life and second.general):
        return True
    return _common_theme(first, second) or bool(first.words & second.words)


def share_matter(first: Subject, second: Subject, *, towards_life: bool = False) -> bool:
    """Whether both name a matter, and it is the same: stricter than `linked`, for what is drawn as a link.

    Words that stand in any plan are no matter, nor are numbers. A far goal without a theme of its own is life as such.
    """
    if not linked(first, second, towards_life=towards_life):
        return False
    if towards_life and (second.general or not second.themes):
        return bool(first.themes or first.general or _matter(first))
    return bool(_common_theme(first, second) or _matter(first) & _matter(second))


def _matter(about: Subject) -> frozenset[str]:
    return frozenset(word for word in about.words if not any(letter.isdecimal() for letter in word))


def _common_theme(first: Subject, second: Subject) -> bool:
    serves = _themes().serves
    served = first.themes.union(*(serves.get(theme, frozenset()) for theme in first.themes))
    serving = second.themes.union(*(serves.get(theme, frozenset()) for theme in second.themes))
    return bool(served & second.themes or first.themes & serving)


def halves(text: str, step: Step) -> list[tuple[str, str]]:
    """The pairs within `text` (normalised) that must belong together at `step`."""
    return [
        (match["first"], match["second"])
        for pattern in _themes().pairs.get(step.value, ())
        for match in pattern.finditer(text)
    ]


@lru_cache(maxsize=1)
def _themes() -> _Themes:
    known = signals()
    try:
        data = ThemeFile.model_validate(prompts.load("coach/themes"))
        pairs = {step: tuple(re.compile(body) for body in bodies) for step, bodies in data.pairs.items()}
        return _Themes(
            by_name={name: re.compile(body) for name, body in data.themes.items()},
            serves={name: frozenset(others) for name, others in data.serves.items()},
            general=re.compile(data.general),
            foreign=re.compile(data.foreign),
            organisations=re.compile(expand(data.organisations, known.macros)),
            common=known.generic_words.union(term for word in data.common for term in (*terms(str(word)), str(word))),
            pairs=pairs,
        )
    except (ValidationError, re.error, KeyError) as error:
        raise CorpusError(f"prompts/coach/themes.ja.yaml: {error}", path="themes.ja.yaml",
                          reason="themes") from error  # fmt: skip
