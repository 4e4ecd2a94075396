"""Fitting of directness: what is left out of the guide, and the measure of what the fit is worth."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.knowledge.notes import LEAST_QUESTIONS, read_notes
from assistant.resources import corpus_root
from eval.fitting.directness import FOLDS, _auc, _held_out, _leave_out


def test_every_question_is_left_out_at_most_once_and_enough_stay() -> None:
    for note in read_notes(corpus_root() / "guide"):
        folds = [_held_out(note, fold) for fold in range(FOLDS)]
        assert sum(map(len, folds)) == len(frozenset().union(*folds)) <= len(note.questions)
        assert all(len(note.questions) - len(held) >= LEAST_QUESTIONS for held in folds)


def test_the_guide_without_some_questions_is_still_a_guide(tmp_path: Path) -> None:
    guide = tmp_path / "guide"
    shutil.copytree(corpus_root() / "guide", guide)
    [note] = [one for one in read_notes(guide) if one.id == "home-death-rate-not-a-target"]
    held = _held_out(note, 0)
    _leave_out(next(guide.glob(f"*/{note.id}.md")), held)

    [left] = [one for one in read_notes(guide) if one.id == note.id]
    assert held and set(left.questions) == set(note.questions) - held
    assert (left.title, left.sections, left.sources) == (note.title, note.sections, note.sources)


def test_the_area_under_the_curve() -> None:
    """Of the six pairs of a positive and a negative, five are in order: 0.9 over both, 0.8 over both, 0.3 over 0.1."""
    assert _auc(np.array([0.9, 0.8, 0.3, 0.5, 0.1]), np.array([True, True, True, False, False])) == pytest.approx(5 / 6)
