"""The tables of the corpus that pages show beside answers, read once at start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.handover import Handover, load_handover
from assistant.knowledge.indicators import Indicator, load_indicators
from assistant.knowledge.roles import RoleTable, load_roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Who does what, what is measured, and what a newcomer reads first."""

    roles: RoleTable
    indicators: tuple[Indicator, ...]
    handover: Handover


def load_tables(root: Path) -> Tables:
    """The tables under `root`, the folder of the corpus.

    Raises:
        CorpusError: one of them does not have its form.
    """
    return Tables(
        roles=load_roles(root / "roles.yaml"),
        indicators=load_indicators(root / "indicators.yaml"),
        handover=load_handover(root / "guide" / "paths" / "handover.yaml"),
    )
