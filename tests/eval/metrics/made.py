"""Short forms for the values that the measures take."""

from __future__ import annotations

from assistant.types import Citation, Evidence
from eval.questions import EvidenceItem, EvidenceMode, Question


def evidence(text: str, document: str = "d") -> Evidence:
    """A piece of evidence that says `text`."""
    return Evidence(document_id=document, section="", page=None, text=text, score=0.0, kind="source", passage_id=text)


def question(*anchors: str, mode: EvidenceMode = "any", facts: tuple[tuple[str, ...], ...] = ()) -> Question:
    """A question that the places `anchors` of document d answer."""
    items = tuple(EvidenceItem(document="d", anchor=anchor) for anchor in anchors)
    return Question(
        id="q", category="fact", question="?", answerable=bool(anchors), evidence=items, evidence_mode=mode,
        key_facts=facts,
    )  # fmt: skip


def citation(number: int, quote: str, document: str = "d") -> Citation:
    """A citation with a quote."""
    return Citation(number=number, document_id=document, title="", edition="", section="", page=None, quote=quote,
                    address="")  # fmt: skip
