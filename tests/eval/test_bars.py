"""Bars: which are missed; and that the shipped file is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.bars import Bars, missed, read_bars
from eval.scoring import MEANS
from tests.eval.made import question, result

RESULTS = [
    result(question("1"), scores={"mrr": 0.9}),
    result(question("2"), scores={"mrr": 0.7}, status="no_evidence"),
]


def test_bars_that_are_met_and_missed() -> None:
    bars = Bars(
        at_least={"dev": {"mrr": 0.8, "hit_5": 0.9}, "test": {"mrr": 1.0}},
        at_most={"dev": {"refused_answerable": 0.4}},
    )
    rows = {(row.split, row.measure): row.value for row in missed(bars, RESULTS)}
    assert rows == {
        ("dev", "hit_5"): None,  # not measured
        ("dev", "refused_answerable"): 1 / 2,  # above 0.4
    }  # mrr is (0.9 + 0.7) / 2 = 0.8, which is enough; test was not asked


def test_a_malformed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bars.toml"
    path.write_text("[at_lest.dev]\nmrr = 0.8\n", encoding="utf-8")
    with pytest.raises(UsageError, match="at_lest"):
        read_bars(path)
    with pytest.raises(UsageError):
        read_bars(tmp_path / "nowhere.toml")


def test_the_shipped_bars_name_figures_of_both_splits() -> None:
    bars = read_bars(Path(__file__).parents[2] / "eval" / "bars.toml")
    assert set(bars.at_least) == {"dev", "test"}
    own = {"abstention_f1", "abstention_precision", "abstention_recall", "refusal", "refused_answerable", *MEANS}
    assert {measure for table in bars.at_least.values() for measure in table} <= own
    assert all(0 < bar <= 1 for table in bars.at_least.values() for bar in table.values())
