"""Whether the leading note is the one that answers the question, or only a neighbour of it.

The confidence says whether the documents hold an answer; a question after a daily trouble can be sure of that and still
be led by a note on a neighbouring matter, because both share a noun. What tells the two apart is how far the note is
ahead of the next ones, channel by channel. A logistic regression over that, fitted on the guide's own questions, each
asked of a guide that does not know it (`eval/fitting/directness.py`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from assistant.retrieval.fusion import NOTE_CHANNELS
from assistant.retrieval.retriever import Found

_RIVALS = 4
NEIGHBOUR = 0.2
"""Below one chance in five the answer says that it is only near; of the development questions, 5 % lie below."""
_VALUES = ("fused", *NOTE_CHANNELS)
FEATURES = (*_VALUES, *(f"{name}_ahead" for name in _VALUES), "share")


def features(found: Found, lead: str) -> dict[str, float]:
    """What retrieval saw of the note `lead`, how far it is `ahead` of the best of the next four (less than 0 where it
    is behind), and its share of what it and they have together.
    """
    fused = dict(found.notes)
    rivals = [unit for unit, _ in found.notes if unit != lead][:_RIVALS]
    seen = {"fused": fused, **{name: found.channels.get(name, {}) for name in NOTE_CHANNELS}}
    own = {name: scores.get(lead, 0.0) for name, scores in seen.items()}
    ahead = {
        f"{name}_ahead": own[name] - max((scores.get(unit, 0.0) for unit in rivals), default=0.0)
        for name, scores in seen.items()
    }
    total = sum(fused.get(unit, 0.0) for unit in (lead, *rivals))
    return {**own, **ahead, "share": own["fused"] / total if total else 0.0}


def directness(found: Found, lead: str, weights: Mapping[str, float]) -> float:
    """Probability, 0 to 1, that `lead` is the note that answers the question of `found`."""
    seen = features(found, lead)
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * seen[name] for name in FEATURES)
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
