"""Ideas that a text names only to turn them down: "not to hold courses, but …".

What is turned down is no claim of the writer. It is cut out before anything else is read, so that rules and second
reader judge what is left. A clause goes as a whole ("holding courses is not the aim, …"), a noun alone goes without
the words before it ("courses not once but three times a year" still holds courses).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.coach.checks.signal_file import RejectionsEntry
from assistant.language.normalise import normalise
from assistant.language.sudachi import short_units

_SENTENCE = re.compile("(?<=[\u3002\uff01\uff1f!?])|(?<=\n)")
_STOPS = "\u3002\uff01\uff1f!?"
_COMMAS = "\u3001,\uff0c"
_BACK = 2
"""So many pieces between commas before the one that turns down can name what it turns down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejections:
    """How an idea is turned down, and what of that kind is an idea of the plan."""

    clause: re.Pattern[str]
    noun: re.Pattern[str]
    sentence: re.Pattern[str]
    idea: re.Pattern[str]
    leads_on: re.Pattern[str]
    """The end of a piece that still belongs to the next: a topic, one of several."""
    elliptic: re.Pattern[str]
    """The beginning of words that cannot do without what stands before them."""
    stretch: re.Pattern[str]
    """From one comma to the next, or to the words that turn down where no comma stands behind them."""
    particles: frozenset[str]
    particle: str

    def left_of(self, text: str) -> str:
        """`text` (as typed) without what it turns down; unchanged where nothing else would be left."""
        whole = [piece for piece in _SENTENCE.split(text) if piece]
        shorter = [self._within(sentence) for sentence in whole]
        kept = [sentence for sentence in shorter if not self._turns_down(sentence)]
        told = "".join(kept) if any(sentence.strip() for sentence in kept) else "".join(shorter)
        return told if told.strip(f"{_STOPS}{_COMMAS} \n") else text

    def _turns_down(self, sentence: str) -> bool:
        plain = normalise(sentence).rstrip(_STOPS)
        return self.sentence.search(plain) is not None and self.idea.search(plain) is not None

    def _within(self, sentence: str) -> str:
        pieces = [match[0] for match in self.stretch.finditer(sentence) if match[0]]
        kept: list[str] = []
        for i, piece in enumerate(pieces):
            rest = normalise("".join(pieces[i + 1 :])).rstrip(_STOPS)
            plain = normalise(piece).rstrip(_COMMAS)
            if not rest:
                kept.append(piece)
            elif self.clause.search(plain) and not self.elliptic.search(rest):
                self._drop(kept, piece)
            elif self.noun.search(plain):
                kept.append(self._without_noun(piece))
            else:
                kept.append(piece)
        return "".join(kept)

    def _drop(self, kept: list[str], piece: str) -> None:
        """Leaves out the clause that ends with `piece`, from where its idea is named; keeps a clause without one."""
        start = len(kept)
        told = piece
        while start and len(kept) - start < _BACK and self.leads_on.search(normalise(kept[start - 1])):
            if self.idea.search(normalise(told)) and not self.idea.search(normalise(kept[start - 1])):
                break
            start -= 1
            told = kept[start] + told
        if self.idea.search(normalise(told)):
            del kept[start:]
        else:
            kept.append(piece)

    def _without_noun(self, piece: str) -> str:
        """`piece` up to its last particle before the noun that is turned down."""
        ends = self.noun.search(normalise(piece).rstrip(_COMMAS))
        tail = len(ends["ending"]) if ends else 0
        head = piece.rstrip(_COMMAS)
        head = head[: len(head) - tail]
        start = 0
        for morpheme in short_units().tokenize(head):
            if morpheme.part_of_speech()[0] == self.particle and morpheme.surface() in self.particles:
                start = morpheme.end()
        noun = normalise(head[start:])
        counted = any(character.isdigit() for character in noun)
        return head[:start] if counted or self.idea.search(noun) else piece


def rejections(entry: RejectionsEntry, particle: str, compiled: Callable[[str], re.Pattern[str]]) -> Rejections:
    """The reader of `entry`; `compiled` knows the macros of its patterns."""
    return Rejections(
        clause=compiled(entry.clause),
        noun=compiled(entry.noun),
        sentence=compiled(entry.sentence),
        idea=compiled(entry.idea),
        leads_on=compiled(entry.leads_on),
        elliptic=compiled(entry.elliptic),
        stretch=compiled(entry.stretch),
        particles=frozenset(entry.particles),
        particle=particle,
    )
