"""Figures are means over the questions that a measure applies to."""

from __future__ import annotations

from eval.figures import by_category, by_document, by_split, figures, grouped
from tests.eval.made import question, result

ANSWERABLE = [question(str(i), category="why" if i < 2 else "fact") for i in range(4)]
UNANSWERABLE = [question("u1", answerable=False, category="unanswerable"),
                question("u2", answerable=False, category="offtopic", split="test")]  # fmt: skip
RESULTS = [
    result(ANSWERABLE[0], scores={"mrr": 1.0}, elapsed_ms=10),
    result(ANSWERABLE[1], scores={"mrr": 0.5}, elapsed_ms=20),
    result(ANSWERABLE[2], scores={"mrr": 0.0}, elapsed_ms=30),
    result(ANSWERABLE[3], scores={"mrr": 0.25}, status="no_evidence", elapsed_ms=40),
    result(UNANSWERABLE[0], status="no_evidence", elapsed_ms=50),
    result(UNANSWERABLE[1], status="answered", elapsed_ms=60),
]


def test_means_and_shares() -> None:
    found = figures(RESULTS)
    assert found["mrr"].value == (1.0 + 0.5 + 0.0 + 0.25) / 4
    assert found["mrr"].count == 4
    assert found["refused_answerable"].value == 1 / 4
    assert found["abstention_precision"].value == 1 / 2  # u1 of u1 and the refused one
    assert found["abstention_recall"].value == 1 / 2  # u1 of u1 and u2
    assert found["abstention_f1"].value == 2 * 0.5 * 0.5 / (0.5 + 0.5)
    assert found["refusal"].value == 0.0  # the off-topic one was answered
    assert found["latency_p50"].value == 30  # the 3rd of six
    assert found["latency_p95"].value == 60  # the 6th of six
    assert "facts_all" not in found


def test_intervals_hold_the_mean_and_repeat_with_the_seed() -> None:
    one, other = figures(RESULTS, seed=4)["mrr"], figures(RESULTS, seed=4)["mrr"]
    assert one == other
    assert one.low is not None and one.high is not None
    assert one.low <= one.value <= one.high


def test_groups() -> None:
    assert {name: len(part) for name, part in grouped(RESULTS, by_split).items()} == {"dev": 5, "test": 1}
    assert list(grouped(RESULTS, by_category)) == ["why", "fact", "unanswerable", "offtopic"]
    assert {name: len(part) for name, part in grouped(RESULTS, by_document).items()} == {"d": 4}


def test_no_results_have_no_figures() -> None:
    assert figures([]) == {}
