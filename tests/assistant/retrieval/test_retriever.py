"""Finding, on the shipped guide and one invented document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.app import Assistant


def _titles(assistant: Assistant, question: str, count: int = 3) -> list[str]:
    found = assistant.retriever.find(assistant.retriever.query(question, assistant.glossary.expand(question)))
    return [assistant.generation.notes[unit].note.id for unit, _ in found.notes[:count]]


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("なぜ看取り率を数値目標にしないのですか", "home-death-rate-not-a-target"),
        ("看取りの割合を何％にすると掲げてはいけないの？", "home-death-rate-not-a-target"),
        ("看取り率 目標 だめ", "home-death-rate-not-a-target"),
    ],
)
def test_other_words_find_the_same_note(built_assistant: Assistant, question: str, note: str) -> None:
    assert note in _titles(built_assistant, question)


def test_scores_stay_on_a_scale_that_compares_between_questions(built_assistant: Assistant) -> None:
    retriever = built_assistant.retriever
    for question in ("保健所", "市町村はなぜ船頭役や下支え役として事業者の連携を強く促していく必要があるのでしょうか"):
        for name, scores in retriever.channels(retriever.query(question)).items():
            assert all(0.0 <= score <= 1.5 for score in scores.values()), name


def test_a_question_of_which_only_the_glossary_knows_a_word_is_looked_up_all_the_same(built_assistant: Assistant) -> None:
    weightless = replace(built_assistant.retriever.query("ACPて何？", ("人生会議",)), words={"人生": 0.0, "会議": 0.0})
    assert set(built_assistant.retriever.channels(weightless)) >= {"lex_questions", "vec_texts"}


def test_a_document_the_guide_does_not_know_is_found(built_assistant: Assistant) -> None:
    found = built_assistant.retriever.find(built_assistant.retriever.query("海風市の当番は何曜日に交代しますか"))
    best = built_assistant.generation.passages[found.unguided[0][0]].passage
    assert "火曜日" in best.text
    assert found.passages[0][0] == best.id


def test_what_is_kept_out_is_not_found(built_assistant: Assistant) -> None:
    query = built_assistant.retriever.query("看取り率")
    only = set(list(built_assistant.generation.notes)[:5])
    found = built_assistant.retriever.find(query, only.__contains__)
    assert {unit for unit, _ in found.notes} <= only
    assert found.passages == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_question_can_be_looked_up(built_assistant: Assistant, question: str) -> None:
    found = built_assistant.retriever.find(built_assistant.retriever.query(question))
    scores = [score for _, score in found.notes]
    assert scores == sorted(scores, reverse=True)
