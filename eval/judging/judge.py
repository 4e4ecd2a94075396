"""A chat model as a judge of answers: one call for each answer, strict JSON back, a limit on what it may cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from assistant.answering.chat_model import ChatModel, Message
from assistant.errors import ModelError
from eval.judging.case import Case

TOKENS = 1_000_000
"""What all calls of one run may cost, unless it is said otherwise."""
_ATTEMPTS = 3
_OF_ONE_CALL = frozenset({"busy", "server", "timeout", "broken", "over_budget", "refused"})
"""Failures that the next call need not share. The others (a wrong key, no such model) end the run."""

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


class Grade(BaseModel):
    """What the judge has to say of one answer; the form of its reply."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    correct: bool
    """Nothing in it contradicts what is expected, or what the evidence says."""
    complete: bool
    """It says every key fact."""
    grounded: bool
    """The evidence holds what it says."""
    reason: str

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with the answer."""
        return self.correct and self.complete and self.grounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Grades by case id. `failed` got no grade after all attempts, `left` none because the budget was spent."""

    grades: Mapping[str, Grade]
    failed: int
    left: int


class Judge:
    """Grades with `model`. It keeps count of tokens and stops at `tokens`."""

    def __init__(self, model: ChatModel, *, tokens: int = TOKENS) -> None:
        self._model = model
        self._tokens = tokens
        self.spent = 0
        """Tokens so far; of a provider that does not count, a token for each character."""

    def grade_all(self, cases: Iterable[Case], progress: Progress | None = None) -> Graded:
        """A grade for each case, as far as there is one to be had.

        Raises:
            ModelError: the model cannot be used at all.
        """
        wanted = list(cases)
        grades: dict[str, Grade] = {}
        failed = 0
        for done, case in enumerate(wanted):
            if self.spent >= self._tokens:
                return Graded(grades=grades, failed=failed, left=len(wanted) - done)
            if progress:
                progress(done, len(wanted))
            grade = self._grade(case)
            if grade is None:
                failed += 1
            else:
                grades[case.id] = grade
        if progress:
            progress(len(wanted), len(wanted))
        return Graded(grades=grades, failed=failed, left=0)

    def _grade(self, case: Case) -> Grade | None:
        """The grade, or None where no attempt brought one."""
        for _ in range(_ATTEMPTS):
            if self.spent >= self._tokens:
                return None
            try:
                return Grade.model_validate_json(_bare(self._reply(case)))
            except ValidationError:
                continue
            except ModelError as error:
                if error.details["reason"] not in _OF_ONE_CALL:
                    raise
        return None

    def _reply(self, case: Case) -> str:
        messages = (Message("system", prompts.load("eval/judge")), Message("user", _told(case)))
        size, counted = sum(len(message.text) for message in messages), 0
        parts: list[str] = []
        try:
            for piece in self._model.stream(messages):
                parts.append(piece.text)
                counted = max(counted, piece.tokens)
        finally:  # a call that fails costs too
            self.spent += counted or size + sum(map(len, parts))
        return "".join(parts)


def _told(case: Case) -> str:
    """The case as JSON: what an answer or a document says stays a value and is no instruction."""
    row = {
        "question": case.question,
        "expected": case.expected,
        "key_facts": case.key_facts,
        "evidence": case.evidence,
        "answer": case.answer,
    }
    return json.dumps(row, ensure_ascii=False)


def _bare(reply: str) -> str:
    """The reply without the fence that many models put around JSON."""
    text = reply.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text.removeprefix("```").removeprefix("json").removesuffix("```")
    return text
