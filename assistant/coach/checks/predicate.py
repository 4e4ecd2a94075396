"""What the end of a sentence states: an act, a need for one, or how things are.

Japanese puts this into the last word and the endings behind it; `terms` leaves endings out, so this module reads
Sudachi's morphemes itself, from the end of the sentence to its last content word.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sudachipy import dictionary, tokenizer

from assistant.coach.checks.signals import PredicateWords

_NOUN, _VERB, _ENDING, _PARTICLE = "\u540d\u8a5e", "\u52d5\u8a5e", "\u52a9\u52d5\u8a5e", "\u52a9\u8a5e"
_MARKS = {"\u88dc\u52a9\u8a18\u53f7", "\u7a7a\u767d", "\u8a18\u53f7"}
_DEPENDENT = "\u975e\u81ea\u7acb\u53ef\u80fd"
_SAHEN = "\u30b5\u5909"
_NOT = {"\u306a\u3044", "\u306c", "\u305a", "\u7121\u3044", "\u307e\u3044"}
_PASSIVE = {"\u308c\u308b", "\u3089\u308c\u308b"}
_PAST = "\u305f"
_DO, _CAN, _BECOME, _BE, _EXIST, _GET, _GET_POLITE = "\u70ba\u308b", "\u51fa\u6765\u308b", "\u6210\u308b", "\u5c45\u308b", "\u6709\u308b", "\u8cb0\u3046", "\u9802\u304f"  # fmt: skip
_E_ROW = tuple("\u3048\u3051\u3052\u305b\u3066\u306d\u3079\u3081\u308c")
_JOINING = {"\u3066", "\u3067", "\u3070", "\u306f", "\u3082"}
_SUBJECT, _NECESSARY = "\u304c", "\u5fc5\u8981"
_SAID_OF = {"\u304c", "\u306f", "\u3082"}
_MAKING = ("\u4f5c\u308a", "\u3065\u304f\u308a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """The last content word, normalised, and what its endings add."""

    word: str = ""
    act: bool = False
    """Somebody does it: a verb of doing or a noun that takes する, neither passive nor potential nor negated."""
    event: bool = False
    """An act of the kind that is held, handed out or set up."""
    need: bool = False
    """It is said to be needed rather than done."""
    plain: bool = False
    """An active verb or する-noun as such, whatever it means: neither passive, potential, negated nor going on."""
    negated: bool = False
    continuing: bool = False
    past: bool = False


@dataclass(slots=True)
class _Endings:
    """What has been passed on the way from the end to the content word."""

    negated: bool = False
    passive: bool = False
    potential: bool = False
    becoming: bool = False
    continuing: bool = False
    past: bool = False
    need: bool = False
    doing: bool = False
    getting: bool = False


def predicate(text: str, words: PredicateWords) -> Predicate:
    """The predicate of the sentence `text` (normalised, without brackets at its end)."""
    morphemes = [m for m in _tokenizer().tokenize(text[-120:]) if m.part_of_speech()[0] not in _MARKS]
    endings = _Endings()
    place = len(morphemes) - 1
    while place >= 0 and _passes(morphemes, place, endings, words):
        place -= 1
    if place < 0:
        return Predicate(need=endings.need, negated=endings.negated)
    return _judge(morphemes, place, endings, words)


def _passes(morphemes: list[Any], place: int, endings: _Endings, words: PredicateWords) -> bool:
    """Notes what the morpheme at `place` adds; False where it is the content word."""
    morpheme = morphemes[place]
    kind, *details = morpheme.part_of_speech()
    word = morpheme.normalized_form()
    if kind in (_PARTICLE, _ENDING):
        endings.negated |= word in _NOT
        endings.need |= word in words.need
        endings.passive |= word in _PASSIVE
        endings.past |= kind == _ENDING and word == _PAST
        return True
    if word in words.need and _is_predicate(morphemes, place):
        endings.need = True
        return True
    if word in words.formal or (word in words.framing and place == len(morphemes) - 1):
        return True
    if kind == _VERB and _DEPENDENT in details:
        return _passes_helper(morpheme, morphemes[place - 1] if place else None, endings)
    if word in _NOT:
        endings.negated = True
        return True
    return False


def _is_predicate(morphemes: list[Any], place: int) -> bool:
    """確保が課題 and 必要がある against 連携に課題がある: the first two say a need, the last that something is there."""
    if morphemes[place].part_of_speech()[0] != _NOUN:
        return True
    if place + 1 < len(morphemes) and morphemes[place + 1].surface() == _SUBJECT:
        return bool(morphemes[place].normalized_form() == _NECESSARY)
    before = morphemes[place - 1] if place else None
    return before is None or before.part_of_speech()[0] != _PARTICLE or before.surface() in _SAID_OF


def _passes_helper(morpheme: Any, before: Any, endings: _Endings) -> bool:
    """A verb that helps another: する, できる, なる anywhere; いる, もらう, いく and the like only behind a particle."""
    word = morpheme.normalized_form()
    behind_particle = before is not None and before.part_of_speech()[0] == _PARTICLE
    if word == _DO:
        endings.doing = True
    elif word == _CAN:
        endings.potential = True
    elif word == _BECOME:
        endings.becoming = True
    elif word == _EXIST:
        pass
    elif not (behind_particle and before.surface() in _JOINING):
        return False
    elif _potential(morpheme):
        endings.potential = True
    elif word in (_GET, _GET_POLITE):
        endings.getting = True
    elif word == _BE:
        endings.continuing = True
    return True


def _judge(morphemes: list[Any], place: int, endings: _Endings, words: PredicateWords) -> Predicate:
    morpheme = morphemes[place]
    kind, *details = morpheme.part_of_speech()
    word = morpheme.normalized_form()
    if endings.need and endings.negated and not endings.passive:
        endings.negated = False
    obliged = _obliged(morphemes, place)
    if kind == _VERB:
        potential = endings.potential or _potential(morpheme)
        act = word in words.act_verbs or endings.getting
    else:
        potential = endings.potential
        sahen = any(_SAHEN in detail for detail in details)
        act = (sahen and word not in words.happenings) or word.endswith(_MAKING) or word in words.act_verbs
    blocked = endings.passive or potential or endings.becoming or (endings.negated and not obliged)
    return Predicate(
        word=word,
        act=act and not (blocked and not endings.need and not obliged),
        event=act and words.event_acts.search(word) is not None,
        need=endings.need or obliged,
        plain=kind == _VERB and not blocked and not endings.continuing,
        negated=endings.negated and not obliged,
        continuing=endings.continuing,
        past=endings.past,
    )


def _obliged(morphemes: list[Any], place: int) -> bool:
    """〜なければならない and its kin: two negations that make an obligation."""
    behind = [m.normalized_form() for m in morphemes[place + 1 :]]
    return sum(1 for word in behind if word in _NOT) >= 2 or (
        any(word in _NOT for word in behind) and "\u3070" in behind
    )


def _potential(morpheme: Any) -> bool:
    """暮らせる for 暮らす: a lower form in -eru whose normal form is another word."""
    plain = morpheme.dictionary_form()
    return len(plain) > 1 and plain[-2] in _E_ROW and plain[-1] == "\u308b" and not morpheme.normalized_form().endswith(
        plain[-2:]
    )  # fmt: skip


_local = threading.local()


@lru_cache(maxsize=1)
def _dictionary() -> dictionary.Dictionary:
    return dictionary.Dictionary(dict="core")


def _tokenizer() -> tokenizer.Tokenizer:
    # A tokenizer is not shared between threads; the dictionary is.
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary().create(tokenizer.Tokenizer.SplitMode.C)
    made: tokenizer.Tokenizer = _local.tokenizer
    return made
