"""An answer as it is kept in a conversation: JSON values, the evidence left out."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from assistant.types import Answer, AnswerSection, Citation


def answer_row(answer: Answer) -> dict[str, Any]:
    """`answer` as a JSON object; `answer_from_row` reads it back."""
    row = asdict(replace(answer, evidence=()))
    del row["evidence"]
    return row


def answer_from_row(row: dict[str, Any]) -> Answer:
    """The answer that `answer_row` wrote."""
    return Answer(**{
        **row,
        "sections": tuple(AnswerSection(**{**s, "citations": tuple(s["citations"])}) for s in row["sections"]),
        "citations": tuple(Citation(**citation) for citation in row["citations"]),
        "suggestions": tuple(row["suggestions"]),
        "warnings": tuple(row["warnings"]),
    })
