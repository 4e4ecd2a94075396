"""Weighted logistic regression with a ridge, by Newton's method.

    minimise  Σ w_i · log(1 + exp(-s_i · (x_i·β + b)))  +  ridge/2 · |β|²      s_i = ±1, x standardised

Source: Hastie, Tibshirani, Friedman 2009, "The Elements of Statistical Learning", 4.4.1 (iteratively reweighted least
squares). Some hundred rows and some ten columns: no library is needed for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.fitting.tables import Booleans, Floats

_STEPS = 50
_CLOSE = 1e-10
_FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted regression on the features as they come (not standardised)."""

    weights: Floats
    bias: float

    def probabilities(self, features: Floats) -> Floats:
        """(rows,) probabilities of the positive class for (rows, columns) features."""
        return np.asarray(_sigmoid(features @ self.weights + self.bias), dtype=np.float64)


def fit(features: Floats, positive: Booleans, importance: Floats, *, ridge: float = 1.0) -> Logistic:
    """Fit (rows, columns) features to (rows,) classes, each row counting `importance` times."""
    return _fit(features, positive, importance, np.ones(features.shape[1], dtype=np.bool_), ridge)


def fit_signed(
    features: Floats, positive: Booleans, importance: Floats, signs: Sequence[int], *, ridge: float = 1.0
) -> Logistic:
    """As `fit`, with the sign that each weight may have: 1, -1, or 0 for either. Columns that would take the wrong one
    are left out, the worst first: where columns say nearly the same, a free fit sets one against the other and goes
    astray on questions of another kind.
    """
    used = np.ones(features.shape[1], dtype=np.bool_)
    while True:
        model = _fit(features, positive, importance, used, ridge)
        against = -model.weights * np.asarray(signs) * np.std(features, axis=0)
        if float(against.max(initial=0.0)) <= 0:
            return model
        used[int(against.argmax())] = False


def _fit(
    features: Floats, positive: Booleans, importance: Floats, used: Booleans, ridge: float
) -> Logistic:
    features = np.where(used, features, 0.0)
    mean = np.average(features, axis=0, weights=importance)
    spread = np.sqrt(np.average((features - mean) ** 2, axis=0, weights=importance))
    spread[spread < _FLAT] = np.inf  # a column that never changes gets no weight
    rows = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    penalty = np.diag([*[ridge] * features.shape[1], 0.0])
    beta = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = _sigmoid(rows @ beta)
        gradient = rows.T @ (importance * (chance - positive)) + penalty @ beta
        hessian = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows + penalty
        step = np.linalg.solve(hessian + _FLAT * np.eye(len(beta)), gradient)
        beta -= step
        if float(np.abs(step).max()) < _CLOSE:
            break
    weights = beta[:-1] / spread
    return Logistic(weights=weights, bias=float(beta[-1] - weights @ mean))


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -60.0, 60.0))), dtype=np.float64)
