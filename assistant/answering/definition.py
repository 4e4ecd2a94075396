"""What a term means, out of the glossary, at the place of a document that the glossary names for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import prompts
from assistant.answering.citing import Citations
from assistant.answering.draft import Draft
from assistant.language.normalise import squeeze
from assistant.language.sentences import sentences
from assistant.retrieval.units import Ground
from assistant.types import Layer, NoteSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A sentence or two in our own words; `source` names the term's place in a document, `ground` where it stands."""

    names: tuple[str, ...]
    """The term and its other names."""
    text: str
    source: NoteSource
    ground: Ground | None
    asked: str = ""
    """The name by which it was asked for."""

    @property
    def label(self) -> str:
        """The term; behind another name in brackets, so that a reader sees what it was taken for."""
        if not self.asked or squeeze(self.names[0]).lower() in squeeze(self.asked).lower():
            return self.names[0]
        return prompts.text("answer/messages", "other_name", asked=self.asked, term=self.names[0])

    def named_in(self, text: str) -> bool:
        """Whether `text` speaks of the term."""
        squeezed = squeeze(text).lower()
        return any(squeeze(name).lower() in squeezed for name in self.names)


Define = Callable[[str], Definition | None]
"""A term → its definition, or None."""


def definitions(terms: Sequence[str], define: Define) -> tuple[Definition, ...]:
    """The definitions of `terms`; none where one of them has none. Two names of one thing get one, under the name that
    is not the term, which says so.
    """
    found = tuple(replace(definition, asked=term) for term in terms if (definition := define(term)))
    if len(found) != len(terms):
        return ()
    if len({one.text for one in found}) < len(found):
        return (max(found, key=lambda one: one.label != one.names[0]),)
    return found


def opening(defined: Sequence[Definition], citations: Citations) -> Draft:
    """A draft that begins with a definition; two stand side by side."""
    draft = Draft()
    for one in defined:
        number = citations.of_source(one.source, one.ground)
        told = list(sentences(one.text))
        if len(defined) == 1 and one.label != one.names[0]:
            told[0] = prompts.text("answer/messages", "by_other_name", label=one.label, sentence=told[0])
        layer: Layer = "side" if len(defined) > 1 else "conclusion"
        for sentence in told:
            draft.add(layer, sentence, (number,), one.label if len(defined) > 1 else "")
    return draft
