"""The second reader: its weights are there, read wordings that no rule knows, and survive being written and read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.coach import Code, Step
from assistant.coach.checks.reader_features import features, words
from assistant.coach.checks.second_reader import RUN, SecondReader, second_reader
from assistant.errors import CorpusError


def test_the_shipped_reader_knows_every_code_and_the_run_that_made_it() -> None:
    assert set(second_reader().codes) == set(Code)
    run = json.loads(RUN.read_text(encoding="utf-8"))
    assert run["command"] == "python -m eval.fitting.coach_reader"
    assert run["unseen"]["f1"] >= 0.85


def test_it_tells_an_activity_from_a_state_of_residents() -> None:
    activity = second_reader().chances("住民向けの市民公開講座を年二回開き、資料を配る。", Step.VISION)
    state = second_reader().chances("病気になっても、家で好きなことを続けて暮らせる。", Step.VISION)
    assert activity[Code.MEANS_AS_END] > 0.8 > 0.2 > state[Code.MEANS_AS_END]


def test_numbers_and_spellings_make_no_difference() -> None:
    reader = second_reader()
    assert words("研修を３回ひらく") == words("研修を十二回ひらく")
    assert reader.chances("市民公開講座を３回開く", Step.GOALS) == reader.chances("市民公開講座を8回開く", Step.GOALS)


def test_a_word_counts_at_its_step_too() -> None:
    assert "goals:研修" in features(words("研修"), Step.GOALS)
    assert "goals:研修" not in features(words("研修"), Step.VISION)


@pytest.mark.parametrize("text", ["", "。", "x" * 300, "🙂\n\t"])
def test_any_text_has_chances_between_nought_and_one(text: str) -> None:
    for step in Step:
        assert all(0 <= chance <= 1 for chance in second_reader().chances(text, step).values())


def test_written_and_read_again_it_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "reader.npz"
    second_reader().save(path, {"made": "now"})
    told = "課題は、退院前の話合いを開くことである。"
    before, after = (reader.chances(told, Step.ISSUES) for reader in (second_reader(), SecondReader.load(path)))
    assert after == pytest.approx(before, abs=1e-4)
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) == {"made": "now"}


def test_a_file_that_is_no_reader_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "reader.npz"
    np.savez(broken, codes=np.array(["no_gap"]))
    with pytest.raises(CorpusError, match=r"reader\.npz"):
        SecondReader.load(broken)
    with pytest.raises(CorpusError):
        SecondReader.load(tmp_path / "none.npz")
