"""A cell cut into the sentences that the rules judge: labels set apart, others' words masked, purpose cut off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.coach.checks.predicate import Predicate, predicate
from assistant.coach.checks.signals import Signals
from assistant.language.normalise import normalise
from assistant.language.sentences import sentences
from assistant.language.tokens import terms

Label = Literal["", "short", "long", "issue", "measure", "goal", "indicator"]

# A circled number or a bullet begins an item; the text before the index form is made still shows them.
_ITEM = re.compile("[\u2460-\u2473\u2776-\u2793\u30fb\uff65]")
_BRACKETS_AT_END = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_BRACKETS = re.compile(r"\([^()]*\)")
_STOPS = "\u3002.!?\uff01\uff1f "


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, or the part of one that stands under a label such as 短期目標."""

    text: str
    bare: str
    """Without other people's words and without brackets at the end."""
    main: str
    """The part of `bare` behind the last purpose or reason (〜よう、〜ため、): what the sentence itself states."""
    label: Label
    marks_in_full: frozenset[str]
    """The signals that `text` shows, quotations and brackets included."""
    marks: frozenset[str]
    """The signals that `bare` shows."""
    main_marks: frozenset[str]
    """The signals that `main` shows."""

    predicate: Predicate
    """What its end states."""
    calls_for_act: bool
    """Its end says that something is to be done: needed, awaited or wished for rather than planned."""

    def shows(self, *names: str) -> bool:
        """Whether the sentence shows any of the signals."""
        return not self.marks.isdisjoint(names)

    def states(self, *names: str) -> bool:
        """Whether its main part shows any of the signals."""
        return not self.main_marks.isdisjoint(names)


def cut(text: str, signals: Signals) -> tuple[Sentence, ...]:
    """The sentences of `text` (as typed), in order."""
    found: list[Sentence] = []
    for piece in sentences(normalise(text)):
        for label, part in _labelled(piece, signals):
            if part.strip(_STOPS):
                found.append(_sentence(part, label, signals))
    return tuple(found)


def items(text: str) -> tuple[str, ...]:
    """The pieces of an enumeration in `text` as typed: between circled numbers, bullets and Japanese commas."""
    return tuple(piece.strip() for piece in re.split(f"{_ITEM.pattern}|[\u3001\u3002,\n]", text) if piece.strip())


def _labelled(piece: str, signals: Signals) -> list[tuple[Label, str]]:
    places: list[tuple[int, int, Label]] = []
    for name, pattern in signals.labels.items():
        places += [(match.start(), match.end(), _as_label(name)) for match in pattern.finditer(piece)]
    places.sort()
    if not places:
        return [("", piece)]
    parts: list[tuple[Label, str]] = [("", piece[: places[0][0]])]
    ends = [start for start, _, _ in places[1:]] + [len(piece)]
    parts += [(label, piece[after:end]) for (_, after, label), end in zip(places, ends, strict=True)]
    return parts


def _as_label(name: str) -> Label:
    known: dict[str, Label] = {"short": "short", "long": "long", "issue": "issue", "measure": "measure",
                               "goal": "goal", "indicator": "indicator"}  # fmt: skip
    return known[name]


def _sentence(text: str, label: Label, signals: Signals) -> Sentence:
    text = text.strip()
    bare = text
    for quote in signals.quotes:
        bare = quote.sub("", bare)
    bare = bare.rstrip(_STOPS)
    while (shorter := _BRACKETS_AT_END.sub("", bare).rstrip(_STOPS)) != bare:
        bare = shorter
    main = signals.purpose.split(bare)[-1] if bare else bare
    main = signals.pattern("frame").sub("", main) or main
    main = signals.pattern("slogan").sub("", signals.pattern("modifier").sub("", main))
    end = predicate(_claim(main, signals), signals.predicates)
    main_marks = signals.names_in(main, terms(main))
    return Sentence(
        text=text,
        bare=bare,
        main=main,
        label=label,
        marks_in_full=signals.names_in(text, terms(text)),
        marks=signals.names_in(bare, terms(bare)),
        main_marks=main_marks,
        predicate=end,
        calls_for_act="called_for" in main_marks or (end.need and end.act) or _awaited(main, signals),
    )


def _claim(main: str, signals: Signals) -> str:
    """What `main` claims, without the guess at its end, without brackets, and an issue without what is due to it."""
    claim = signals.pattern("issue_attribute").sub("", _BRACKETS.sub("", main))
    return signals.pattern("hedge").sub("", claim)


def _awaited(main: str, signals: Signals) -> bool:
    """An act that stands before an ending such as "is awaited"."""
    rest, count = signals.pattern("call").subn("", _claim(main, signals))
    words = signals.predicates
    return count > 0 and (predicate(rest, words).act or rest.endswith(words.grammar.brought_about))
