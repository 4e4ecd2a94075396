"""The sentences of an answer with the citation numbers that each of them carries."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.knowledge.notes import MARK
from assistant.language.sentences import sentences
from assistant.types import Answer

_MARKS = re.compile(r"((?:\[\d{1,2}\])+)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """One sentence or list item without its marks."""

    text: str
    numbers: tuple[int, ...]


def cited_sentences(text: str) -> list[CitedSentence]:
    """The sentences of `text`. A run of marks belongs to the sentence right before it, and to that one only."""
    found: list[CitedSentence] = []
    pieces = _MARKS.split(text)
    for said, marks in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        numbers = tuple(int(number) for number in MARK.findall(marks))
        spoken = [sentence for sentence in sentences(said) if _WORD.search(sentence)]
        if not spoken and found and numbers:
            last = found.pop()  # a full stop between two runs of marks
            spoken, numbers = [last.text], (*last.numbers, *numbers)
        found += [CitedSentence(sentence, ()) for sentence in spoken[:-1]]
        found += [CitedSentence(sentence, numbers) for sentence in spoken[-1:]]
    return found


def sentences_of(answer: Answer) -> list[CitedSentence]:
    """The sentences of the whole answer: its sections where it has some, else its text. What stands before an answer
    that is only near claims nothing.
    """
    parts = [section.text for section in answer.sections if section.layer != "near"] or [answer.text]
    return [sentence for part in parts for sentence in cited_sentences(part)]
