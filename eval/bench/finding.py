"""How well evidence is found, beside the baselines, in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.app import Assistant
from eval.documents import squeezed_texts
from eval.figures import figures, splits
from eval.questions import load_questions
from eval.runner import Progress, ask_all, quiet
from eval.systems.bm25 import Bm25
from eval.systems.renkei import served
from eval.systems.system import System
from eval.systems.tutorial import Tutorial

MEASURES = ("recall_2000", "recall_4000", "hit_5", "mrr", "ndcg_10", "facts_all", "latency_p50")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The figures of one system on one split, in the order of MEASURES."""

    system: str
    split: str
    values: tuple[float, ...]


def compare(assistant: Assistant, progress: Progress = quiet) -> list[Found]:
    """renkei, BM25 and the tutorial pipeline over all shipped questions."""
    texts = squeezed_texts(assistant)
    questions = load_questions()
    rows = []
    with tempfile.TemporaryDirectory(prefix="renkei-tutorial-") as folder:
        for system in _systems(assistant, Path(folder)):
            results = ask_all(system, questions, lambda document: texts.get(document, ""), progress)
            for split, part in splits(results).items():
                found = figures(part)
                rows.append(Found(system=system.name, split=split, values=tuple(found[m].value for m in MEASURES)))
    return rows


def _systems(assistant: Assistant, folder: Path) -> Iterator[System]:
    yield served(assistant)
    yield Bm25(assistant)
    yield Tutorial(assistant, folder)
