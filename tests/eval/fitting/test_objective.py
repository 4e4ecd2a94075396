"""The objective over tables that are small enough to rank by eye."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.fusion import NOTE_CHANNELS
from eval.fitting.objective import objective
from eval.fitting.tables import OWN_CHANNELS, Tables

N, P = len(NOTE_CHANNELS), len(OWN_CHANNELS)


def tables() -> Tables:
    """Two questions with two notes and three passages each.

    First question: passage 0 bears the place and has own scores; one note says the one fact, another nothing.
    Second question: needs two places, in passages 1 and 2; note 0 stands on passage 2; two facts, one in each note.
    """
    notes, passages = np.zeros((2, 2, N)), np.zeros((2, 3, P))
    notes[0, :, 0] = [0.2, 0.9]
    notes[1, :, 0] = [0.9, 0.2]
    passages[0, :, 0] = [0.8, 0.5, 0.1]
    passages[1, :, 0] = [0.9, 0.8, 0.0]
    places = np.zeros((2, 3, 2), dtype=np.bool_)
    places[0, 0, 0] = places[1, 1, 0] = places[1, 2, 1] = True
    facts = np.ones((2, 2, 2), dtype=np.bool_)
    facts[0, :, 0] = [True, False]
    facts[1] = [[True, False], [False, True]]
    return Tables(
        notes=notes, passages=passages, grounds=np.array([[1, 2, 0]]), sizes=np.full((2, 3), 900), places=places,
        wanted=np.array([[True, False], [True, True]]), every=np.array([False, True]), facts=facts,
        note_there=np.ones((2, 2), dtype=np.bool_), passage_there=np.ones((2, 3), dtype=np.bool_),
    )  # fmt: skip


def weights(inherited: float) -> np.ndarray:
    vector = np.zeros(N + P + 1)
    vector[0], vector[N], vector[-1] = 1.0, 1.0, inherited
    return vector


def test_without_notes_the_second_question_lacks_a_place() -> None:
    found = objective(tables(), weights(inherited=0.0))
    # 2,000 characters hold two passages of 900: passages 0 and 1 of each question
    assert found.recall == (1 + 0) / 2
    assert found.mrr == (1 / 1 + 1 / 2) / 2
    # facts by the first note alone and by both: nothing and all for the first question, half and all for the second
    share = ((0 + 1) / 2 + (1 / 2 + 1) / 2) / 2
    every = ((0 + 1) / 2 + (0 + 1) / 2) / 2
    assert found.facts == pytest.approx((share + every) / 2)


def test_what_a_passage_inherits_moves_it_up() -> None:
    # passage 2 of the second question inherits 0.9: the order becomes 0 (0.9), 2 (0.9), 1 (0.8); then with 2: 2, 0, 1
    assert objective(tables(), weights(inherited=2.0)).mrr == (1 / 1 + 1 / 1) / 2
    assert objective(tables(), weights(inherited=2.0)).recall == (1 + 0) / 2


def test_a_part_of_the_questions_is_measured_alone() -> None:
    first, second = tables().of([0]), tables().of([1])
    assert objective(first, weights(2.0)).mrr == 1.0
    assert len(first.grounds) == 0
    assert second.grounds.tolist() == [[0, 2, 0]]
    assert objective(second, weights(0.0)).mrr == 1 / 2


def test_padding_is_never_ranked() -> None:
    made = tables()
    made.places[0] = made.places[0, [2, 0, 1]]  # passage 1 bears the place now, passage 0 scores most
    assert objective(made.of([0]), weights(0.0)).mrr == 1 / 2
    made.passage_there[0, 0] = False
    assert objective(made.of([0]), weights(0.0)).mrr == 1.0
