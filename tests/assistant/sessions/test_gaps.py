"""Clusters of what was asked in vain."""

from __future__ import annotations

from assistant.sessions.gaps import Unanswered, cluster
from tests.assistant.sessions.turns import AT


def clusters(*questions: str) -> list[tuple[str, int]]:
    return [(c.question, c.count) for c in cluster(Unanswered(at=AT, question=q, surface="cli") for q in questions)]


def test_the_same_question_in_other_marks_is_one() -> None:
    assert clusters("往診の点数は", "往診の点数は？", "往診の　点数は。") == [("往診の点数は", 3)]


def test_questions_that_share_half_of_their_words_lie_together_the_largest_cluster_first() -> None:
    assert clusters(
        "タクシー券の申請方法は", "往診の診療報酬の点数は", "往診の診療報酬は何点ですか", "往診の診療報酬の点数を教えて"
    ) == [("往診の診療報酬の点数は", 3), ("タクシー券の申請方法は", 1)]


def test_a_cluster_tells_its_words_and_its_other_wordings() -> None:
    (found,) = cluster(
        Unanswered(at=AT, question=q, surface="cli")
        for q in ("往診の点数は", "往診の点数は", "往診の点数はいくらですか")
    )
    assert found.words[:2] == ("往診", "点数")
    assert found.others == ("往診の点数はいくらですか",)


def test_the_order_of_asking_does_not_matter() -> None:
    questions = ["往診の点数は", "往診の加算の点数は", "訪問看護の加算は", "訪問看護の加算の要件は", "往診の点数は"]
    assert clusters(*questions) == clusters(*reversed(questions))


def test_nothing_asked_nothing_lacking() -> None:
    assert clusters() == []
