"""Tuning from end to end, with few questions and steps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.retrieval.fusion import NOTE_CHANNELS, PASSAGE_CHANNELS, Weights
from eval import tune as tuning
from eval.questions import ABSTENTION, OWN, Question, load_questions
from eval.tune import measured, store, store_confidence, tune, tune_confidence


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Twenty questions of each file; the splits that were asked for are noted."""
    asked: list[str] = []

    def load(path: Path = OWN, *, split: str = "all") -> tuple[Question, ...]:
        asked.append(f"{path.name} {split}")
        found = load_questions(path, split=split)  # type: ignore[arg-type]
        answerable = [question for question in found if question.answerable][:15]
        return (*answerable, *[question for question in found if not question.answerable][:8])

    monkeypatch.setattr(tuning, "load_questions", load)
    monkeypatch.setattr(tuning, "SYNONYMS", (0.3, 0.0))
    return asked


def test_weights_of_the_form_that_is_served(built_assistant: Assistant, few: list[str], tmp_path: Path) -> None:
    tuned = tune(built_assistant, seed=3, bags=2, steps=5)
    assert set(tuned.weights.notes) == set(NOTE_CHANNELS)
    assert set(tuned.weights.passages) == set(PASSAGE_CHANNELS)
    assert sum(tuned.weights.notes.values()) == pytest.approx(1.0, abs=0.01)
    assert sum(tuned.weights.passages.values()) == pytest.approx(1.0, abs=0.01)
    assert tuned.weights.synonym in (0.0, 0.3)
    assert set(few) == {f"{OWN.name} dev", f"{ABSTENTION.name} all"}  # no test question is read

    store(tuned, built_assistant, "renkei tune --seed 3", tmp_path / "fitted.json")
    row = json.loads((tmp_path / "fitted.json").read_text(encoding="utf-8"))
    assert Weights(**row["weights"]) == tuned.weights
    assert row["command"] == "renkei tune --seed 3"
    assert row["corpus"] == built_assistant.generation.manifest.corpus
    assert row["measured"] == measured(tuned)


def test_confidence_alone_leaves_the_other_weights(
    built_assistant: Assistant, few: list[str], tmp_path: Path
) -> None:
    before = json.loads(tuning.FITTED.read_text(encoding="utf-8"))
    stored = tmp_path / "fitted.json"
    stored.write_text(json.dumps(before), encoding="utf-8")
    fitted = tune_confidence(built_assistant, seed=3)
    store_confidence(fitted, built_assistant, "renkei tune --confidence --seed 3", stored)
    row = json.loads(stored.read_text(encoding="utf-8"))
    assert (row["weights"]["threshold"], row["weights"]["confidence"]) == (fitted.threshold, fitted.weights)
    assert {name: row["weights"][name] for name in ("notes", "passages", "synonym")} == {
        name: before["weights"][name] for name in ("notes", "passages", "synonym")
    }
    assert (row["run"], row["confidence_run"]["command"]) == (before["run"], "renkei tune --confidence --seed 3")
    assert set(few) == {f"{OWN.name} dev", f"{ABSTENTION.name} all"}


def test_the_same_seed_gives_the_same_weights(built_assistant: Assistant, few: list[str]) -> None:
    assert tune(built_assistant, seed=3, bags=1, steps=4) == tune(built_assistant, seed=3, bags=1, steps=4)


def test_the_shipped_weights_say_which_run_made_them() -> None:
    row = json.loads(tuning.FITTED.read_text(encoding="utf-8"))
    assert row["run"] and row["command"].startswith("renkei tune")
    assert {"objective_unseen", "objective_unfitted", "abstention_unseen"} <= set(row["measured"])
