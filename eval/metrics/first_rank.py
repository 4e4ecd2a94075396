"""The rank of the first relevant passage, on which hit@k and the reciprocal rank stand."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.normalise import squeeze
from assistant.types import Evidence
from eval.matching import bears
from eval.questions import Question


def first_rank(question: Question, evidence: Sequence[Evidence]) -> int | None:
    """Rank from 1 of the first passage that bears one of the question's places, or None where there is none."""
    for rank, piece in enumerate(evidence, start=1):
        text = squeeze(piece.text)
        if any(item.document == piece.document_id and bears(text, item) for item in question.evidence):
            return rank
    return None
