"""An answer that is only near the question says so, and one that is to the point does not."""

from __future__ import annotations

import pytest

from assistant.answering.directness import FEATURES, directness, features
from assistant.app import Assistant
from assistant.retrieval.retriever import Found, Query
from assistant.types import Answer

NEAR = "おことわり"


def found(**notes: float) -> Found:
    ranked = tuple(sorted(notes.items(), key=lambda one: -one[1]))
    return Found(query=Query(text="", words={}), notes=ranked, passages=(), unguided=(), channels={"said": notes})


def test_a_note_is_seen_beside_its_rivals() -> None:
    seen = features(found(a=0.6, b=0.2, c=0.2), "a")
    assert (seen["fused"], seen["fused_ahead"], seen["share"]) == (0.6, pytest.approx(0.4), pytest.approx(0.6))
    behind = features(found(a=0.6, b=0.2), "b")
    assert (behind["said"], behind["said_ahead"]) == (0.2, pytest.approx(-0.4))
    assert set(seen) == set(FEATURES)


def test_a_note_alone_is_as_far_ahead_as_it_is_good() -> None:
    seen = features(found(a=0.5), "a")
    assert (seen["fused_ahead"], seen["share"]) == (0.5, 1.0)


def test_the_further_ahead_the_surer(built_assistant: Assistant) -> None:
    weights = built_assistant.retriever.weights.directness
    chances = [directness(found(a=0.5, b=second), "a", weights) for second in (0.1, 0.3, 0.49)]
    assert chances == sorted(chances, reverse=True)
    assert 0 <= chances[-1] < chances[0] <= 1


@pytest.mark.parametrize(
    "question",
    [
        "看取り率を数値目標にしないのはどうしてですか",
        "4つの場面って何ですか",
        "研修会に医師が来てくれません",
        "ACPとは",
        "保健所の役割は？",
    ],
)
def test_an_answer_to_the_point_has_nothing_to_excuse(built_assistant: Assistant, question: str) -> None:
    answer = built_assistant.ask(question)
    assert answer.status == "answered" and answer.certainty in ("stated", "inferred")
    assert NEAR not in [section.label for section in answer.sections]


def near(assistant: Assistant) -> Answer:
    """An answer to one of some troubles that no note takes up."""
    asked = ("会議の駐車場が足りなくて医師が遅れてきます", "研修の昼のお弁当をめぐって職種どうしがもめています",
             "会議室の予約がいつも取れません", "委員の先生の名前の読み方を間違えて怒られました",
             "会議の議事録を書くのが苦手です", "研修の案内の印刷が間に合いません", "協議会の席順で医師会ともめました")  # fmt: skip
    return next(answer for answer in map(assistant.ask, asked) if answer.certainty == "near")


def test_an_answer_that_is_only_near_says_so_before_anything_else(built_assistant: Assistant) -> None:
    answer = near(built_assistant)
    first, *others = answer.sections
    assert (answer.certainty, first.label, first.layer, first.citations) == ("near", NEAR, "near", ())
    assert "近い内容" in first.text and others
    assert first.text not in answer.text  # what the answer claims is what the documents hold


def test_behind_it_stand_first_what_was_found_beside_it(built_assistant: Assistant) -> None:
    answer = near(built_assistant)
    notes = [built_assistant.generation.notes[unit].note.title
             for unit, _ in built_assistant.retriever.find(built_assistant.retriever.query(answer.question)).notes[:8]]  # fmt: skip
    assert answer.suggestions and answer.suggestions[0] in notes


def test_the_words_of_a_note_s_question_are_never_only_near(built_assistant: Assistant) -> None:
    notes = [unit.note for unit in built_assistant.generation.notes.values()]
    labels = {built_assistant.ask(note.title).certainty for note in notes[::10]}
    assert "near" not in labels
