"""Rules and the trained listener together: what an utterance holds, with the words that hold it.

A rule knows who means what (negation, quotation, report) and is narrow; the listener knows many ways of saying a thing
and is vague about who means it. So: what the listener hears clearly counts alone; what a rule finds counts unless the
listener hears nothing of the kind (or the rule is marked as sure), and in a vague sentence only if it hears it clearly
too; a blow that only the listener hears must stand outside quotation marks and must be neither disowned nor taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.roleplay.listener import Floats, Listener, listener
from assistant.roleplay.patterns import MANNER, alternation
from assistant.roleplay.personas import LISTENS
from assistant.roleplay.reading import Sentence
from assistant.roleplay.rubric import rubric
from assistant.roleplay.signals import rules
from assistant.roleplay.stance import only_refuses, turned_over
from assistant.roleplay.values import Hit

CLEARLY = 0.5
"""Log-odds from which the listener is believed without a rule."""
DOUBTS = -1.5
"""Log-odds under which a rule is not believed."""
ALSO = 0.0
"""Log-odds from which a sentence counts as the positive to a refusal beside it."""
TARGET, NO_TARGET = "home_death_target", "no_home_death_target"
OPPOSITES = ((TARGET, NO_TARGET), ("one_sided_request", "no_one_sided_request"))
PRESSING = "pressing"
OFFERS = frozenset({"no_one_sided_request", LISTENS, "small_next_step", "agreement_who_when"})
"""What is offered or asked: heard in a demand, it is none."""
NOT_HEARD_IN = {
    LISTENS: (PRESSING,),
    "no_one_sided_request": (PRESSING,),
    "small_next_step": (PRESSING, LISTENS),
    "agreement_who_when": (PRESSING, LISTENS),
    PRESSING: ("agreement_who_when",),
    "overpromise": ("agreement_who_when", "no_one_sided_request"),
}
"""What is not heard in words that a rule has found to be something else: a demand offers nothing, a question is no step
yet, and who says what he will do by when, or what he takes upon himself, neither presses nor promises too much.
"""
HEARD = "heard"
_HIGHER = {"no_one_sided_request": 0.8}
"""Labels whose bar is higher: an office that does the chores is not yet an open mind."""
_PER_OFFICIAL_PHRASE = 0.5
_VAGUE = 0.5
"""How much clearer a rule must be borne out in a vague sentence."""
_UNLIKELY = 2.0
"""How much less it sounds like giving a target up where nothing is negated."""
_TAKES_BACK = alternation(MANNER["takes_back"])
_DISOWNS = alternation(MANNER["disowns"])
_OTHERS_SAY = re.compile("|".join(MANNER["others_say"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """One sentence or two neighbours, and how they lean."""

    quote: str
    margins: Floats
    spoken: Floats
    """The same without what stands in quotation marks."""
    taken_back: bool
    negated: bool
    """One of its sentences turns over what it says."""
    alone: bool
    """It is one sentence."""
    refused: bool
    """Each of its sentences ends in what will not be done."""
    known: bool
    """Enough of its words are ones that the listener knows."""
    vague: bool
    bar: float
    """Log-odds from which it is believed: each official phrase raises it."""

    def of(self, label: str) -> float:
        """The margin of `label`. What is said about the home-death rate counts for or against by its negation."""
        margin = float(self.margins[_columns()[label]])
        if label == NO_TARGET:
            return max(margin, float(self.margins[_columns()[TARGET]])) if self.negated else margin - _UNLIKELY
        return min(margin, -margin) if label == TARGET and self.negated else margin

    def near(self, label: str) -> float:
        """The margin of `label` or of its opposite: whether the words are about it at all."""
        return max(float(self.margins[_columns()[one]]) for one in (label, *_opposites(label)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the listener makes of an utterance."""

    stretches: tuple[_Stretch, ...]

    def points(self, by_rule: Sequence[Hit]) -> tuple[Hit, ...]:
        """Rubric points, from what the rules found (points and blows) and what is heard."""
        return self._together(rubric().points, by_rule, blows=False)

    def blows(self, by_rule: Sequence[Hit]) -> tuple[Hit, ...]:
        """Hardening behaviours, likewise."""
        return self._together(rubric().hardening, by_rule, blows=True)

    def moves(self, by_rule: Sequence[Hit]) -> tuple[Hit, ...]:
        """What can meet a concern besides the points, likewise."""
        return self._together(rules("moves"), by_rule, blows=False)

    def _together(self, labels: Iterable[str], by_rule: Sequence[Hit], *, blows: bool) -> tuple[Hit, ...]:
        """What a rule has found is not heard to be its opposite."""
        ruled = {hit.id: hit for hit in by_rule}
        open_to = [label for label in labels if label in ruled or not _opposites(label) & set(ruled)]
        hits = (self._hit(label, ruled.get(label), blows=blows) for label in open_to)
        found = [hit for hit in hits if hit is not None]
        stood = {hit.id for hit in found if hit.rule != HEARD}.union(ruled.keys() - open_to)
        return tuple(hit for hit in found if not _explained_away(hit, {i: ruled[i] for i in ruled if i in stood}))

    def _hit(self, label: str, ruled: Hit | None, *, blows: bool) -> Hit | None:
        if label not in _columns() or not self.stretches:
            return ruled
        if ruled is not None:
            around = [s for s in self.stretches if s.quote in ruled.quote or ruled.quote in s.quote]
            needed = CLEARLY + _VAGUE if not blows and any(stretch.vague for stretch in around) else DOUBTS
            sure = ruled.rule in _sure_rules()
            if not sure and max(stretch.near(label) for stretch in self.stretches) <= needed:
                return None
            return replace(ruled, refusal=False) if ruled.refusal and self._also_said(label) else ruled
        clear = [stretch for stretch in self.stretches if _clear(stretch, label, blows=blows)]
        if not clear:
            return None
        best = max(clear, key=lambda stretch: stretch.of(label))
        return Hit(id=label, strength=2, quote=best.quote, rule=HEARD, refusal=best.refused and label in _refusable())

    def _also_said(self, label: str) -> bool:
        """Whether a sentence that is no refusal leans to what another one only refuses the opposite of."""
        return any(s.alone and not s.refused and s.known and s.of(label) > ALSO for s in self.stretches)


