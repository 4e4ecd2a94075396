"""How sure it is that the documents hold an answer: logistic regression over what retrieval saw, fitted on `dev`.

A question can be near a note in subject and still ask for something that no document holds: a fee, a figure, another
town, a later year, a legal form. So the features are not only how near the best units are, but whether the thing asked
for is in them: a question after a detail (a figure, a date, a form) needs a sentence that gives such a detail and says
the rest of the question too; any other question needs units that say its words, and say them beside its names. Notes
and passages count alike: an installation's own documents have no notes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.answering.asked_for import AskedFor, asked_for
from assistant.answering.support import Support
from assistant.language.normalise import squeeze
from assistant.retrieval.retriever import Found, Retriever

SIGNS = {
    "covered": 1, "filled": 1, "near": 1, "length": 1, "open": 1,
    "detail": -1, "formal": -1, "unfilled": -1, "empty": -1, "unasked": -1,
    "unknown": -1, "unheard": -1, "lacking": -1, "thin": -1, "elsewhere": -1, "edition": -1,
}  # fmt: skip
"""The features and the sign that each weight may have; fitted freely, near-copies are set one against the other."""
FEATURES = tuple(SIGNS)
_TOP = 3
_MOST_UNKNOWN = 3
_SHORT, _LONG = 5, 14
"""Words of a question: from here on the more it says, the less of it a unit can be expected to say, up to here."""
_THIN = 0.4
_OFFICIAL = ("money", "legal_form")
"""Details that an official notice gives rather than a guide."""


def features(found: Found, retriever: Retriever, newest: int | None = None) -> dict[str, float]:
    """What the best notes and passages look like and what they leave open; all about 0 to 1. Beside `FEATURES` there
    are `blank` (the question says nothing), `anticipated` (a note is asked with its very words), `later_year` and,
    by kind, details of official notices that were asked for in vain.

    `newest` is the year of the newest document; a question after a later year that no unit names can hardly be
    answered.
    """
    asked = asked_for(found.query.text)
    support = Support(found, asked, retriever)
    filled = {detail: support.filled(detail) for detail in asked.details}
    detail = bool(filled)
    figures = [value for asked_detail, value in filled.items() if not asked_detail.formal]
    return {
        "covered": 0.0 if detail else min(_covered(found), support.beside_names()),
        "near": _nearness(found),
        "length": max(0, min(len(found.query.own), _LONG) - _SHORT) / (_LONG - _SHORT),
        "open": float(asked.open),
        "detail": float(detail),
        "formal": float(len(figures) < len(filled)),
        "filled": min(filled.values(), default=0.0),
        "unfilled": max(((1 - value) ** 2 for value in figures), default=0.0),
        "empty": float(0.0 in filled.values()),
        "unasked": float(detail and not support.asked_alike()),
        "unknown": min(support.unknown_nouns(), _MOST_UNKNOWN) / _MOST_UNKNOWN,
        "unheard": min(support.unheard(), _MOST_UNKNOWN) / _MOST_UNKNOWN,
        "lacking": support.lacking(),
        "thin": max(0.0, _THIN - support.nouns()) / _THIN,
        "elsewhere": float(support.places_missing()),
        "edition": float((later := _is_later(asked, newest, support)) or support.edition_missing()),
        "later_year": float(later),
        "blank": float(_is_blank(found.query.text) or support.blank()),
        "anticipated": float(support.anticipated()),
        **{f.kind: 1.0 for f, value in filled.items() if f.kind in _OFFICIAL and value < _THIN},
    }


def _covered(found: Found) -> float:
    notes, alone = found.notes[:_TOP], found.unguided[:_TOP]
    return max(_best(found, "asked", notes), _best(found, "said", alone))


def _nearness(found: Found) -> float:
    notes, alone = found.notes[:_TOP], found.unguided[:_TOP]
    return max(_best(found, "vec_questions", notes), _best(found, "vec_texts", (*notes, *alone)))


def _best(found: Found, channel: str, ranked: Sequence[tuple[str, float]]) -> float:
    scores = found.channels.get(channel, {})
    return max((scores.get(unit, 0.0) for unit, _ in ranked), default=0.0)


def _is_blank(question: str) -> bool:
    """Whether `question` is one character, or one again and again."""
    return len(set(squeeze(question))) <= 1


def _is_later(asked: AskedFor, newest: int | None, support: Support) -> bool:
    if newest is None or not asked.years or asked.years[-1] <= newest:
        return False
    latest = str(asked.years[-1])
    names = [name for edition in asked.editions if any(latest in name for name in edition) for name in edition]
    return not any(map(support.says, names))


def confidence(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability, 0 to 1, that what was found answers the question; `seen` is what `features` gave."""
    if seen.get("blank"):
        return 0.0
    if seen.get("anticipated"):
        return 1.0
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * seen.get(name, 0.0) for name in FEATURES)
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
