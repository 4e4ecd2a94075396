"""How sure it is that the documents hold an answer: logistic regression over what retrieval saw, fitted on `dev`.

A question can be near a note in subject and still ask for something that no document holds: a fee, a figure, a later
year, a legal form. So the features are not only how near the best notes are, but also what of the question they leave
unsaid, and what kind of thing is asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache

import prompts
from assistant.knowledge.notes import plain
from assistant.language.normalise import normalise
from assistant.retrieval.retriever import Found, Retriever

FEATURES = (
    "note", "lex_questions", "vec_questions", "vec_texts", "said", "asked", "passage_said", "passage_lex",
    "unsaid", "unknown", "money", "amount", "legal_form", "later_year", "words",
)  # fmt: skip
_TOP = 3
_MOST_UNKNOWN = 3
_MOST_WORDS = 20
_WESTERN_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\u5e74")
_REIWA_YEAR = re.compile(r"\u4ee4\u548c([0-9]{1,2})\u5e74")


def features(found: Found, retriever: Retriever, newest: int | None = None) -> dict[str, float]:
    """What the best notes and passages look like and what they leave open; all about 0 to 1.

    `newest` is the year of the newest document; a question after a later year can hardly be answered.
    """
    notes = [unit for unit, _ in found.notes[:_TOP]]
    passages = [unit for unit, _ in found.passages[:_TOP]]

    def best(channel: str, units: list[str]) -> float:
        scores = found.channels.get(channel, {})
        return max((scores.get(unit, 0.0) for unit in units), default=0.0)

    return {
        "note": found.notes[0][1] if found.notes else 0.0,
        "lex_questions": best("lex_questions", notes),
        "vec_questions": best("vec_questions", notes),
        "vec_texts": best("vec_texts", notes),
        "said": best("said", notes),
        "asked": best("asked", notes),
        "passage_said": best("said", passages),
        "passage_lex": best("lex_body", passages),
        **_left_open(found, retriever, notes, passages),
        **_asked_for(found.query.text, retriever, notes),
        "later_year": float(newest is not None and _latest_year(found.query.text) > newest),
        "words": min(len(found.query.own), _MOST_WORDS) / _MOST_WORDS,
    }


def _left_open(found: Found, retriever: Retriever, notes: list[str], passages: list[str]) -> dict[str, float]:
    said: set[str] = set()
    for unit in (*notes, *passages):
        said |= retriever.words_of(unit) | retriever.asked_of(unit)
    own = {word: retriever.idf(word) for word in found.query.own}
    total = sum(own.values()) or 1.0
    unknown = sum(1 for word in own if not retriever.knows(word))
    return {
        "unsaid": sum(idf for word, idf in own.items() if word not in said) / total,
        "unknown": min(unknown, _MOST_UNKNOWN) / _MOST_UNKNOWN,
    }


@lru_cache(maxsize=1)
def _clues() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    rows: dict[str, dict[str, str]] = prompts.load("answer/asked_for")
    return {
        name: (re.compile(row["pattern"]), re.compile(row["unless"]) if "unless" in row else None)
        for name, row in rows.items()
    }


def _asked_for(question: str, retriever: Retriever, notes: list[str]) -> dict[str, float]:
    asked = normalise(question)
    found: dict[str, float] = {}
    for name, (pattern, unless) in _clues().items():
        hit = pattern.search(asked) is not None
        if hit and unless is not None:
            hit = not any(unless.search(_text(retriever, unit)) for unit in notes)
        found[name] = float(hit)
    return found


def _text(retriever: Retriever, unit: str) -> str:
    return normalise(" ".join(plain(section.text) for section in retriever.note(unit).sections))


def _latest_year(question: str) -> int:
    asked = normalise(question)
    years = [int(year) for year in _WESTERN_YEAR.findall(asked)]
    years += [2018 + int(year) for year in _REIWA_YEAR.findall(asked)]
    return max(years, default=0)


def confidence(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability, 0 to 1, that what was found answers the question; `seen` is what `features` gave."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
