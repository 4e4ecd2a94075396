"""From a system's responses to the scores of each question."""

from __future__ import annotations

from math import log2

import pytest

from assistant.types import Answer, AnswerSection, Citation, Evidence
from eval.runner import ask_all
from eval.scoring import score
from eval.systems.system import Response, Unit
from tests.eval.made import FixedSystem, question


def no_text(document: str) -> str:
    return ""


def test_scores_of_a_question_whose_evidence_is_second() -> None:
    system = FixedSystem({"Q1": ["something else", "A1 and the fact"]})
    (found,) = ask_all(system, [question("1")], no_text)
    assert found.scores["hit_1"] == 0.0
    assert found.scores["hit_3"] == 1.0
    assert found.scores["mrr"] == 1 / 2
    assert found.scores["recall_2000"] == 1.0
    assert found.scores["ndcg_10"] == pytest.approx(1 / log2(3))
    assert found.scores["facts_all"] == 0.0  # the answer is the first text
    assert found.missing == ("fact",)


def test_an_unanswerable_question_is_judged_by_its_status_only() -> None:
    (found,) = ask_all(FixedSystem({}), [question("1", answerable=False)], no_text)
    assert found.scores == {}
    assert found.abstained


def test_evidence_that_was_found_but_not_served_is_told_apart() -> None:
    piece = Evidence(document_id="d", section="", page=None, text="A1", score=1.0, kind="source", passage_id="p")
    answer = Answer(id="", question="Q1", status="no_evidence", mode="extractive", text="")
    found = score(FixedSystem({}), question("1"), Response(answer=answer, found=(piece,)), no_text)
    assert found.scores["recall_2000"] == 1.0
    assert found.scores["recall_2000_served"] == 0.0


def test_citations_are_read_in_the_passage_behind_them() -> None:
    system = FixedSystem({})
    system.units = {"p": Unit("d", "夜間の電話は当番の訪問看護ステーションが最初に受けます。")}
    citations = tuple(
        Citation(number=n, document_id="d", title="", edition="", section="", page=None, quote=quote, address="",
                 passage_id="p")
        for n, quote in ((1, "夜間の電話"), (2, "昼間の電話"))
    )  # fmt: skip
    said = "夜間の電話は訪問看護ステーションが受けます。[1]\n駅前に花壇を作る予算が付きました。[2]\n印のない文です。"
    answer = Answer(id="", question="Q1", status="answered", mode="extractive", text=said, citations=citations,
                    sections=(AnswerSection(label="", text=said, citations=(1, 2)),))  # fmt: skip
    found = score(system, question("1"), Response(answer=answer, found=()), lambda _: "夜間の電話は当番の")
    assert found.scores["citation_recall"] == 2 / 3
    assert found.scores["citation_precision"] == 1 / 2
    assert found.scores["verbatim"] == 1 / 2


def test_the_first_question_is_asked_once_more_to_warm_up() -> None:
    system = FixedSystem({})
    ask_all(system, [question("1"), question("2")], no_text)
    assert system.asked == ["Q1", "Q1", "Q2"]


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    ask_all(FixedSystem({}), [question("1")], no_text, lambda *step: told.append(step))
    assert told == [("fixed", 0, 1), ("fixed", 1, 1)]
