"""Fitting the coach's second reader: `python -m eval.fitting.coach_reader`.

One ridge logistic regression for each code, over the texts of the steps at which the code is asked, flawed and other
texts weighing the same in sum. Features: those of `assistant.coach.checks.reader_features`, and the mean of chiVe's
vectors of the words; since that mean is linear too, it is written as one row of weights for every word of the guide, of
the prompts, of the texts and of the folders given, and no vectors are needed when the coach runs. Deterministic: one
thread, no chance.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

import prompts
from assistant.adapters.static_vectors import StaticEmbedder
from assistant.coach.checks.reader_features import Floats, features, keys_of, share, weighed, words
from assistant.coach.checks.second_reader import WEIGHTS, Rows, SecondReader
from assistant.coach.checks.table import RULES
from assistant.coach.findings import Code
from assistant.coach.steps import STEPS, Step
from assistant.resources import corpus_root
from assistant.settings import load_settings
from eval.fitting.coach_texts import Labelled, development, tables
from eval.fitting.folds import FOLDS
from ingest.training import ensure_base

TEXTS = Path(__file__).parent.parent.parent / "tests" / "assistant" / "coach" / "data"
CODES = tuple(Code)
RIDGE = 0.1
"""Weight of half the squared coefficients against the summed losses."""
NEAR = 2.0
"""How strongly the word vectors speak beside the features, whose vector has length 1."""
_LEAST = 2
"""Texts that a feature must stand in."""
_ROUNDS = 150
_LARGEST = 127
_TEXTS = (".md", ".txt", ".yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """The texts as a sparse matrix."""

    names: list[str]
    rarity: Floats
    matrix: torch.Tensor
    """(texts, features + dimension + steps)"""


def fit(labelled: Sequence[Labelled], vectors: StaticEmbedder, vocabulary: Iterable[str]) -> SecondReader:
    """The reader that `labelled` gives, with a row of weights for every word of `vocabulary` that has a vector."""
    sheet = _lay_out(labelled, vectors)
    beta = _solve(sheet.matrix, *_targets(labelled))
    split = len(sheet.names), len(sheet.names) + vectors.dimension
    known = sorted({word for word in vocabulary if vectors.rows_of(word)})
    near = np.array([_vector(word, vectors) for word in known]) @ beta[split[0] : split[1]] * NEAR
    return SecondReader(
        codes=CODES, features=_sorted(sheet.names, beta[: split[0]]),
        rarity=sheet.rarity[np.argsort(keys_of(sheet.names))], words=_sorted(known, near),
        bias=beta[split[1] : -1] + beta[-1],
    )  # fmt: skip


def unseen(labelled: Sequence[Labelled], vectors: StaticEmbedder) -> dict[str, float]:
    """Precision, recall and F1 (micro, at an even chance) on texts of hands that the fit had not seen."""
    hands = sorted({one.hand for one in labelled})
    fold = [hands.index(one.hand) % FOLDS if one.hand != "dev" else i % FOLDS for i, one in enumerate(labelled)]
    right = said = wanted = 0
    for left_out in range(FOLDS):
        seen = [one for one, place in zip(labelled, fold, strict=True) if place != left_out]
        reader = fit(seen, vectors, {word for one in labelled for word in words(one.text)})
        for one in (one for one, place in zip(labelled, fold, strict=True) if place == left_out):
            chances = reader.chances(one.text, one.step)
            found = {code for code, chance in chances.items() if chance > 0.5 and one.step in _steps(code)}
            right, said, wanted = right + len(found & one.codes), said + len(found), wanted + len(one.codes)
    figures = {"precision": right / said, "recall": right / wanted, "f1": 2 * right / (said + wanted)}
    return {name: round(value, 3) for name, value in figures.items()}


def _lay_out(labelled: Sequence[Labelled], vectors: StaticEmbedder) -> _Sheet:
    told = [words(one.text) for one in labelled]
    counted = [features(each, one.step) for each, one in zip(told, labelled, strict=True)]
    within = Counter(name for each in counted for name in each)
    names = sorted(name for name, texts in within.items() if texts >= _LEAST)
    rarity = np.array([math.log((1 + len(labelled)) / (1 + within[name])) + 1 for name in names])
    place = {name: i for i, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for i, (each, one) in enumerate(zip(counted, labelled, strict=True)):
        here = [place[name] for name in each if name in place]
        numbers = np.array([each[name] for name in each if name in place], dtype=np.float64)
        step = len(names) + vectors.dimension + STEPS.index(one.step)
        mean = _mean(told[i], vectors) * NEAR
        columns += [*here, *range(len(names), len(names) + vectors.dimension), step]
        values += [*weighed(numbers, rarity[here]), *mean, 1.0]
        rows += [i] * (len(columns) - len(rows))
    size = (len(labelled), len(names) + vectors.dimension + len(STEPS))
    matrix = torch.sparse_coo_tensor(
        torch.tensor([rows, columns]), torch.tensor(values, dtype=torch.float64), size, check_invariants=True
    )
    return _Sheet(names=names, rarity=rarity, matrix=matrix.coalesce())


def _mean(told: Sequence[str], vectors: StaticEmbedder) -> Floats:
    known = [_vector(word, vectors) for word in told if vectors.rows_of(word)]
    return np.sum(known, axis=0) * share(len(known)) if known else np.zeros(vectors.dimension)


def _vector(word: str, vectors: StaticEmbedder) -> Floats:
    return np.asarray(vectors.embed_queries([word])[0], dtype=np.float64)


def _targets(labelled: Sequence[Labelled]) -> tuple[torch.Tensor, torch.Tensor]:
    """(texts, codes) classes, and what each text weighs: nothing where its step does not ask for the code."""
    classes = np.array([[code in one.codes for code in CODES] for one in labelled], dtype=np.float64)
    asked = np.array([[one.step in _steps(code) for code in CODES] for one in labelled], dtype=np.float64)
    flawed, others = (classes * asked).sum(axis=0), ((1 - classes) * asked).sum(axis=0)
    half = (flawed + others) / 2
    weights = asked * np.where(classes > 0, half / np.maximum(flawed, 1), half / np.maximum(others, 1))
    return torch.from_numpy(classes), torch.from_numpy(weights)


def _solve(matrix: torch.Tensor, classes: torch.Tensor, weights: torch.Tensor) -> Floats:
    """(columns + 1, codes) coefficients, the intercepts last."""
    beta = torch.zeros((matrix.shape[1], len(CODES)), dtype=torch.float64, requires_grad=True)
    intercept = torch.zeros(len(CODES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([beta, intercept], max_iter=_ROUNDS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = torch.sparse.mm(matrix, beta) + intercept
        losses = torch.nn.functional.binary_cross_entropy_with_logits(scores, classes, weights, reduction="sum")
        total = losses + RIDGE / 2 * (beta**2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return np.vstack([beta.detach().numpy(), intercept.detach().numpy()])


def _sorted(names: Sequence[str], values: Floats) -> Rows:
    keys = keys_of(names)
    order = np.argsort(keys)
    unit = np.maximum(np.abs(values).max(axis=0), 1e-9) / _LARGEST
    rounded: NDArray[np.int8] = np.round(values[order] / unit).astype(np.int8)
    return Rows(keys=keys[order], values=rounded, unit=unit)


def _steps(code: Code) -> frozenset[Step]:
    return next(rule.steps for rule in RULES if rule.code is code)


def _words_below(folders: Iterable[Path]) -> set[str]:
    paths = (path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in _TEXTS)
    return {word for path in paths for line in path.read_text("utf-8").splitlines() for word in words(line)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits on everything that is labelled, measures on hands left out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--texts", type=Path, default=TEXTS, help="folder of tables of labelled texts")
    parser.add_argument("--words", type=Path, nargs="*", default=[], help="folders whose words get weights too")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    labelled = [*tables(options.texts), *development()]
    vectors = StaticEmbedder(ensure_base(load_settings().data / "models"))
    folders = [corpus_root(), *prompts.__path__, *options.words]
    vocabulary = {word for one in labelled for word in words(one.text)} | _words_below(map(Path, folders))
    measured = unseen(labelled, vectors)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    run = {"command": "python -m eval.fitting.coach_reader", "made": made, "vectors": vectors.fingerprint,
           "texts": len(labelled), "hands": len({one.hand for one in labelled}), "words": len(vocabulary),
           "unseen": measured}  # fmt: skip
    fit(labelled, vectors, vocabulary).save(options.out, run)
    print(run)


if __name__ == "__main__":
    main()
