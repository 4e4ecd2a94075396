"""Results and systems made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.types import Answer, Evidence, Status
from eval.questions import EvidenceItem, Question, Split
from eval.scoring import Result
from eval.systems.system import Response, Unit


def question(id_: str, *, answerable: bool = True, category: str = "why", split: Split = "dev") -> Question:
    """A question whose evidence is the anchor `A<id>` of document d."""
    items = (EvidenceItem(document="d", anchor=f"A{id_}"),) if answerable else ()
    return Question(
        id=id_, category=category, question=f"Q{id_}", answerable=answerable, evidence=items,
        key_facts=(("fact",),) if answerable else (), expected="the fact", split=split,
    )  # fmt: skip


def result(
    asked: Question, *, status: Status = "answered", scores: Mapping[str, float] | None = None, confidence: float = 0.9,
    elapsed_ms: float = 10.0, missing: Sequence[str] = (), system: str = "renkei", text: str = "an answer",
) -> Result:  # fmt: skip
    """A result with these scores."""
    answer = Answer(id="", question=asked.question, status=status, mode="extractive", text=text,
                    confidence=confidence, elapsed_ms=elapsed_ms)  # fmt: skip
    return Result(system=system, question=asked, response=Response(answer=answer, found=()), scores=scores or {},
                  missing=tuple(missing))  # fmt: skip


class FixedSystem:
    """Gives the prepared texts as evidence and the first of them as the answer; no evidence is an abstention."""

    name = "fixed"

    def __init__(self, found: Mapping[str, Sequence[str]]) -> None:
        self._found = found
        self.units = {text: Unit("d", text) for texts in found.values() for text in texts}
        self.asked: list[str] = []

    def respond(self, question: str) -> Response:
        self.asked.append(question)
        found = tuple(
            Evidence(document_id="d", section="s", page=None, text=text, score=1.0, kind="source", passage_id=text)
            for text in self._found.get(question, ())
        )
        answer = Answer(id="", question=question, status="answered" if found else "no_evidence", mode="extractive",
                        text=found[0].text if found else "", evidence=found)  # fmt: skip
        return Response(answer=answer, found=found)
