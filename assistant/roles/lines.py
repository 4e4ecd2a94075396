"""An answer about roles under way: labelled lines of sentences, each with the duties that bear it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import prompts
from assistant.knowledge.roles import Cell, Scheme
from assistant.roles.card import short_name
from assistant.roles.grounds import RoleCitations
from assistant.types import AnswerSection

LIMIT = 600
"""Characters of an answer's text, labels and marks included."""
_MARK = len("[10]")
_TEXTS = "roles/texts"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, and the duties it stands on; none for the statement that there is nothing."""

    text: str
    cells: tuple[Cell, ...] = ()

    @property
    def size(self) -> int:
        """Characters with marks, at most."""
        return len(self.text) + _MARK * len(self.cells)


@dataclass(slots=True)
class Line:
    """One section of the answer. `short` is its label inside the running text."""

    label: str
    short: str
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Characters with label, marks and line end; 0 while nothing is said."""
        frame = len(prompts.text(_TEXTS, "line", label=self.short, text="")) + 1
        return frame + sum(sentence.size for sentence in self.sentences) if self.sentences else 0

    def room_for(self, sentence: Sentence, room: int) -> bool:
        """Whether the line with one more sentence is at most `room` characters longer than it is now."""
        return Line(self.label, self.short, [*self.sentences, sentence]).size - self.size <= room


def in_scheme(cell: Cell, scheme: Scheme) -> Sentence:
    """A duty that is told outside a section of its scheme, with the scheme's name."""
    duty = (cell.duty or "").removesuffix("\u3002")
    return Sentence(prompts.text(_TEXTS, "in_scheme", duty=duty, scheme=short_name(scheme)), (cell,))


def total(lines: Iterable[Line]) -> int:
    """Characters of all lines together."""
    return sum(line.size for line in lines)


def quoted(names: Sequence[str]) -> str:
    """Names in quotation marks, one after the other."""
    return "".join(prompts.text(_TEXTS, "quoted", name=name) for name in names)


def joined(names: Sequence[str], most: int = 99) -> str:
    """Names as a list in a sentence; what goes beyond `most` is hinted at."""
    between = prompts.text(_TEXTS, "between")
    return between.join(names[:most]) + (prompts.text(_TEXTS, "and_more") if len(names) > most else "")


def finished(lines: Sequence[Line], citations: RoleCitations) -> tuple[str, tuple[AnswerSection, ...]]:
    """The running text and the sections; citations get their numbers in the order of the text."""
    texts, sections = [], []
    for line in lines:
        if not line.sentences:
            continue
        said, used = "", dict[int, None]()
        for sentence in line.sentences:
            numbers = dict.fromkeys(citations.number(cell) for cell in sentence.cells)
            said += sentence.text + "".join(f"[{number}]" for number in numbers)
            used |= numbers
        texts.append(prompts.text(_TEXTS, "line", label=line.short, text=said))
        sections.append(AnswerSection(label=line.label, text=said, citations=tuple(used)))
    return "\n".join(texts), tuple(sections)
