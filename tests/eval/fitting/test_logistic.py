"""The regression against closed forms."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from eval.fitting.logistic import fit, fit_signed


def test_one_yes_no_feature_gives_the_log_odds() -> None:
    # of 10 rows with the feature 8 are positive, of 10 without it 2 are
    features = np.array([[1.0]] * 10 + [[0.0]] * 10)
    positive = np.array([True] * 8 + [False] * 2 + [True] * 2 + [False] * 8)
    model = fit(features, positive, np.ones(20), ridge=1e-9)
    assert model.bias == pytest.approx(log(2 / 8), abs=1e-4)
    assert model.weights[0] == pytest.approx(log(8 / 2) - log(2 / 8), abs=1e-4)
    assert model.probabilities(np.array([[1.0], [0.0]])) == pytest.approx([0.8, 0.2], abs=1e-4)


def test_importance_counts_like_repetition() -> None:
    chance = np.random.default_rng(1)
    features = chance.normal(size=(12, 2))
    positive = chance.random(12) < 0.5
    twice = np.concatenate([features, features[:4]]), np.concatenate([positive, positive[:4]])
    repeated = fit(*twice, np.ones(16))
    weighted = fit(features, positive, np.array([2.0] * 4 + [1.0] * 8))
    assert weighted.weights == pytest.approx(repeated.weights, abs=1e-6)
    assert weighted.bias == pytest.approx(repeated.bias, abs=1e-6)


def test_a_column_that_never_changes_gets_no_weight_and_separable_rows_stay_finite() -> None:
    features = np.array([[0.0, 3.0], [0.1, 3.0], [0.9, 3.0], [1.0, 3.0]])
    model = fit(features, np.array([False, False, True, True]), np.ones(4))
    assert model.weights[1] == 0.0
    assert np.isfinite(model.weights).all()
    assert model.weights[0] > 0


def test_a_weight_of_the_wrong_sign_is_left_out() -> None:
    chance = np.random.default_rng(4)
    first = chance.normal(size=400)
    features = np.column_stack([first, first + chance.normal(scale=0.3, size=400)])  # nearly the same column twice
    positive = 3 * features[:, 0] - 2 * features[:, 1] + chance.normal(scale=0.2, size=400) > 0
    free, signed = fit(features, positive, np.ones(400)), fit_signed(features, positive, np.ones(400), (1, 1))
    assert free.weights[1] < 0
    assert signed.weights[0] > 0
    assert signed.weights[1] == 0.0
    either = fit_signed(features, positive, np.ones(400), (1, 0))
    assert either.weights == pytest.approx(free.weights)
