"""Two runs, question by question; and runs as they lie on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.comparison import changes, moved
from eval.runs import Past, new_folder, read_past, write_results
from tests.eval.made import question, result

QUESTIONS = [question(str(i)) for i in range(4)]
BEFORE = {
    "0": Past(id="0", status="answered", scores={"mrr": 1.0, "facts_mean": 1.0}),
    "1": Past(id="1", status="answered", scores={"mrr": 0.5, "facts_mean": 1.0}),
    "2": Past(id="2", status="no_evidence", scores={"mrr": 0.5, "facts_mean": 0.0}),
    "gone": Past(id="gone", status="answered", scores={"mrr": 1.0}),
}
AFTER = [
    result(QUESTIONS[0], scores={"mrr": 1.0, "facts_mean": 1.0}),
    result(QUESTIONS[1], scores={"mrr": 0.25, "facts_mean": 0.5}),
    result(QUESTIONS[2], scores={"mrr": 1.0, "facts_mean": 0.0}),
    result(QUESTIONS[3], scores={"mrr": 1.0, "facts_mean": 1.0}),
]


def test_only_questions_of_both_runs_are_compared() -> None:
    rows = {row.measure: row for row in changes(BEFORE, AFTER)}
    mrr = rows["mrr"]
    assert (mrr.before, mrr.after) == ((1.0 + 0.5 + 0.5) / 3, (1.0 + 0.25 + 1.0) / 3)
    assert (mrr.better, mrr.worse, mrr.count) == (1, 1, 3)
    assert rows["right_status"].before == 2 / 3
    assert rows["right_status"].after == 1.0
    assert "ndcg_10" not in rows


def test_the_worst_losses_come_first_and_what_stayed_is_left_out() -> None:
    rows = moved(BEFORE, AFTER)
    assert [row.result.question.id for row in rows] == ["1", "2"]
    assert rows[0].gain == pytest.approx((0.25 - 0.5) + (0.5 - 1.0))
    assert rows[1].changes == {"mrr": (0.5, 1.0), "right_status": (0.0, 1.0)}


def test_what_a_run_rounds_as_it_keeps_it_is_no_change(tmp_path: Path) -> None:
    thirds = [result(one, scores={"mrr": 1 / 3, "facts_mean": 2 / 3}) for one in QUESTIONS]
    write_results(new_folder(tmp_path), thirds)
    before = read_past(next(tmp_path.iterdir()).name, tmp_path)
    assert moved(before, thirds) == []
    assert {(row.better, row.worse, row.p) for row in changes(before, thirds)} == {(0, 0, 1.0)}


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    folder = new_folder(tmp_path)
    write_results(folder, [*AFTER, result(QUESTIONS[0], system="bm25", scores={"mrr": 0.0})])
    again = read_past(folder.name, tmp_path)
    assert again["1"] == Past(id="1", status="answered", scores={"mrr": 0.25, "facts_mean": 0.5})
    assert read_past(str(folder), tmp_path / "elsewhere") == again
    assert read_past(folder.name, tmp_path, "bm25")["0"].scores == {"mrr": 0.0}


def test_two_runs_of_one_second_have_two_folders(tmp_path: Path) -> None:
    assert new_folder(tmp_path) != new_folder(tmp_path)


def test_a_run_that_is_not_there_or_broken_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run 'nowhere'"):
        read_past("nowhere", tmp_path)
    (tmp_path / "results.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="KeyError"):
        read_past(str(tmp_path), tmp_path)
