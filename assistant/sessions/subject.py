"""What a question is about, without the words by which it asks. By rules (prompts/answer/followups.ja.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import prompts
from assistant.language.morphemes import Morpheme, morphemes
from assistant.language.normalise import normalise
from assistant.language.tokens import terms

_VERB, _ADJECTIVE, _AUXILIARY, _PARTICLE = "\u52d5\u8a5e", "\u5f62\u5bb9\u8a5e", "\u52a9\u52d5\u8a5e", "\u52a9\u8a5e"
_POLITE = {"\u3067\u3059", "\u307e\u3059"}
_ASKING_ENDS = {"\u304b", "\u306e", "\u306d", "\u3088", "\u306a", "\u306f", "\u3063\u3066"}
_NO_MORE = "\u306c"
_ENDS = "?!\u3002\u3001 "


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: a noun, or a clause that `noun` turns into one."""

    noun: str
    clause: str = ""
    """The clause in its plain form, where the question was about one."""


def subject_of(question: str) -> Subject | None:
    """The subject of `question`, or None where the question does not show it."""
    plain = normalise(question).strip(_ENDS)
    for text in _candidates(plain):
        text = _rules().side_of.sub(lambda side: f"{side[1]}\u306e{side[2]}", text.strip(_ENDS))
        if not terms(text):
            continue
        found = _as_noun(text)
        if found is not None:
            return found
    return None


def _candidates(plain: str) -> list[str]:
    """Parts of the question that may be its subject, the best first: what stands before the asking, then behind it."""
    rules = _rules()
    cuts = [match.start() for pattern in rules.asking_from for match in [pattern.search(plain)] if match]
    before = [plain[: min(cuts)]] if cuts else []
    return [*before, rules.asking_head.sub("", plain)]


def _as_noun(text: str) -> Subject | None:
    """`text` as a noun: polite and asking ends taken off, a verb at the end in its plain form."""
    words = morphemes(text)
    polite = False
    while words and _only_asks(words[-1], len(words)):
        polite = polite or words[-1].dictionary_form == "\u307e\u3059"
        words = words[:-1]
    if not words or words[-1].dictionary_form == _NO_MORE:
        return None  # "shimasen": what it would be in plain form is beyond these rules
    last = words[-1]
    plain = "".join(word.surface for word in words[:-1])
    plain += last.dictionary_form if polite and last.kind in (_VERB, _AUXILIARY) else last.surface
    rules = _rules()
    nominal = rules.clause
    if plain.endswith(rules.condition_ends):
        return Subject(plain[:-1] + rules.condition_noun)
    if plain.endswith(nominal) and len(words) > 1 and words[-2].kind in (_VERB, _ADJECTIVE, _AUXILIARY):
        return Subject(plain, plain.removesuffix(nominal))
    if last.kind in (_VERB, _ADJECTIVE, _AUXILIARY):
        return Subject(plain + nominal, plain)
    return Subject(plain) if last.kind != _PARTICLE else None


def _only_asks(word: Morpheme, left: int) -> bool:
    if word.kind == _AUXILIARY:
        return word.dictionary_form in _POLITE
    return word.kind == _PARTICLE and word.surface in _ASKING_ENDS and left > 1


@dataclass(frozen=True, slots=True)
class _Rules:
    asking_from: tuple[re.Pattern[str], ...]
    asking_head: re.Pattern[str]
    side_of: re.Pattern[str]
    clause: str
    condition_ends: str
    condition_noun: str


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data: dict[str, Any] = prompts.load("answer/followups")
    return _Rules(
        asking_from=tuple(re.compile(pattern) for pattern in data["asking_from"]),
        asking_head=re.compile(data["asking_head"]),
        side_of=re.compile(data["side_of"]),
        clause=data["clause"],
        condition_ends=data["condition"]["ends"],
        condition_noun=data["condition"]["noun"],
    )
