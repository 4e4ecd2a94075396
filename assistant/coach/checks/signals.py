"""What the rules can see: named word lists and patterns, kept as data under `prompts/coach/signals/`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import ValidationError

import prompts
from assistant.coach.checks.numerals import Numerals, numerals
from assistant.coach.checks.rejections import Rejections, rejections
from assistant.coach.checks.signal_file import GrammarEntry, ReadingFile
from assistant.errors import CorpusError
from assistant.language.tokens import terms

_MACRO = re.compile(r"@([a-z]+);")
_FILES = ("people", "acts", "evidence", "plan")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing a text can show: runs of normalised words, or a pattern over the normalised text."""

    words: tuple[tuple[str, ...], ...]
    pattern: re.Pattern[str]

    def shown(self, text: str, words: Sequence[str]) -> bool:
        """Whether `text`, whose content words are `words`, shows it."""
        return self.pattern.search(text) is not None or any(_run(words, run) for run in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class PredicateWords:
    """Normalised words that tell what the end of a sentence states."""

    event_acts: re.Pattern[str]
    """Acts of the kind that is held, handed out or set up."""
    act_verbs: frozenset[str]
    happenings: frozenset[str]
    """Nouns that can take suru and yet name no act."""
    need: frozenset[str]
    formal: frozenset[str]
    """Words that close a sentence and say nothing."""
    framing: frozenset[str]
    """Words for the state as a whole; what stands before them is stated."""
    grammar: GrammarEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """All signals by name, and the other data that features are made from."""

    by_name: dict[str, Signal]
    labels: dict[str, re.Pattern[str]]
    quotes: tuple[re.Pattern[str], ...]
    purpose: re.Pattern[str]
    generic_words: frozenset[str]
    predicates: PredicateWords
    numerals: Numerals
    rejections: Rejections
    macros: dict[str, str]
    """Parts of patterns by name, for the other files that use them."""

    def pattern(self, name: str) -> re.Pattern[str]:
        """The pattern of signal `name`, for what needs the place or a group of it."""
        return self.by_name[name].pattern

    def names_in(self, text: str, words: Sequence[str]) -> frozenset[str]:
        """The names of all signals that `text` shows."""
        return frozenset(name for name, signal in self.by_name.items() if signal.shown(text, words))


@lru_cache(maxsize=1)
def signals() -> Signals:
    """The signals of `prompts/coach/signals/`.

    Raises:
        CorpusError: a file is malformed or a pattern does not compile.
    """
    try:
        named = {name: entry for file in _FILES for name, entry in prompts.load(f"coach/signals/{file}").items()}
        return _build(ReadingFile.model_validate({**prompts.load("coach/signals/reading"), "signals": named}))
    except (ValidationError, re.error, KeyError) as error:
        raise CorpusError(f"prompts/coach/signals: {error}", path="coach/signals", reason="signals") from error


def _build(data: ReadingFile) -> Signals:
    macros: dict[str, str] = {}
    for name, body in data.macros.items():
        macros[name] = expand(body, macros)

    def compiled(body: str) -> re.Pattern[str]:
        return re.compile(expand(body, macros))

    def joined(bodies: Sequence[str]) -> re.Pattern[str]:
        return compiled("|".join(bodies)) if bodies else _NOTHING

    return Signals(
        by_name={
            name: Signal(words=tuple(tuple(terms(word)) for word in signal.words), pattern=joined(signal.patterns))
            for name, signal in data.signals.items()
        },
        labels={name: compiled(body) for name, body in data.labels.items()},
        quotes=tuple(compiled(body) for body in data.quotes),
        purpose=compiled(data.purpose),
        generic_words=_generic_words(),
        predicates=PredicateWords(
            event_acts=compiled(data.predicates.event_acts),
            act_verbs=frozenset(data.predicates.act_verbs),
            happenings=frozenset(data.predicates.happenings),
            need=frozenset(data.predicates.need),
            formal=frozenset(data.predicates.formal),
            framing=frozenset(data.predicates.framing),
            grammar=data.grammar,
        ),
        numerals=numerals(data.numerals),
        rejections=rejections(data.rejections, data.grammar.particle, compiled),
        macros=macros,
    )


def _generic_words() -> frozenset[str]:
    groups: dict[str, list[str]] = prompts.load("coach/generic")
    return frozenset(term for group in groups.values() for word in group for term in (*terms(str(word)), str(word)))


def expand(body: str, macros: Mapping[str, str]) -> str:
    """`body` with the macros in it written out."""
    return _MACRO.sub(lambda match: macros[match[1]], body)


def _run(words: Sequence[str], run: tuple[str, ...]) -> bool:
    if not run:
        return False
    return any(tuple(words[i : i + len(run)]) == run for i in range(len(words) - len(run) + 1))
