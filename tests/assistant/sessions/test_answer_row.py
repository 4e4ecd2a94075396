"""Kept answers are read back by every version."""

from __future__ import annotations

import json
from dataclasses import replace

from assistant.sessions.answer_row import answer_from_row, answer_row
from assistant.types import Answer, AnswerSection, Citation, Evidence

CITATION = Citation(number=1, document_id="plan", title="要綱", edition="第2版", section="1", page=3, quote="当番は",
                    address="", note_id="n1", superseded=True, passage_id="p1")  # fmt: skip
ANSWER = Answer(
    id="a1", question="当番は", status="answered", mode="generated", text="火曜日です。[1]",
    sections=(AnswerSection(label="結論", text="火曜日です。[1]", citations=(1,)),), citations=(CITATION,),
    evidence=(Evidence(document_id="plan", section="1", page=3, text="本文", score=1.0, kind="source"),),
    suggestions=("費用は",), warnings=("旧版です。",), conversation_id="c1", elapsed_ms=3.5, confidence=0.75,
)  # fmt: skip


def test_an_answer_comes_back_from_json_without_its_evidence() -> None:
    assert answer_from_row(json.loads(json.dumps(answer_row(ANSWER)))) == replace(ANSWER, evidence=())


def test_the_row_of_another_version_can_be_read() -> None:
    row = answer_row(ANSWER)
    row["added_later"] = 1
    row["citations"][0]["added_later"] = 2
    del row["confidence"], row["citations"][0]["passage_id"]
    found = answer_from_row(row)
    assert (found.text, found.confidence, found.citations[0].passage_id) == (ANSWER.text, 0.0, "")
