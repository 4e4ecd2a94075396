"""The evaluation questions: read from JSON Lines, ours or a file from outside, and validated as they are read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, field_validator

import prompts
from assistant.answering.service import check_question
from assistant.errors import QuestionError, UsageError
from eval.line_errors import explained

OWN = Path(__file__).parent / "questions.jsonl"
"""The set that ships with renkei."""
ABSTENTION = Path(__file__).parent / "abstention_dev.jsonl"
"""Further questions, most of which the documents do not answer; for fitting only."""
HOLDOUT = Path(__file__).parent / "abstention_holdout.jsonl"
"""Questions of the same kinds, written with those and never fitted on: `renkei eval --questions` measures them."""

EvidenceMode = Literal["any", "all"]
Split = Literal["dev", "test"]
_SUFFIXES = (".txt", ".pdf", ".md", ".docx", ".pptx", ".html")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """A place that answers the question: `anchor` is 6–20 characters of the document, or a longer quote."""

    document: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with what is expected of an answer."""

    id: str
    category: str
    question: str
    answerable: bool
    evidence: tuple[EvidenceItem, ...] = ()
    evidence_mode: EvidenceMode = "any"
    """Whether one of the places is enough or all are needed."""
    key_facts: tuple[tuple[str, ...], ...] = ()
    """For each fact the wordings of which one has to stand in the answer."""
    expected: str = ""
    split: Split = "test"


class _Item(BaseModel):
    model_config = ConfigDict(extra="ignore")

    document: str = Field(validation_alias=AliasChoices("document", "doc"), min_length=1)
    anchor: str = Field(validation_alias=AliasChoices("anchor", "quote"), min_length=1)

    def value(self) -> EvidenceItem:
        """The document's id is the stem of its file, so a file name is taken for it too."""
        name = self.document
        stem = next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)
        return EvidenceItem(document=stem, anchor=self.anchor)


class _Line(BaseModel):
    # a file from outside may carry fields of its own; ours is kept tidy by checks.py
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    category: str = "other"
    answerable: bool | None = None
    evidence: list[_Item] = []
    evidence_mode: EvidenceMode = "any"
    key_facts: list[list[str]] = []
    expected: str = ""
    split: Split = "test"

    @field_validator("key_facts", mode="before")
    @classmethod
    def _single_wordings(cls, value: object) -> object:
        return [[fact] if isinstance(fact, str) else fact for fact in value] if isinstance(value, list) else value

    def value(self) -> Question:
        return Question(
            id=self.id,
            category=self.category,
            question=self.question.strip(),
            answerable=bool(self.evidence) if self.answerable is None else self.answerable,
            evidence=tuple(item.value() for item in self.evidence),
            evidence_mode=self.evidence_mode,
            key_facts=tuple(tuple(wordings) for wordings in self.key_facts if wordings),
            expected=self.expected,
            split=self.split,
        )


def load_questions(path: Path = OWN, *, split: Split | Literal["all"] = "all") -> tuple[Question, ...]:
    """The questions in `path`, those of `split` only, in the order of the file.

    Raises:
        UsageError: the file cannot be read, a line does not have the form of a question or asks more than renkei takes,
            or an id comes twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}", hint=prompts.text("eval/messages", "no_file", name=path.name)) from error
    found: dict[str, Question] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            question = _parse(path, number, line)
            if question.id in found:
                hint = prompts.text("eval/messages", "twice", name=path.name, number=number, id=question.id)
                raise UsageError(f"{path}:{number}: id {question.id!r} comes twice", hint=hint)
            found[question.id] = question
    return tuple(question for question in found.values() if split in ("all", question.split))


def _parse(path: Path, number: int, line: str) -> Question:
    try:
        question = _Line.model_validate(json.loads(line)).value()
        check_question(question.question)
        return question
    except ValueError as error:  # of json, or pydantic's
        reason = explained(error)
        cause: Exception = error
    except QuestionError as error:
        reason = prompts.text("eval/messages", f"line.{error.details['reason']}", limit=error.details["limit"])
        cause = error
    hint = prompts.text("eval/messages", "bad_line", name=path.name, number=number, reason=reason)
    raise UsageError(f"{path}:{number}: {cause}", hint=hint) from cause
