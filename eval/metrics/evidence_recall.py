"""Evidence recall within a budget of characters.

    recall@B(q) = 1 where mode is any and one place of q stands in E[:B], or mode is all and every place does; else 0

E is the text of the evidence in rank order; E[:B] are its first B characters as delivered: the passage that the budget
ends in is cut there. It answers what a reader, or a model with a window of B characters, would have in hand.

Source: the budgeted form of recall@k used for passages of unequal length, e.g. Liu et al. 2021, "DensePhrases as
passage retrievers", and "recall@tokens" in Chroma's "Evaluating chunking strategies" (2024).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.language.normalise import squeeze
from assistant.types import Evidence
from eval.matching import holds
from eval.questions import Question

_SEAM = "\u241e"  # keeps an anchor from being found across two passages


def evidence_recall(question: Question, evidence: Sequence[Evidence], budget: int) -> float:
    """1.0 or 0.0 for an answerable question; `budget` in characters."""
    texts: dict[str, str] = {}
    for document, text in cut(evidence, budget):
        texts[document] = texts.get(document, "") + _SEAM + squeeze(text)
    found = [holds(texts.get(item.document, ""), item) for item in question.evidence]
    return float(all(found) if question.evidence_mode == "all" else any(found))


def cut(evidence: Sequence[Evidence], budget: int) -> Iterator[tuple[str, str]]:
    """(document id, text) of the evidence in rank order as far as `budget` characters go."""
    for piece in evidence:
        if budget <= 0:
            return
        yield piece.document_id, piece.text[:budget]
        budget -= len(piece.text)
