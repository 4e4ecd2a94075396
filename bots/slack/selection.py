"""The documents that a channel chose: no answer there shows anything out of another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from assistant.types import Answer, Citation
from bots.slack.elements import say


def holds(documents: Collection[str], citations: Iterable[Citation]) -> bool:
    """Whether all `citations` are of the chosen documents; where none is chosen, all are."""
    return not documents or all(citation.document_id in documents for citation in citations)


def within(answer: Answer, documents: Collection[str]) -> Answer:
    """`answer`, or the word that the chosen documents hold none: others may."""
    if holds(documents, answer.citations) and not (documents and answer.status == "no_evidence"):
        return answer
    return replace(
        answer, status="no_evidence", text=say("not_in_selection"), sections=(), citations=(), evidence=(), warnings=(),
        suggestions=(), certainty="absent",
    )  # fmt: skip
