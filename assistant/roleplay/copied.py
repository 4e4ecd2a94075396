"""Is it said in the trainee's own words? The rubric's own sentences, read out, are no conversation.

The debrief and the hints show names, explanations and example sentences. Who reads a name or an explanation out has
said nothing; who says an example again has touched the point and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from assistant.language.normalise import squeeze
from assistant.language.sentences import sentences
from assistant.roleplay.rubric import rubric
from assistant.roleplay.values import Hit

SHARE = 0.9
"""Of the pairs of neighbouring characters; above it a sentence counts as read out."""
TOUCHED = 1


def in_own_words(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without those whose words are the rubric's; example sentences are left with the lowest strength."""
    found: list[Hit] = []
    for hit in hits:
        parts = sentences(hit.quote)
        if all(_read_out(part, _texts()[0]) for part in parts):
            continue
        copied = all(_read_out(part, _texts()[0] + _texts()[1]) for part in parts)
        found.append(replace(hit, strength=min(hit.strength, TOUCHED)) if copied else hit)
    return tuple(found)


def _read_out(said: str, texts: Sequence[frozenset[str]]) -> bool:
    own = _pairs(said)
    return bool(own) and any(len(own & text) >= SHARE * len(own) for text in texts)


@cache
def _texts() -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """Pairs of characters of (what is about the points, what could be said)."""
    points, blows = rubric().points.values(), rubric().hardening.values()
    about = [*(text for p in points for text in (p.name, p.explanation, p.used)),
             *(text for b in blows for text in (b.name, b.explanation))]  # fmt: skip
    examples = [*(p.example for p in points), *(b.example for b in blows)]
    pieces = [piece for example in examples for piece in (example, *sentences(example))]
    return tuple(map(_pairs, about)), tuple(map(_pairs, pieces))


def _pairs(text: str) -> frozenset[str]:
    text = squeeze(text)
    return frozenset(one + other for one, other in pairwise(text))
