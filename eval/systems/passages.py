"""Baselines share this: ranked passages, and an answer that is simply the beginning of the best of them."""

from __future__ import annotations

from assistant.types import Answer, Evidence
from eval.metrics.key_facts import WITHIN
from eval.systems.system import Response, Unit

EVIDENCE = 4_000
"""Characters of evidence, as many as renkei gives."""


def response(question: str, ranked: list[tuple[str, Unit, float]], elapsed_ms: float) -> Response:
    """A response out of (id, passage, score), best first."""
    chosen: list[Evidence] = []
    size = 0
    for unit_id, unit, score in ranked:
        if size >= EVIDENCE:
            break
        size += len(unit.text)
        chosen.append(Evidence(document_id=unit.document_id, section="", page=None, text=unit.text, score=score,
                               kind="source", passage_id=unit_id))  # fmt: skip
    found = tuple(chosen)
    text = "\n".join(piece.text for piece in found)[:WITHIN]
    answer = Answer(id="", question=question, status="answered", mode="extractive", text=text, evidence=found,
                    elapsed_ms=elapsed_ms)  # fmt: skip
    return Response(answer=answer, found=found)
