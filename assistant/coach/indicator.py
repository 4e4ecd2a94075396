"""An indicator of a scene: where it stands, where it should go, and its values over the years."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class IndicatorKind(StrEnum):
    """Structure, process or outcome (textbook, figure 6)."""

    STRUCTURE = "structure"
    PROCESS = "process"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedIndicator:
    """A measured quantity; `values` are (fiscal year, value) in `unit`, oldest first."""

    name: str
    kind: IndicatorKind
    unit: str = ""
    source: str = ""
    baseline: float | None = None
    baseline_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    values: tuple[tuple[int, float], ...] = ()

    @property
    def series(self) -> tuple[tuple[int, float], ...]:
        """(fiscal year, value), oldest first; the baseline is the value of its year where there is no other."""
        values = dict(self.values)
        if self.baseline is not None and self.baseline_year is not None:
            values.setdefault(self.baseline_year, self.baseline)
        return tuple(sorted(values.items()))

    @property
    def anchored(self) -> bool:
        """It has a present value or says where one comes from."""
        return self.baseline is not None or bool(self.source)
