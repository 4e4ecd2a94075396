"""The JSON form of an Answer: the contract of `renkei ask --json` and `POST /api/v1/ask` (docs/architecture.md)."""

from __future__ import annotations

from typing import Any

from assistant.answering.shape import certainty_label
from assistant.types import Answer, Citation


def answer_to_dict(answer: Answer, notice: str = "") -> dict[str, Any]:
    """`answer` as the object that every surface of renkei exchanges; `notice` says that a machine made it."""
    return {
        "id": answer.id,
        "question": answer.question,
        "status": answer.status,
        "mode": answer.mode,
        "text": answer.text,
        "sections": [
            {
                "label": section.label,
                "text": section.text,
                "citations": list(section.citations),
                "layer": section.layer,
            }
            for section in answer.sections
        ],
        "citations": [citation_to_dict(citation) for citation in answer.citations],
        "evidence": [
            {
                "document_id": evidence.document_id,
                "section": evidence.section,
                "page": evidence.page,
                "text": evidence.text,
                "score": evidence.score,
                "kind": evidence.kind,
            }
            for evidence in answer.evidence
        ],
        "suggestions": list(answer.suggestions),
        "warnings": list(answer.warnings),
        "notice": notice,
        "certainty": answer.certainty,
        "certainty_label": certainty_label(answer.certainty),
        "conversation_id": answer.conversation_id,
        "elapsed_ms": answer.elapsed_ms,
    }


def citation_to_dict(citation: Citation) -> dict[str, Any]:
    """One citation of that object."""
    return {
        "number": citation.number,
        "document_id": citation.document_id,
        "title": citation.title,
        "edition": citation.edition,
        "section": citation.section,
        "page": citation.page,
        "quote": citation.quote,
        "address": citation.address,
        "note_id": citation.note_id,
        "superseded": citation.superseded,
    }
