"""The measures of the role-play's scoring, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from eval.roleplay_eval import Grade, Played, Rehearsal, f1, load_rehearsals, measure, play, report


def played(number: int, grade: Grade, score: int, *, persona: str = "resident-rep", there: str = "", found: str = "") -> Played:
    rehearsal = Rehearsal(
        id=f"r{number}", persona=persona, level=2, turns=("はい。",), grade=grade, points=frozenset(there.split()),
        hardens=frozenset(), split="dev",
    )  # fmt: skip
    return Played(rehearsal=rehearsal, score=score, points=frozenset(found.split()), hardens=frozenset())


def test_pairs_of_one_persona_are_compared_and_a_tie_is_not_in_order() -> None:
    rows = [played(1, "good", 80), played(2, "mixed", 40), played(3, "poor", 40), played(4, "poor", 90, persona="pharmacist-rep")]
    found = measure(rows)

    # (1,2) and (1,3) are in order, (2,3) is a tie, 4 stands alone with its persona
    assert (found.pairs, found.in_order) == (3, pytest.approx(2 / 3))
    assert found.out_of_order == (("r2", "r3"),)
    assert found.gap == 80 - (40 + 90) / 2


def test_f1_counts_what_is_missed_and_what_is_imagined() -> None:
    # 2 found, 1 missed, 1 imagined: 2*2 / (2*2 + 1 + 1)
    assert f1([(True, True), (True, True), (True, False), (False, True), (False, False)]) == pytest.approx(4 / 6)
    assert f1([(False, False)]) is None
    found = measure([played(1, "good", 9, there="listens", found="listens"), played(2, "poor", 1, found="plain_words")])
    assert (found.f1["listens"], found.f1["plain_words"], found.f1["own_view_first"]) == (1.0, 0.0, None)
    assert found.lowest == 0.0


def test_own_runs_are_enough_and_reach_the_bars_on_the_half_they_were_made_with() -> None:
    everything = load_rehearsals()
    assert len(everything) >= 60
    assert len({row.persona for row in everything}) == 9

    found = measure([play(row) for row in everything if row.split == "dev"])
    assert found.in_order >= 0.95
    assert found.gap >= 25
    assert found.lowest >= 0.80
    assert "1.000" in report(found)


def test_file_that_is_no_list_of_runs_is_named(tmp_path: Path) -> None:
    (tmp_path / "runs.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")

    with pytest.raises(UsageError, match=r"runs\.jsonl:1"):
        load_rehearsals(tmp_path / "runs.jsonl")
    with pytest.raises(UsageError, match="none.jsonl"):
        load_rehearsals(tmp_path / "none.jsonl")
