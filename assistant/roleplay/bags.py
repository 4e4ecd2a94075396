"""What the trained listener counts in a stretch of speech: words, pairs of neighbours, and how the sentences are built.

A bag is a set of tokens. Plain tokens are Sudachi's dictionary forms (numbers are all alike), `a_b` two neighbours, and
`?name` a turn of speech from `manner.ja.yaml` (it asks, it asks for something, it ends in a rejection, it quotes ...).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from assistant.roleplay.patterns import MANNER, alternation
from assistant.roleplay.reading import Sentence

NUMBER = "<0>"
_NUMBER = re.compile(r"[\d.,]+|[〇一二三四五六七八九十百千万]+")
_SKIPPED = frozenset("、。,.!?「」『』 ")


def bag(stretch: Sequence[Sentence]) -> frozenset[str]:
    """The tokens of some sentences that follow one another."""
    found: set[str] = set()
    for sentence in stretch:
        forms = words(sentence)
        found.update(forms)
        found.update(f"{one}_{other}" for one, other in pairwise(forms))
        found.update(f"?{name}" for name, pattern in _turns().items() if pattern.search(sentence.text))
    return frozenset(found)


def words(sentence: Sentence) -> list[str]:
    """The dictionary forms in order, without punctuation; a number is `NUMBER`, whatever it is."""
    forms = (word.form for word in sentence.words if word.form not in _SKIPPED)
    return [NUMBER if _NUMBER.fullmatch(form) else form for form in forms]


@cache
def _turns() -> dict[str, re.Pattern[str]]:
    return {name: alternation(patterns) for name, patterns in MANNER["turns"].items()}
