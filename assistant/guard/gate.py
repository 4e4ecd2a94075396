"""What every question passes before anything else sees it: personal information is masked, what is out of scope or
refused gets its sentence, an instruction attached to a question is left out.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import prompts
from assistant.guard.personal import mask
from assistant.guard.scope import Verdict, judge
from assistant.types import Answer, Mode, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A question as the rest of the program may see it. `notices` are for the user; `verdict` says what to do."""

    question: str
    verdict: Verdict
    notices: tuple[str, ...] = ()

    @property
    def admitted(self) -> bool:
        """Whether the question is to be answered."""
        return self.verdict.kind == "in_scope"

    def refusal(self, mode: Mode, conversation_id: str) -> Answer:
        """The answer to a question that is not admitted: one calm sentence, no citation."""
        return Answer(
            id=secrets.token_hex(8),
            question=self.question,
            status="refused" if self.verdict.kind == "refused" else "out_of_scope",
            mode=mode,
            text=self.verdict.message,
            warnings=self.notices,
            conversation_id=conversation_id,
        )

    def annotated(self, answer: Answer) -> Answer:
        """`answer` with what the user has to be told of the question."""
        return replace(answer, warnings=(*self.notices, *answer.warnings)) if self.notices else answer


class Gate:
    """Admits questions. `public` are names that the documents publish in their role; they are not masked."""

    def __init__(self, public: Collection[str] = ()) -> None:
        self._public = frozenset(public)

    def admit(self, question: str) -> Admission:
        """`question` masked and judged."""
        verdict = judge(question)
        # by rules alone: GiNZA would find no more of the names of eval/guard.jsonl, and costs half a gigabyte
        masked = mask(verdict.clean_question or question, public=self._public, people=None)
        notices = [masked.notice] if masked.findings else []
        if verdict.kind == "in_scope" and verdict.message:
            notices.append(verdict.message)
        return Admission(question=masked.text, verdict=verdict, notices=tuple(notices))


def public_names(notes: Iterable[Note]) -> frozenset[str]:
    """Names of chairs and speakers that the guide states with their title."""
    named = re.compile(prompts.load("guard/public")["named"])
    return frozenset(name for note in notes for section in note.sections for name in named.findall(section.text))
