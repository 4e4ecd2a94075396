"""How sure it is that the documents hold an answer: logistic regression over what retrieval saw, fitted on `dev`."""

from __future__ import annotations

import math
from collections.abc import Mapping

from assistant.retrieval.retriever import Found

FEATURES = ("note", "lex_questions", "vec_questions", "vec_texts", "said", "asked", "passage_said", "passage_lex")


def features(found: Found) -> dict[str, float]:
    """What the best notes and passages look like; all about 0 to 1."""
    notes = [unit for unit, _ in found.notes[:3]]
    passages = [unit for unit, _ in found.passages[:3]]

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
    }


def confidence(found: Found, weights: Mapping[str, float]) -> float:
    """Probability, 0 to 1, that what was found answers the question."""
    seen = features(found)
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
