"""What kind of question it is, and its halves, by rules (`prompts/answer/questions.ja.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import prompts
from assistant.language.normalise import normalise
from assistant.language.tokens import terms

QuestionKind = Literal["why", "role", "how", "fact", "say", "what"]
_CLAUSE_END = re.compile("[\u3001\u3002?]")
_LEAST_WORDS = 2
_MOST_PARTS = 3
_OPENING = 24
"""Characters in which a sentence names the document or place that it speaks of."""
_LATEST_SIDE = 6
_PATTERNS = ("two_halves", "split_at", "joined_halves", "joined_at", "asking", "leaning", "topic",
             "bracketed", "unnamed_reason", "asked_term", "asks", "announcing", "comparing",
             "asked_terms", "one_term")  # fmt: skip


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[tuple[QuestionKind, re.Pattern[str]], ...], dict[str, re.Pattern[str]]]:
    data: dict[str, Any] = prompts.load("answer/questions")
    kinds = tuple((row["kind"], re.compile(row["pattern"])) for row in data["kinds"])
    return kinds, {name: re.compile(data[name]) for name in _PATTERNS}


def kind_of(question: str) -> QuestionKind:
    """The kind of answer that `question` asks for."""
    plain = normalise(question)
    return next((kind for kind, pattern in _rules()[0] if pattern.search(plain)), "what")


@dataclass(frozen=True, slots=True)
class Frame:
    """A document or place that a question names. A unit belongs to it by its document or by one of its words."""

    pattern: re.Pattern[str]
    document: str = ""
    words: frozenset[str] = frozenset()
    label: str = ""
    """What stands above what it says, beside the others; with its year where it has one."""

    def holds(self, documents: Collection[str], words: Collection[str]) -> bool:
        """Whether a unit with these documents and words belongs to the frame."""
        return self.document in documents if self.document else not self.words.isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Part:
    """One half of a question: what to look up, and the frame to look in, if it is named."""

    text: str
    frame: Frame | None = None


@lru_cache(maxsize=1)
def _frames() -> tuple[Frame, ...]:
    rows: list[dict[str, Any]] = prompts.load("answer/questions")["frames"]
    return tuple(
        Frame(re.compile(row["pattern"]), row.get("document", ""), frozenset(row.get("words", ())), row["label"])
        for row in rows
    )


def parts_of(question: str) -> tuple[Part, ...]:
    """The halves of a question that has two (at most three), or nothing for a single question.

    A question that names two documents or places is asked once in each; one that asks for two things, clause by
    clause.
    """
    plain = normalise(question)
    named = _named(plain)
    if len(named) >= 2:
        return tuple(Part(_without(plain, named, frame), frame) for frame in named[:_MOST_PARTS])
    return tuple(Part(text) for text in _clauses(plain))


def _without(plain: str, named: Sequence[Frame], kept: Frame) -> str:
    """The question as asked of one frame: without the clauses that speak only of the others, and their names."""
    others = [frame for frame in named if frame is not kept]
    clauses = [clause for clause in _CLAUSE_END.split(plain) if clause]
    about_others = [
        not kept.pattern.search(clause) and any(frame.pattern.search(clause) for frame in others) for clause in clauses
    ]
    text = "\u3001".join(clause for clause, drop in zip(clauses, about_others, strict=True) if not drop)
    # the name of a document only leads to notes about the document; the name of a place belongs to the matter
    for frame in [*others, *([kept] if kept.document else [])]:
        text = frame.pattern.sub(" ", text)
    return text


def _clauses(plain: str) -> tuple[str, ...]:
    rules = _rules()[1]
    if not rules["two_halves"].search(plain):
        return ()
    pieces = _long_enough(rules["split_at"].split(plain))
    if not all(rules["asks"].search(piece) for piece in pieces):
        pieces = []
    if len(pieces) < 2 and rules["joined_halves"].search(plain):
        pieces = _long_enough(rules["joined_at"].split(plain))
    return tuple(pieces[:_MOST_PARTS]) if len(pieces) >= 2 else ()


def _long_enough(split: Sequence[str]) -> list[str]:
    """Pieces that can be asked by themselves; a shorter one goes with the piece before it."""
    pieces: list[str] = []
    for piece in split:
        if len(set(terms(_rules()[1]["asking"].sub(" ", piece)))) >= _LEAST_WORDS:
            pieces.append(piece.strip())
        elif pieces and piece.strip():
            pieces[-1] = f"{pieces[-1]} {piece.strip()}"
    return pieces


def compares(question: str) -> bool:
    """Whether `question` asks how documents, editions or places differ."""
    plain = normalise(question)
    return bool(_rules()[1]["comparing"].search(plain)) or len(_named(plain)) > 1


def side_of(sentence: str) -> str:
    """The label of the document or place that `sentence` begins with, or nothing."""
    start = normalise(sentence)[:_OPENING]
    found = [(match.start(), frame.label) for frame in _frames() if (match := frame.pattern.search(start))]
    return min(found)[1] if found and min(found)[0] <= _LATEST_SIDE else ""


def places(text: str) -> frozenset[str]:
    """The labels of the documents and places that `text` names."""
    return frozenset(frame.label for frame in _named(normalise(text)))


def _named(plain: str) -> list[Frame]:
    return [frame for frame in _frames() if frame.pattern.search(plain)]


def leans(sentence: str) -> bool:
    """Whether `sentence` needs the one before it to be understood."""
    return bool(_rules()[1]["leaning"].search(sentence))


def stands_alone(sentence: str) -> bool:
    """Whether a reader understands `sentence` without the title or the sentence before it."""
    rules = _rules()[1]
    if rules["topic"].search(rules["bracketed"].sub("", sentence)) is None:
        return False
    return not any(rules[name].search(sentence) for name in ("leaning", "unnamed_reason", "announcing"))


def asked_terms(question: str) -> tuple[str, ...]:
    """The term whose meaning is asked for, or the two that are to be told apart, or nothing."""
    plain, rules = normalise(question), _rules()[1]
    if two := rules["asked_terms"].search(plain):
        return two["one"].strip(), two["other"].strip()
    found = rules["asked_term"].search(plain)
    return (found["term"].strip(),) if found else ()


def is_term(text: str) -> bool:
    """Whether `text` is a term, not a phrase."""
    return bool(_rules()[1]["one_term"].fullmatch(text))
