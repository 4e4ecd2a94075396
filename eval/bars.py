"""Bars: figures below which a change is not taken in. `eval/bars.toml` holds them, CI checks them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from assistant.errors import UsageError
from eval.figures import SEED, figures, splits
from eval.scoring import Result


class Bars(BaseModel):
    """Bars by split and measure: `at_least` where more is better, `at_most` where less is."""

    model_config = ConfigDict(extra="forbid")

    at_least: dict[str, dict[str, float]] = {}
    at_most: dict[str, dict[str, float]] = {}

    @property
    def count(self) -> int:
        """How many bars there are."""
        return sum(len(bars) for table in (self.at_least, self.at_most) for bars in table.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A bar that was not reached. `value` is None where the figure was not measured at all."""

    split: str
    measure: str
    bar: float
    value: float | None


def read_bars(path: Path) -> Bars:
    """The bars in `path` (TOML).

    Raises:
        UsageError: the file cannot be read or does not have the form of bars.
    """
    try:
        return Bars.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        hint = prompts.text("eval/messages", "bad_bars", name=path.name, reason=type(error).__name__)
        raise UsageError(f"{path}: {error}", hint=hint) from error


def missed(bars: Bars, own: Sequence[Result], *, seed: int = SEED) -> list[Missed]:
    """The bars that `own`, the results of renkei, does not reach. Splits that were not asked are left out."""
    found = {split: figures(results, seed=seed) for split, results in splits(own).items()}
    rows = []
    for split, measure, bar, sign in _all(bars):
        if split not in found:
            continue
        figure = found[split].get(measure)
        if figure is None or sign * (figure.value - bar) < 0:
            rows.append(Missed(split=split, measure=measure, bar=bar, value=figure.value if figure else None))
    return rows


def _all(bars: Bars) -> Iterator[tuple[str, str, float, int]]:
    for table, sign in ((bars.at_least, 1), (bars.at_most, -1)):
        for split, measures in table.items():
            for measure, bar in measures.items():
                yield split, measure, bar, sign
