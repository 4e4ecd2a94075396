"""Key facts: whether the answer says what a right answer can hardly avoid.

    said(f) = 1 where one of the wordings of f stands in the answer, else 0
    mean(q) = Σ said(f) / number of facts        all(q) = 1 where every fact is said, else 0

Answer and wordings are compared after NFKC, without white space, citation marks removed, within the first 600
characters: an answer cannot win by length.

Source: nugget recall with vital nuggets only; Voorhees 2003, "Overview of the TREC 2003 question answering track".
"""

from __future__ import annotations

from assistant.knowledge.notes import plain
from assistant.language.normalise import squeeze
from eval.questions import Question

WITHIN = 600


def said(question: Question, answer: str) -> tuple[bool, ...]:
    """For each key fact of `question` whether `answer` says it."""
    text = squeeze(plain(answer[:WITHIN]))
    return tuple(any(squeeze(wording) in text for wording in fact) for fact in question.key_facts)


def all_said(facts: tuple[bool, ...]) -> float:
    """1.0 where every fact is said, else 0.0."""
    return float(all(facts))


def mean_said(facts: tuple[bool, ...]) -> float:
    """The share of the facts that are said; 1.0 where there is none to say."""
    return sum(facts) / len(facts) if facts else 1.0
