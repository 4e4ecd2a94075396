"""How sure it is that the documents hold an answer: logistic regression over what retrieval saw, fitted on `dev`.

A question can be near a note in subject and still ask for something that no document holds: a fee, a figure, another
town, a later year, a legal form. So the features are not only how near the best units are, but also what of the
question they leave unsaid, and what kind of thing is asked for. Notes and passages count alike: an installation's own
documents have no notes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import prompts
from assistant.language.names import proper_names
from assistant.language.normalise import normalise, squeeze
from assistant.retrieval.retriever import Found, Retriever

SIGNS = {
    "covered": 1, "near": 1, "worded": 1,
    "unsaid": -1, "unknown": -1, "elsewhere": -1, "money": -1, "amount": -1, "legal_form": -1, "later_year": -1,
}  # fmt: skip
"""The features and the sign that each weight may have; fitted freely, near-copies are set one against the other."""
FEATURES = tuple(SIGNS)
_TOP = 3
_MOST_UNKNOWN = 3
_WESTERN_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\u5e74")
_REIWA_YEAR = re.compile(r"\u4ee4\u548c([0-9]{1,2})\u5e74")


def features(found: Found, retriever: Retriever, newest: int | None = None) -> dict[str, float]:
    """What the best notes and passages look like and what they leave open; all about 0 to 1.

    `newest` is the year of the newest document; a question after a later year that no unit names can hardly be
    answered.
    """
    notes = [unit for unit, _ in found.notes[:_TOP]]
    passages = [unit for unit, _ in found.passages[:_TOP]]
    alone = [unit for unit, _ in found.unguided[:_TOP]]

    def best(channel: str, units: Sequence[str]) -> float:
        scores = found.channels.get(channel, {})
        return max((scores.get(unit, 0.0) for unit in units), default=0.0)

    texts = [squeeze(retriever.text_of(unit)) for unit in dict.fromkeys((*notes, *passages, *alone))]
    asked = normalise(found.query.text)
    return {
        "covered": max(best("asked", notes), best("said", alone)),
        "near": max(best("vec_questions", notes), best("vec_texts", (*notes, *alone))),
        "worded": max(best("lex_questions", notes), best("lex_body", alone)),
        **_left_open(found, retriever, (*notes, *passages, *alone)),
        "elsewhere": _elsewhere(asked, texts),
        **{name: float(_asks_in_vain(name, asked, texts)) for name in ("money", "amount", "legal_form")},
        "later_year": float(_is_later(asked, newest, texts)),
    }


def _left_open(found: Found, retriever: Retriever, units: Sequence[str]) -> dict[str, float]:
    said: set[str] = set()
    for unit in units:
        said |= retriever.words_of(unit) | retriever.asked_of(unit)
    own = {word: retriever.idf(word) for word in found.query.own}
    total = sum(own.values()) or 1.0
    unknown = sum(1 for word in own if not retriever.knows(word))
    return {
        "unsaid": sum(idf for word, idf in own.items() if word not in said) / total,
        "unknown": min(unknown, _MOST_UNKNOWN) / _MOST_UNKNOWN,
    }


@lru_cache(maxsize=1)
def _clues() -> dict[str, Any]:
    return dict(prompts.load("answer/asked_for"))


def _elsewhere(asked: str, texts: Sequence[str]) -> float:
    """Share of the places, bodies and editions that the question names and no unit says."""
    named = {squeeze(name) for name in proper_names(asked)}
    named |= {squeeze(match) for match in re.findall(_clues()["edition"], asked)}
    if not named:
        return 0.0
    folded = [text.lower() for text in texts]
    return sum(1 for name in named if not any(name.lower() in text for text in folded)) / len(named)


def _asks_in_vain(name: str, asked: str, texts: Sequence[str]) -> bool:
    clue = _clues()[name]
    if name == "amount":
        counted = re.search(_clues()["counted"], asked)
        if counted is not None:
            return not any(_counts(counted[1], text) for text in texts)
    if not re.search(clue["pattern"], asked):
        return False
    return not any(re.search(clue["unless"], text) for text in texts)


def _counts(counter: str, text: str) -> bool:
    """Whether `text` holds a number with `counter` or its like."""
    alike = next((group for group in _clues()["same_counters"] if counter in group), [counter])
    return re.search(f"{_clues()['numeral']}(?:{'|'.join(map(re.escape, alike))})", text) is not None


def _is_later(asked: str, newest: int | None, texts: Sequence[str]) -> bool:
    years = {int(year): f"{year}\u5e74" for year in _WESTERN_YEAR.findall(asked)}
    years |= {2018 + int(year): f"\u4ee4\u548c{year}\u5e74" for year in _REIWA_YEAR.findall(asked)}
    if newest is None or not years or max(years) <= newest:
        return False
    return not any(years[max(years)] in text for text in texts)


def confidence(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability, 0 to 1, that what was found answers the question; `seen` is what `features` gave."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