def hear(said: Sequence[Sentence]) -> Heard:
    """Listen to every sentence and every two neighbours. Official phrases without substance are not listened to."""
    ear = listener()
    found: list[_Stretch] = []
    for index, sentence in enumerate(said):
        taken_back = index + 1 < len(said) and _TAKES_BACK.search(said[index + 1].text) is not None
        if not sentence.hollow:
            found.append(_stretch(ear, (sentence,), taken_back=taken_back))
        if index and not (sentence.hollow or said[index - 1].hollow):
            found.append(_stretch(ear, (said[index - 1], sentence), taken_back=taken_back))
    return Heard(stretches=tuple(found))


def _stretch(ear: Listener, sentences: tuple[Sentence, ...], *, taken_back: bool) -> _Stretch:
    margins = ear.margins(sentences)
    quoting = any(sentence.quoted for sentence in sentences)
    spoken = ear.margins([_unquoted(sentence) for sentence in sentences]) if quoting else margins
    back = taken_back or any(_TAKES_BACK.search(s.text) or _DISOWNS.search(s.text) for s in sentences)
    return _Stretch(
        quote="".join(s.raw for s in sentences), margins=margins, spoken=spoken, taken_back=back,
        negated=any(_DISOWNS.search(s.text) or turned_over(_own_part(s.text)) for s in sentences),
        alone=len(sentences) == 1,
        refused=all(only_refuses(sentence) for sentence in sentences),
        known=ear.knows(sentences),
        vague=any(sentence.vague for sentence in sentences),
        bar=CLEARLY + _PER_OFFICIAL_PHRASE * max(sentence.official for sentence in sentences),
    )  # fmt: skip


def _clear(stretch: _Stretch, label: str, *, blows: bool) -> bool:
    margin = stretch.of(label)
    against = _opposites(label) | ({PRESSING} if label in OFFERS else OFFERS if label == PRESSING else set())
    bar = stretch.bar + _HIGHER.get(label, 0.0)
    if not stretch.known or margin <= bar or any(stretch.of(other) > margin for other in against):
        return False
    return not blows or (float(stretch.spoken[_columns()[label]]) > 0 and not stretch.taken_back)


def _own_part(text: str) -> str:
    """What the speaker says for himself: what follows the last thing that others are said to say."""
    return _OTHERS_SAY.split(text)[-1]


def _unquoted(sentence: Sentence) -> Sentence:
    """The sentence without the words inside its quotation marks; its text keeps its length."""
    text = sentence.text
    for start, end in sentence.quoted:
        text = text[:start] + " " * (end - start) + text[end:]
    words = tuple(w for w in sentence.words if not any(start <= w.start < end for start, end in sentence.quoted))
    return replace(sentence, text=text, words=words)


def _explained_away(hit: Hit, ruled: Mapping[str, Hit]) -> bool:
    """Only heard, in words that a rule has found to be something else (`NOT_HEARD_IN`)."""
    others = {other: ruled[other].quote for other in NOT_HEARD_IN.get(hit.id, ()) if other in ruled}
    return hit.rule == HEARD and any(
        hit.quote in quote or (other != LISTENS and quote in hit.quote) for other, quote in others.items()
    )


def _opposites(label: str) -> set[str]:
    return {other for pair in OPPOSITES if label in pair for other in pair if other != label}


@cache
def _sure_rules() -> frozenset[str]:
    """Names of the rules that need no second opinion."""
    found = (rule for kind in ("hardening", "points") for own in rules(kind).values() for rule in own)
    return frozenset(rule.name for rule in found if rule.sure)


@cache
def _refusable() -> frozenset[str]:
    """Points that can be met, or touched, by saying what will not be done."""
    return frozenset(point for point, own in rules("points").items() if any(rule.refusal for rule in own))


@cache
def _columns() -> dict[str, int]:
    return {label: column for column, label in enumerate(listener().labels)}
