"""What a term means, out of the glossary, at the place of a document that the glossary names for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.citing import Citations
from assistant.answering.draft import Draft
from assistant.language.normalise import squeeze
from assistant.language.sentences import sentences
from assistant.retrieval.units import Ground
from assistant.types import NoteSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A sentence or two in our own words; `source` names the term's place in a document, `ground` where it stands."""

    names: tuple[str, ...]
    """The term and its other names."""
    text: str
    source: NoteSource
    ground: Ground | None


    def named_in(self, text: str) -> bool:
        """Whether `text` speaks of the term."""
        squeezed = squeeze(text).lower()
        return any(squeeze(name).lower() in squeezed for name in self.names)


Define = Callable[[str], Definition | None]
"""A term ("" where none is asked for) → its definition, or None."""


def opening(definition: Definition | None, citations: Citations) -> Draft:
    """A draft that begins with `definition`, if there is one."""
    draft = Draft()
    if definition is not None:
        number = citations.of_source(definition.source, definition.ground)
        for sentence in sentences(definition.text):
            draft.add("conclusion", sentence, (number,))
    return draft
