"""Citation precision: the share of citations that bear the sentence they stand behind.

    precision(a) = bearing (sentence, citation) pairs / (sentence, citation) pairs

A pair bears where the cited texts of its sentence together hold a third of its content words and every number in it,
and the pair's own cited text holds at least one of those words. A cited text is the quote, its whole passage and the
place's name (section, title, edition). A count of what is listed ("the following 3") is the writer's own and is not
looked up; a sentence of fewer than two content words only leads over to the next.

The rule is lexical. It finds a wrong place and a changed number; a faithful sentence in quite other words counts
against the answer, so the figure is a lower bound. A hand-checked sample says how far below it lies (docs).

Source: Gao, Yen, Yu, Chen 2023, "Enabling large language models to generate text with citations" (ALCE).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import prompts
from assistant.language.normalise import squeeze
from assistant.language.tokens import terms
from eval.cited import CitedSentence

LEAST = 1 / 3
_FEWEST = 2
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def citation_precision(sentences: Sequence[CitedSentence], cited: Mapping[int, str]) -> float | None:
    """0.0 to 1.0, or None where nothing is cited. `cited` are the cited texts by citation number."""
    pairs = [bears for sentence in sentences for bears in bearing(sentence, cited)]
    return sum(pairs) / len(pairs) if pairs else None


def bearing(sentence: CitedSentence, cited: Mapping[int, str]) -> list[bool]:
    """For each citation of `sentence` whether it bears it."""
    words = set(terms(sentence.text))
    texts = [cited.get(number, "") for number in sentence.numbers]
    held = [words & set(terms(text)) for text in texts]
    if len(words) < _FEWEST:
        return [bool(text) for text in texts]
    together = set().union(*held)
    whole = len(together) >= LEAST * len(words) and _numbers_stand(sentence.text, texts)
    return [whole and bool(own) for own in held]


def _numbers_stand(sentence: str, texts: Sequence[str]) -> bool:
    known = {number for text in texts for number in _NUMBER.findall(squeeze(text))}
    return all(number in known for number in _NUMBER.findall(_count().sub("", squeeze(sentence))))


@lru_cache(maxsize=1)
def _count() -> re.Pattern[str]:
    return re.compile(prompts.load("eval/patterns")["count"])
