"""What the end of a sentence states: an act, a need for one, or how things are.

Japanese puts this into the last word and the endings behind it; `terms` leaves endings out, so this module reads
Sudachi's morphemes itself, from the end of the sentence to its last content word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.coach.checks.signals import PredicateWords
from assistant.language.sudachi import whole_names

# The end of a sentence is enough; a cell may be one very long sentence.
_REACH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """The last content word, normalised, and what its endings add."""

    word: str = ""
    act: bool = False
    """Somebody does it: a verb of doing or a noun that takes suru, neither passive nor potential nor negated."""
    event: bool = False
    """An act of the kind that is held, handed out or set up."""
    need: bool = False
    """It is said to be needed rather than done."""
    plain: bool = False
    """An active verb as such, whatever it means: neither passive, potential, negated nor going on."""
    negated: bool = False
    continuing: bool = False
    past: bool = False


@dataclass(slots=True)
class _Endings:
    """What has been passed on the way from the end to the content word."""

    negations: int = 0
    passive: bool = False
    potential: bool = False
    becoming: bool = False
    continuing: bool = False
    past: bool = False
    need: bool = False
    getting: bool = False
    causing: bool = False
    conditional: bool = False

    @property
    def obliged(self) -> bool:
        """〜なければならない and its kin: negations that make an obligation."""
        return self.negations >= 2 or (self.negations > 0 and self.conditional)


def predicate(text: str, words: PredicateWords) -> Predicate:
    """The predicate of the sentence `text` (normalised, without brackets at its end)."""
    marks = words.grammar.marks
    morphemes = [m for m in whole_names().tokenize(text[-_REACH:]) if m.part_of_speech()[0] not in marks]
    reader = _Reader(morphemes, words)
    place = len(morphemes) - 1
    while place >= 0 and reader.passes(place):
        place -= 1
    return reader.judge(place)


class _Reader:
    """Walks one sentence from its end."""

    def __init__(self, morphemes: list[Any], words: PredicateWords) -> None:
        self._morphemes = morphemes
        self._words = words
        self._grammar = words.grammar
        self._endings = _Endings()

    def passes(self, place: int) -> bool:
        """Notes what the morpheme at `place` adds; False where it is the content word."""
        morpheme, grammar, endings = self._morphemes[place], self._grammar, self._endings
        kind, *details = morpheme.part_of_speech()
        word = morpheme.normalized_form()
        if kind in (grammar.particle, grammar.ending):
            self._note(word, kind)
            return True
        if word in self._words.need and self._said_as_need(place):
            endings.need = True
            return True
        if word in self._words.formal or (word in self._words.framing and place == len(self._morphemes) - 1):
            return True
        if word in grammar.negations:
            endings.negations += 1
            return True
        return kind == grammar.verb and grammar.dependent in details and self._helps(place)

    def _note(self, word: str, kind: str) -> None:
        grammar, endings = self._grammar, self._endings
        endings.negations += word in grammar.negations
        endings.need |= word in self._words.need
        endings.passive |= word in grammar.passives
        endings.causing |= word in grammar.causatives
        endings.past |= kind == grammar.ending and word == grammar.past
        endings.conditional |= word == grammar.conditional

    def _said_as_need(self, place: int) -> bool:
        """確保が課題 and 必要がある against 連携に課題がある: the first two say a need, the last that it exists."""
        morphemes, grammar = self._morphemes, self._grammar
        if morphemes[place].part_of_speech()[0] != grammar.noun:
            return True
        if place + 1 < len(morphemes) and morphemes[place + 1].surface() == grammar.subject:
            return bool(morphemes[place].normalized_form() == grammar.necessary)
        before = morphemes[place - 1] if place else None
        if before is None or before.part_of_speech()[0] != grammar.particle:
            return True
        return before.surface() in grammar.said_of

    def _helps(self, place: int) -> bool:
        """A verb that helps another: する, できる, なる anywhere; いる, もらう, いく and the like behind a particle."""
        morpheme, grammar, endings = self._morphemes[place], self._grammar, self._endings
        word = morpheme.normalized_form()
        before = self._morphemes[place - 1] if place else None
        joined = before is not None and before.surface() in grammar.joining
        if word in (grammar.suru, grammar.exist):
            return True
        if word == grammar.can:
            endings.potential = True
        elif word == grammar.become:
            endings.becoming = True
        elif not joined:
            return False
        elif self._is_potential(morpheme):
            endings.potential = True
        elif word in grammar.gets:
            endings.getting = True
        elif word == grammar.goes_on:
            endings.continuing = True
        return True

    def judge(self, place: int) -> Predicate:
        """The predicate whose content word stands at `place`; below 0 there is none."""
        endings, words = self._endings, self._words
        negated = (endings.negations > 0 and not endings.obliged) or self._is_denied(place)
        need = endings.need or endings.obliged
        if place < 0:
            return Predicate(need=need, negated=negated)
        morpheme = self._morphemes[place]
        word = morpheme.normalized_form()
        is_verb = morpheme.part_of_speech()[0] == self._grammar.verb
        potential = endings.potential or (is_verb and self._is_potential(morpheme))
        blocked = endings.passive or potential or endings.becoming or negated
        doing = self._names_act(morpheme, word, is_verb) and not (self._is_said_to_be(place) and not need)
        return Predicate(
            word=word,
            act=doing and ((need and not negated) or not blocked),
            event=doing and not endings.passive and words.event_acts.search(word) is not None,
            need=need,
            plain=is_verb and not blocked and not endings.continuing,
            negated=negated and not endings.need,
            continuing=endings.continuing,
            past=endings.past,
        )

    def _names_act(self, morpheme: Any, word: str, is_verb: bool) -> bool:
        if word in self._words.act_verbs or self._endings.getting or self._endings.causing:
            return True
        if is_verb:
            return False
        takes_suru = any(self._grammar.takes_suru in detail for detail in morpheme.part_of_speech())
        return (takes_suru and word not in self._words.happenings) or word.endswith(tuple(self._grammar.making))

    def _is_said_to_be(self, place: int) -> bool:
        """A noun with the copula behind it says what something is, also where the noun could take suru."""
        behind = self._morphemes[place + 1] if place + 1 < len(self._morphemes) else None
        return behind is not None and bool(behind.normalized_form() == self._grammar.copula)

    def _is_denied(self, place: int) -> bool:
        """未整備, 非協力: a noun with a prefix that denies it."""
        before = self._morphemes[place - 1] if place > 0 else None
        return before is not None and before.surface() in self._grammar.denying

    def _is_potential(self, morpheme: Any) -> bool:
        """暮らせる for 暮らす: a lower form in -eru whose normal form is another word."""
        plain, grammar = morpheme.dictionary_form(), self._grammar
        if len(plain) < 2 or plain[-1] != grammar.potential_end or plain[-2] not in grammar.potential_row:
            return False
        return not morpheme.normalized_form().endswith(plain[-2:])
