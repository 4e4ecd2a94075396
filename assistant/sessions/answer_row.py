"""An answer as it is kept in a conversation: JSON values, the evidence left out."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import Any

from assistant.types import Answer, AnswerSection, Citation


def answer_row(answer: Answer) -> dict[str, Any]:
    """`answer` as a JSON object; `answer_from_row` reads it back."""
    row = asdict(replace(answer, evidence=()))
    del row["evidence"]
    return row


def answer_from_row(row: dict[str, Any]) -> Answer:
    """The answer that `answer_row` wrote. What an older or newer renkei wrote beside is left out, what it did not know
    yet gets its default.
    """
    values = _known(Answer, row)
    values["sections"] = tuple(_section(section) for section in row.get("sections", ()))
    values["citations"] = tuple(Citation(**_known(Citation, citation)) for citation in row.get("citations", ()))
    values["suggestions"] = tuple(row.get("suggestions", ()))
    values["warnings"] = tuple(row.get("warnings", ()))
    return Answer(**values)


def _section(row: dict[str, Any]) -> AnswerSection:
    return AnswerSection(**{**_known(AnswerSection, row), "citations": tuple(row.get("citations", ()))})


def _known(kind: type[Answer] | type[AnswerSection] | type[Citation], row: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in row.items() if name in names}
