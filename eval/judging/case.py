"""What a judge grades: a question, what is expected, what the documents hold, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.errors import UsageError
from eval.scoring import Result

OWN = Path(__file__).parent.parent / "judge.jsonl"
"""Answers with a known verdict, made by hand, on which a judge is checked before it is believed."""
_EVIDENCE = 3_000
"""Characters of evidence that a judge reads; more would not fit a small model's context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One answer to grade. `expected` is the model answer in our own words."""

    id: str
    question: str
    answer: str
    expected: str = ""
    key_facts: tuple[tuple[str, ...], ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A case with the verdict that a good judge gives."""

    case: Case
    good: bool


def case_of(result: Result) -> Case:
    """The case of an answer that the evaluation got."""
    question, answer = result.question, result.response.answer
    quotes = [citation.quote for citation in answer.citations]
    texts = dict.fromkeys(text for text in (*quotes, *(found.text for found in answer.evidence)) if text)
    expected = question.expected if question.answerable else prompts.text("eval/judging", "nothing_to_say")
    return Case(id=question.id, question=question.question, answer=answer.text, expected=expected,
                key_facts=question.key_facts, evidence="\n---\n".join(texts)[:_EVIDENCE])  # fmt: skip


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    expected: str = Field(min_length=1)
    key_facts: list[list[str]] = []
    evidence: str = ""
    answer: str = Field(min_length=1)
    verdict: bool
    why: str = Field(min_length=1)
    """What is good or bad about the answer, for people."""


def read_known(path: Path = OWN) -> tuple[Known, ...]:
    """The cases in `path`, in order.

    Raises:
        UsageError: the file cannot be read, or a line does not have the form of a case.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [_Row.model_validate_json(line) for line in lines if line.strip()]
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        hint = prompts.text("eval/judging", "bad_cases", name=path.name)
        raise UsageError(f"{path}: {error}", hint=hint) from error
    return tuple(
        Known(
            Case(id=row.id, question=row.question, answer=row.answer, expected=row.expected, evidence=row.evidence,
                 key_facts=tuple(tuple(wordings) for wordings in row.key_facts)),
            row.verdict,
        )
        for row in rows
    )  # fmt: skip
