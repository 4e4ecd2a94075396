"""Citation recall: the share of an answer's sentences that carry a citation.

    recall(a) = sentences with a citation number / sentences

A sentence inside quotation marks belongs to the sentence around it; list items count as sentences.

Source: Gao, Yen, Yu, Chen 2023, "Enabling large language models to generate text with citations" (ALCE), with the
model that judges support replaced by the rule of citation_precision.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.cited import CitedSentence


def citation_recall(sentences: Sequence[CitedSentence]) -> float:
    """0.0 to 1.0; 1.0 for an answer without sentences."""
    return sum(bool(sentence.numbers) for sentence in sentences) / len(sentences) if sentences else 1.0
