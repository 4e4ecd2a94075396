"""The second reader: how likely each flaw is, judged by all the words of a cell at once.

The rules know what to look for; what they do not know they cannot see. The second reader is a linear model over the
words of a cell, fitted on texts that people labelled (`python -m eval.fitting.coach_reader`), and sees wordings that no
rule foresaw. It runs with no index and no language model: its weights are data beside this file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from assistant.coach.checks.reader_features import Floats, features, keys_of, share, weighed, words
from assistant.coach.findings import Code
from assistant.coach.steps import STEPS, Step
from assistant.errors import CorpusError

WEIGHTS = Path(__file__).parent / "second_reader.npz"
RUN = WEIGHTS.with_suffix(".json")
"""The run that made the weights, and what it measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Weights of features or of words, one row each."""

    keys: NDArray[np.uint32]
    """(rows,) sorted."""
    values: NDArray[np.int8]
    """(rows, codes) in units of `unit`."""
    unit: Floats
    """(codes,)"""

    def places(self, wanted: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of `wanted` that are known, and which of `wanted` those are."""
        keys = keys_of(wanted)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = np.flatnonzero(self.keys[places] == keys)
        return places[known], known

    def summed(self, places: NDArray[np.intp], by: Floats) -> Floats:
        """(codes,) the rows at `places`, each `by` times."""
        return np.asarray((by @ self.values[places]) * self.unit, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReader:
    """A linear model for each code over the features of a cell and the mean of its word vectors (already summed up
    into one row of weights for each word, so that words stand near which no labelled text used)."""

    codes: tuple[Code, ...]
    features: Rows
    rarity: Floats
    """(rows of features,)"""
    words: Rows
    bias: Floats
    """(steps, codes)"""

    def chances(self, text: str, step: Step) -> Mapping[Code, float]:
        """How likely each flaw is in `text` as typed at `step`, between 0 and 1."""
        told = words(text)
        scores = self.bias[STEPS.index(step)] + self._of_features(told, step) + self._of_words(told)
        return dict(zip(self.codes, map(float, 1.0 / (1.0 + np.exp(-scores))), strict=True))

    def _of_features(self, told: list[str], step: Step) -> Floats:
        counts = features(told, step)
        places, known = self.features.places(list(counts))
        numbers = np.array(list(counts.values()), dtype=np.float64)[known]
        return self.features.summed(places, weighed(numbers, self.rarity[places]))

    def _of_words(self, told: list[str]) -> Floats:
        places, _ = self.words.places(told)
        return self.words.summed(places, np.full(len(places), share(len(places))))

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """
        Raises:
            CorpusError: the file is missing or does not hold a reader.
        """
        try:
            with np.load(path, allow_pickle=False) as held:
                arrays: dict[str, NDArray[Any]] = dict(held)
            codes = tuple(Code(str(code)) for code in arrays["codes"])
            return cls(
                codes=codes,
                features=_rows(arrays, "features"),
                rarity=arrays["rarity"].astype(np.float64),
                words=_rows(arrays, "words"),
                bias=arrays["bias"].astype(np.float64),
            )
        except (OSError, KeyError, ValueError) as error:
            raise CorpusError(f"{path}: {error}", path=path.name, reason="second reader") from error

    def save(self, path: Path, run: Mapping[str, object]) -> None:
        """Writes the weights to `path` and `run` beside it."""
        np.savez_compressed(
            path, codes=np.array([code.value for code in self.codes]), rarity=self.rarity.astype(np.float32),
            bias=self.bias.astype(np.float32), **_arrays(self.features, "features"), **_arrays(self.words, "words"),
        )  # fmt: skip
        told = json.dumps(run, ensure_ascii=False, indent=1) + "\n"
        path.with_suffix(".json").write_text(told, encoding="utf-8")


@lru_cache(maxsize=1)
def second_reader() -> SecondReader:
    """The reader that the project ships."""
    return SecondReader.load()


def _rows(arrays: Mapping[str, NDArray[Any]], name: str) -> Rows:
    return Rows(
        keys=arrays[f"{name}_keys"], values=arrays[f"{name}_values"], unit=arrays[f"{name}_unit"].astype(np.float64)
    )


def _arrays(rows: Rows, name: str) -> dict[str, Any]:
    return {f"{name}_keys": rows.keys, f"{name}_values": rows.values, f"{name}_unit": rows.unit.astype(np.float32)}
